package types

// AppendFrom adds row i of src, a vector of the same kind.
func (v *Vector) AppendFrom(src *Vector, i int) {
	n := v.n
	v.Resize(n + 1)
	v.CopyRow(n, src, i)
}

// CopyRow replaces row i of v by row j of src, a vector of the same kind.
// Texts are shared, not copied.
func (v *Vector) CopyRow(i int, src *Vector, j int) {
	if src.Nulls.Get(j) {
		v.Nulls.Set(i)
		return
	}
	v.Nulls.Clear(i)
	switch v.Type.Kind {
	case KindBool:
		v.Bools[i] = src.Bools[j]
	case KindInt:
		v.Ints[i] = src.Ints[j]
	case KindFloat:
		v.Floats[i] = src.Floats[j]
	case KindNumeric:
		v.Numerics[i].Set(&src.Numerics[j])
	case KindText:
		v.Texts[i] = src.Texts[j]
	case KindInterval:
		v.Intervals[i] = src.Intervals[j]
	case KindArray:
		v.Arrays[i] = src.Arrays[j]
	case KindRecord:
		v.Records[i] = src.Records[j]
	}
}

// Gather makes dst the rows of src that sel names, in its order (nil: all). A
// negative number makes a NULL row, as an outer join needs it.
func Gather(dst, src *Vector, sel []int32) {
	dst.Reset()
	if sel == nil {
		dst.Resize(src.n)
		for i := range src.n {
			dst.CopyRow(i, src, i)
		}
		return
	}
	dst.Resize(len(sel))
	switch dst.Type.Kind {
	case KindInt:
		gather(dst.Ints, src.Ints, sel)
	case KindFloat:
		gather(dst.Floats, src.Floats, sel)
	case KindText:
		gather(dst.Texts, src.Texts, sel)
	case KindBool:
		gather(dst.Bools, src.Bools, sel)
	default:
		gatherRows(dst, src, sel)
		return
	}
	for i, row := range sel {
		if row < 0 || src.Nulls.Get(int(row)) {
			dst.Nulls.Set(i)
		}
	}
}

func gather[T any](dst, src []T, sel []int32) {
	for i, row := range sel {
		if row >= 0 {
			dst[i] = src[row]
		}
	}
}

func gatherRows(dst, src *Vector, sel []int32) {
	for i, row := range sel {
		if row < 0 {
			dst.Nulls.Set(i)
			continue
		}
		dst.CopyRow(i, src, int(row))
	}
}
