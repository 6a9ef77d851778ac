package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"unsafe"
)

// ErrCorrupt is an entry whose bytes are not those of any entry.
var ErrCorrupt = errors.New("journal entry is corrupt")

// FormatError is an entry of a format that this program does not know.
type FormatError struct{ Format byte }

func (e *FormatError) Error() string {
	return fmt.Sprintf("journal entry has format %d, this program reads formats up to %d", e.Format, Format)
}

// Part is what an entry says of one of its parts.
type Part struct {
	Size     int
	Checksum uint32 // CRC-32C
}

// Matches reports whether data is the part.
func (p Part) Matches(data []byte) bool {
	return len(data) == p.Size && crc32.Checksum(data, castagnoli) == p.Checksum
}

// Header is an entry whose operations are not decoded yet. With Parts they
// are their bytes joined.
type Header struct {
	Entry
	Parts []Part

	rest reader
}

// DecodeHeader reads an entry up to its operations. The result refers to body,
// which must not change. The error is ErrCorrupt or a *FormatError.
func DecodeHeader(body []byte) (*Header, error) {
	text := unsafe.String(unsafe.SliceData(body), len(body))
	if len(body) < len(magic)+1+4 || !strings.HasPrefix(text, magic) {
		return nil, ErrCorrupt
	}
	if f := body[len(magic)]; f == 0 || f > Format {
		return nil, &FormatError{f}
	}
	end := len(body) - 4
	if crc32.Checksum(body[:end], castagnoli) != binary.LittleEndian.Uint32(body[end:]) {
		return nil, ErrCorrupt
	}
	r := reader{rest: text[len(magic)+1 : end], format: body[len(magic)]}
	h := &Header{Entry: r.head()}
	h.Parts = r.parts()
	if r.bad || h.Kind > Dropped {
		return nil, ErrCorrupt
	}
	h.rest = r
	return h, nil
}

// Decode reads the operations. ops is nil if the entry has no parts, else
// their bytes joined; the entry refers to it. shapes interns the shapes.
func (h *Header) Decode(ops []byte, shapes *Shapes) (*Entry, error) {
	r := h.rest
	e := h.Entry
	r.tables(shapes)
	counts := r.counts()
	if len(h.Parts) > 0 {
		if r.rest != "" {
			return nil, ErrCorrupt
		}
		r.rest = unsafe.String(unsafe.SliceData(ops), len(ops))
	}
	e.Txs = r.txs(counts)
	if r.bad || r.rest != "" {
		return nil, ErrCorrupt
	}
	return &e, nil
}

// reader takes values off the front of a text; after a bad one it gives
// zeros.
type reader struct {
	rest      string
	bad       bool
	format    byte
	resources []string
	shapes    []*Shape
}

func (r *reader) fail() {
	r.bad, r.rest = true, ""
}

func (r *reader) uvarint() uint64 {
	x, n := uvarint(r.rest)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[n:]
	return x
}

func (r *reader) varint() int64 {
	u := r.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

func (r *reader) byte() byte {
	if r.rest == "" {
		r.fail()
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *reader) string() string {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.fail()
		return ""
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// count reads the length of a list whose items take at least one byte each.
func (r *reader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) strings() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = r.string()
	}
	return list
}

func (r *reader) head() Entry {
	return Entry{
		Journal: r.string(), Position: r.uvarint(), Batch: r.string(), Writer: r.string(),
		Catalog: r.uvarint(), Kind: Kind(r.byte()), Voided: r.string(),
	}
}

func (r *reader) parts() []Part {
	parts := make([]Part, r.count())
	for i := range parts {
		parts[i].Size = int(min(r.uvarint(), 1<<40))
		var raw [4]byte
		for k := range raw {
			raw[k] = r.byte()
		}
		parts[i].Checksum = binary.LittleEndian.Uint32(raw[:])
	}
	return parts
}

func (r *reader) tables(shapes *Shapes) {
	r.resources = r.strings()
	n := r.count()
	for range n {
		s := &Shape{Resource: r.resource(), Version: r.string(), Content: r.byte() != 0, Paths: r.strings()}
		if r.bad {
			return
		}
		r.shapes = append(r.shapes, shapes.Intern(s))
	}
}

func (r *reader) resource() string {
	i := r.uvarint()
	if i >= uint64(len(r.resources)) {
		r.fail()
		return ""
	}
	return r.resources[i]
}
