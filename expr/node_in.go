package expr

import "github.com/s3dbsql/s3dbsql/types"

// inNode is IN with a list of constants, which it looks up by their hash.
type inNode struct {
	operand node
	items   *types.Vector
	byHash  map[uint64][]int32 // rows of items
	null    bool               // an item is NULL
	negated bool
	hashes  []uint64
	out     *types.Vector
}

func newInNode(in *In) node {
	n := &inNode{
		operand: compile(in.Operand),
		items:   types.NewVector(in.Operand.Type(), len(in.Items)),
		byHash:  make(map[uint64][]int32, len(in.Items)),
		negated: in.Negated,
		out:     types.NewVector(types.Bool, 0),
	}
	for _, item := range in.Items {
		n.items.AppendValue(item.(*Const).Value)
	}
	for i, h := range n.hash(n.items, nil, len(in.Items)) {
		if n.items.IsNull(i) {
			n.null = true
		} else {
			n.byHash[h] = append(n.byHash[h], int32(i))
		}
	}
	return n
}

// hash is the hash of each row that sel names.
func (n *inNode) hash(v *types.Vector, sel []int32, rows int) []uint64 {
	rows = count(sel, rows)
	if cap(n.hashes) < rows {
		n.hashes = make([]uint64, rows)
	}
	n.hashes = n.hashes[:rows]
	clear(n.hashes)
	types.HashInto(n.hashes, v, sel)
	return n.hashes
}

func (n *inNode) eval(x *Context, b *types.Batch, sel []int32) (*types.Vector, error) {
	v, err := n.operand.eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	n.out.Resize(b.Rows())
	n.out.Nulls.Reset()
	for k, h := range n.hash(v, sel, b.Rows()) {
		i := rowAt(sel, k)
		switch {
		case v.Nulls.Get(i):
			n.out.Nulls.Set(i)
		case n.contains(v, i, h):
			n.out.Bools[i] = !n.negated
		case n.null:
			n.out.Nulls.Set(i)
		default:
			n.out.Bools[i] = n.negated
		}
	}
	return n.out, nil
}

func (n *inNode) contains(v *types.Vector, i int, hash uint64) bool {
	for _, k := range n.byHash[hash] {
		if v.EqualRows(i, n.items, int(k)) {
			return true
		}
	}
	return false
}
