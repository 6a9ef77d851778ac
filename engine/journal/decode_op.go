package journal

import "math"

// counts reads the numbers of operations of the transactions.
func (r *reader) counts() []uint64 {
	counts := make([]uint64, r.count())
	for i := range counts {
		counts[i] = r.uvarint()
	}
	return counts
}

func (r *reader) txs(counts []uint64) []Tx {
	txs := make([]Tx, len(counts))
	for i, n := range counts {
		if n > uint64(len(r.rest)) {
			r.fail()
			return nil
		}
		txs[i].Ops = make([]Op, n)
		for k := range txs[i].Ops {
			r.op(&txs[i].Ops[k])
		}
	}
	return txs
}

func (r *reader) op(op *Op) {
	op.Kind = OpKind(r.byte())
	op.Resource = r.resource()
	op.ID = r.string()
	op.Read = r.uvarint()
	switch op.Kind {
	case Write:
		op.ETag = r.string()
		op.Modified = r.varint()
		op.Before = r.image()
		op.After = r.image()
	case Absent:
		op.Paths, op.Texts = r.strings(), r.strings()
		if len(op.Paths) != len(op.Texts) {
			r.fail()
		}
	case Claim:
		op.Partition, op.Key = r.string(), r.string()
	case Define:
		op.Definition = r.definition()
	case Lock, Exists, Floor:
	default:
		r.fail()
	}
}

func (r *reader) definition() *Definition {
	d := &Definition{
		Kind: r.string(), Schema: r.string(), Name: r.string(),
		Document: r.string(), Resource: r.string(),
	}
	next := r.uvarint()
	if next > math.MaxUint32 {
		r.fail()
	}
	d.NextOID = uint32(next)
	return d
}

func (r *reader) image() Image {
	i := r.uvarint()
	if i == 0 {
		return Image{}
	}
	if i > uint64(len(r.shapes)) {
		r.fail()
		return Image{}
	}
	m := Image{Shape: r.shapes[i-1], Data: r.string()}
	if m.Shape.Content && r.format == 1 {
		m.Data += string(AppendNone(nil))
	}
	if !valid(m.Data, m.Shape.texts()) {
		r.fail()
		return Image{}
	}
	return m
}
