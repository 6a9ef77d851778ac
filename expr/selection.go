package expr

import "github.com/s3dbsql/s3dbsql/types"

// count is the number of rows that sel names among n.
func count(sel []int32, n int) int {
	if sel == nil {
		return n
	}
	return len(sel)
}

// rowAt is the k-th row that sel names.
func rowAt(sel []int32, k int) int {
	if sel == nil {
		return k
	}
	return int(sel[k])
}

// keepTrue writes the rows for which v is true into dst, which may be sel.
func keepTrue(dst []int32, v *types.Vector, sel []int32, n int) []int32 {
	bools, nulls := v.Bools, v.Nulls
	if nulls.Any() {
		return keepTrueNotNull(dst, v, sel, n)
	}
	kept := 0
	if sel == nil {
		for i, b := range bools[:n] {
			dst[kept] = int32(i)
			if b {
				kept++
			}
		}
		return dst[:kept]
	}
	for _, i := range sel {
		dst[kept] = i
		if bools[i] {
			kept++
		}
	}
	return dst[:kept]
}

func keepTrueNotNull(dst []int32, v *types.Vector, sel []int32, n int) []int32 {
	kept := 0
	for k := range count(sel, n) {
		i := rowAt(sel, k)
		if v.Bools[i] && !v.Nulls.Get(i) {
			dst[kept] = int32(i)
			kept++
		}
	}
	return dst[:kept]
}

// copyRows copies the rows that sel names from src to the same rows of dst,
// which are not NULL yet.
func copyRows(dst, src *types.Vector, sel []int32, n int) {
	switch dst.Type.Kind {
	case types.KindInt:
		copyValues(dst.Ints, src.Ints, sel, n)
	case types.KindFloat:
		copyValues(dst.Floats, src.Floats, sel, n)
	case types.KindText:
		copyValues(dst.Texts, src.Texts, sel, n)
	case types.KindBool:
		copyValues(dst.Bools, src.Bools, sel, n)
	default:
		for k := range count(sel, n) {
			i := rowAt(sel, k)
			dst.CopyRow(i, src, i)
		}
		return
	}
	if src.Nulls.Any() {
		copyNulls(dst, src, sel, n)
	}
}

func copyValues[T any](dst, src []T, sel []int32, n int) {
	if sel == nil {
		copy(dst[:n], src[:n])
		return
	}
	for _, i := range sel {
		dst[i] = src[i]
	}
}

func copyNulls(dst, src *types.Vector, sel []int32, n int) {
	for k := range count(sel, n) {
		if i := rowAt(sel, k); src.Nulls.Get(i) {
			dst.Nulls.Set(i)
		}
	}
}

// rows is a selection that a node writes.
type rows []int32

// room is an empty selection with room for n rows; it is never nil.
func (r *rows) room(n int) rows {
	if *r == nil || cap(*r) < n {
		*r = make(rows, 0, max(n, 1))
	}
	return (*r)[:0]
}
