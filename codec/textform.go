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
