package codec

// TextForm is a way to make the text of an attribute fit for a metadata
// value: printable ASCII without blanks at the ends.
type TextForm interface {
	// Encode returns the metadata value of a text.
	Encode(text string) string

	// Decode undoes Encode. A value that no writer of the form makes is its
	// own text. null says that it stands for no value.
	Decode(value string) (text string, null bool)
}

// V10Text is the form of s3db.js v10: EncodeText and DecodeText.
type V10Text struct{}

// Encode implements TextForm.
func (V10Text) Encode(text string) string { return EncodeText(text) }

// Decode implements TextForm.
func (V10Text) Decode(value string) (text string, null bool) { return DecodeText(value) }
