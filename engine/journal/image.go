package journal

import (
	"encoding/binary"
	"sync"
)

// Shape is what the images of many rows share: the attribute paths, in order,
// and the version of the resource that gives them their meaning. Shapes are
// compared by pointer within one Shapes.
type Shape struct {
	Resource string
	Version  string
	Paths    []string
	Content  bool // the rows have binary content; Data describes it behind the paths
}

// Image is a row at one moment: a shape and the texts of its paths, packed.
// The zero Image is no row.
type Image struct {
	Shape *Shape
	Data  string // for each path, then for content, uvarint(length+1) and the bytes, or 0 for none
}

// IsZero reports whether there is no row.
func (m Image) IsZero() bool { return m.Shape == nil }

// Text returns the text of the i-th path.
func (m Image) Text(i int) (text string, ok bool) {
	data := m.Data
	for ; i > 0; i-- {
		_, _, data = cutText(data)
	}
	text, ok, _ = cutText(data)
	return text, ok
}

// Get returns the text of a path.
func (m Image) Get(path string) (text string, ok bool) {
	if m.Shape == nil {
		return "", false
	}
	for i, p := range m.Shape.Paths {
		if p == path {
			return m.Text(i)
		}
	}
	return "", false
}

// Each calls f for every path that has a text, in order. i indexes Shape.Paths.
func (m Image) Each(f func(i int, text string)) {
	data := m.Data
	for i := range m.Shape.Paths {
		var text string
		var ok bool
		if text, ok, data = cutText(data); ok {
			f(i, text)
		}
	}
}

// Unpack splits the image; texts and present have one place for each path.
func (m Image) Unpack(texts []string, present []bool) {
	data := m.Data
	for i := range texts {
		texts[i], present[i], data = cutText(data)
	}
}

// AppendText appends one path's text to packed data.
func AppendText(data []byte, text string) []byte {
	data = binary.AppendUvarint(data, uint64(len(text))+1)
	return append(data, text...)
}

// AppendNone appends the absence of a text to packed data.
func AppendNone(data []byte) []byte { return append(data, 0) }

// cutText takes the first text off packed data that valid accepted.
func cutText(data string) (text string, ok bool, rest string) {
	n, size := uvarint(data)
	if size <= 0 {
		return "", false, ""
	}
	data = data[size:]
	if n == 0 {
		return "", false, data
	}
	n--
	if n > uint64(len(data)) {
		return "", false, ""
	}
	return data[:n], true, data[n:]
}

// texts is how many places the images of a shape have.
func (s *Shape) texts() int {
	if s.Content {
		return len(s.Paths) + 1
	}
	return len(s.Paths)
}

// valid reports whether data holds exactly one text or none for each path.
func valid(data string, paths int) bool {
	for range paths {
		n, size := uvarint(data)
		if size <= 0 || n > 0 && n-1 > uint64(len(data)-size) {
			return false
		}
		_, _, data = cutText(data)
	}
	return data == ""
}

// uvarint is binary.Uvarint on a string. Only the shortest form is accepted,
// so that equal rows have equal bytes.
func uvarint(s string) (x uint64, size int) {
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		b := s[i]
		if b < 0x80 {
			if i == 9 && b > 1 || i > 0 && b == 0 {
				return 0, -1
			}
			return x | uint64(b)<<(7*i), i + 1
		}
		x |= uint64(b&0x7f) << (7 * i)
	}
	return 0, -1
}

// Shapes hands out one *Shape for equal shapes. It is safe for concurrent use.
type Shapes struct {
	mu    sync.Mutex
	byKey map[string]*Shape
	key   []byte
}

// Intern returns the shape equal to s that was seen first; s itself if none
// was, which then must not change.
func (t *Shapes) Intern(s *Shape) *Shape {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.key = append(append(t.key[:0], s.Resource...), 0)
	t.key = append(append(t.key, s.Version...), 0)
	if s.Content {
		t.key = append(t.key, 1)
	}
	for _, p := range s.Paths {
		t.key = append(append(t.key, 0), p...)
	}
	if known := t.byKey[string(t.key)]; known != nil {
		return known
	}
	if t.byKey == nil {
		t.byKey = map[string]*Shape{}
	}
	t.byKey[string(t.key)] = s
	return s
}
