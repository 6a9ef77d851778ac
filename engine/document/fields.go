package document

// Field is one value of a record: the path of its attribute, with dots
// between the levels of nested ones, and the text that a codec made of the
// value. NULL is the absence of the field.
type Field struct{ Path, Text string }

// Fields are the values of a record, in the order of its attributes.
type Fields []Field

// Get returns the text of a path.
func (f Fields) Get(path string) (text string, ok bool) {
	for i := range f {
		if f[i].Path == path {
			return f[i].Text, true
		}
	}
	return "", false
}
