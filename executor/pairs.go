package executor

import "github.com/s3dbsql/s3dbsql/types"

// pairs are matches: left[i] of the batch with right[i] of the buffer.
type pairs struct{ left, right []int32 }

func (p *pairs) reset() { p.left, p.right = p.left[:0], p.right[:0] }

func (p *pairs) add(left, right int32) {
	p.left, p.right = append(p.left, left), append(p.right, right)
}

// joined makes the rows of pairs; a negative number is a row of NULLs.
func joined(left, right *types.Batch, p *pairs) *types.Batch {
	out := &types.Batch{}
	for _, c := range left.Cols {
		v := types.NewVector(c.Type, len(p.left))
		types.Gather(v, c, p.left)
		out.Cols = append(out.Cols, v)
	}
	for _, c := range right.Cols {
		v := types.NewVector(c.Type, len(p.right))
		types.Gather(v, c, p.right)
		out.Cols = append(out.Cols, v)
	}
	out.SetRows(len(p.left))
	return out
}
