package journal

import (
	"encoding/binary"
	"hash/crc32"
)

const magic = "s3dbjnl"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Encoded is an entry as bytes: the object of the entry, and the parts that
// must be written before it.
type Encoded struct {
	Body  []byte
	Parts [][]byte
}

// Encode returns the bytes of an entry. If they are more than limit the
// operations go to parts of at most limit bytes each.
func Encode(e *Entry, limit int) Encoded {
	w := newWriter()
	for i := range e.Txs {
		for k := range e.Txs[i].Ops {
			w.op(e, &e.Txs[i].Ops[k])
		}
	}
	head := w.head(e)
	if len(head)+len(w.ops) <= limit {
		head = binary.AppendUvarint(head, 0)
		return Encoded{Body: sum(append(w.tables(head, e), w.ops...))}
	}
	parts := split(w.ops, limit)
	head = binary.AppendUvarint(head, uint64(len(parts)))
	for _, p := range parts {
		head = binary.AppendUvarint(head, uint64(len(p)))
		head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(p, castagnoli))
	}
	return Encoded{Body: sum(w.tables(head, e)), Parts: parts}
}

func split(ops []byte, limit int) (parts [][]byte) {
	for len(ops) > 0 {
		n := min(len(ops), limit)
		parts = append(parts, ops[:n:n])
		ops = ops[n:]
	}
	return parts
}

func sum(body []byte) []byte {
	return binary.LittleEndian.AppendUint32(body, crc32.Checksum(body, castagnoli))
}

// writer collects the operations and the tables they refer to.
type writer struct {
	ops       []byte
	resources map[string]uint64
	names     []string
	shapes    map[*Shape]uint64
	order     []*Shape
}

func newWriter() *writer {
	return &writer{resources: map[string]uint64{}, shapes: map[*Shape]uint64{}}
}

func (w *writer) head(e *Entry) []byte {
	b := append([]byte(magic), Format)
	b = appendString(b, e.Journal)
	b = binary.AppendUvarint(b, e.Position)
	b = appendString(b, e.Batch)
	b = appendString(b, e.Writer)
	b = binary.AppendUvarint(b, e.Catalog)
	b = append(b, byte(e.Kind))
	return appendString(b, e.Voided)
}

// tables appends what the operations refer to by number.
func (w *writer) tables(b []byte, e *Entry) []byte {
	b = binary.AppendUvarint(b, uint64(len(w.names)))
	for _, name := range w.names {
		b = appendString(b, name)
	}
	b = binary.AppendUvarint(b, uint64(len(w.order)))
	for _, s := range w.order {
		b = binary.AppendUvarint(b, w.resources[s.Resource])
		b = appendString(b, s.Version)
		b = append(b, bit(s.Content))
		b = appendStrings(b, s.Paths)
	}
	b = binary.AppendUvarint(b, uint64(len(e.Txs)))
	for i := range e.Txs {
		b = binary.AppendUvarint(b, uint64(len(e.Txs[i].Ops)))
	}
	return b
}

func bit(on bool) byte {
	if on {
		return 1
	}
	return 0
}

func (w *writer) op(e *Entry, op *Op) {
	b := append(w.ops, byte(op.Kind))
	b = binary.AppendUvarint(b, w.resource(op.Resource))
	b = appendString(b, op.ID)
	b = binary.AppendUvarint(b, op.Read)
	switch op.Kind {
	case Write:
		b = appendString(b, op.ETag)
		b = binary.AppendVarint(b, op.Modified)
		b = w.image(b, op.Before)
		b = w.image(b, op.After)
	case Absent:
		b = appendStrings(b, op.Paths)
		b = appendStrings(b, op.Texts)
	case Claim:
		b = appendString(b, op.Partition)
		b = appendString(b, op.Key)
	case Define:
		b = appendDefinition(b, op.Definition)
	}
	w.ops = b
}

func appendDefinition(b []byte, d *Definition) []byte {
	for _, s := range []string{d.Kind, d.Schema, d.Name, d.Document, d.Resource} {
		b = appendString(b, s)
	}
	return binary.AppendUvarint(b, uint64(d.NextOID))
}

func (w *writer) resource(name string) uint64 {
	i, ok := w.resources[name]
	if !ok {
		i = uint64(len(w.names))
		w.resources[name] = i
		w.names = append(w.names, name)
	}
	return i
}

// image appends 0 for no row, else the number of the shape from 1 and the
// packed texts.
func (w *writer) image(b []byte, m Image) []byte {
	if m.IsZero() {
		return append(b, 0)
	}
	i, ok := w.shapes[m.Shape]
	if !ok {
		w.resource(m.Shape.Resource)
		w.order = append(w.order, m.Shape)
		i = uint64(len(w.order))
		w.shapes[m.Shape] = i
	}
	return appendString(binary.AppendUvarint(b, i), m.Data)
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendStrings(b []byte, list []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, s := range list {
		b = appendString(b, s)
	}
	return b
}
