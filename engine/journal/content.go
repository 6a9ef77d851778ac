package journal

import (
	"strconv"
	"strings"
)

// Content describes the binary content of a row. Its bytes are no part of the
// journal: they are in the object of that ID until the row's own has them.
type Content struct {
	ID   string // "" if s3db.js wrote it, into the row's object
	Size int64  // in bytes; 0 if that is not known
	Type string
}

// text is how an image holds a description: "<id> <size> <type>".
func (c Content) text() string {
	return c.ID + " " + strconv.FormatInt(c.Size, 10) + " " + c.Type
}

func parseContent(text string) Content {
	id, rest, _ := strings.Cut(text, " ")
	size, mimeType, _ := strings.Cut(rest, " ")
	n, _ := strconv.ParseInt(size, 10, 64) // not known otherwise
	return Content{id, n, mimeType}
}

// AppendContent appends a description to the packed data of a shape with
// content, behind the texts of its paths.
func AppendContent(data []byte, c Content) []byte { return AppendText(data, c.text()) }

// Content returns the description of the row's content; ok is false if it has
// none.
func (m Image) Content() (c Content, ok bool) {
	if m.Shape == nil || !m.Shape.Content {
		return Content{}, false
	}
	text, _ := m.Text(len(m.Shape.Paths))
	return parseContent(text), true
}

// WithContent returns the image with other content, nil for none.
func (t *Shapes) WithContent(m Image, c *Content) Image {
	rest := m.Data
	for range m.Shape.Paths {
		_, _, rest = cutText(rest)
	}
	data := []byte(m.Data[:len(m.Data)-len(rest)])
	shape := *m.Shape
	if shape.Content = c != nil; c != nil {
		data = AppendContent(data, *c)
	}
	return Image{Shape: t.Intern(&shape), Data: string(data)}
}
