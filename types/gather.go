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
	Extend(dst, src, sel)
}

// Extend adds to dst the rows of src, a vector of the same kind, that sel
// names, in its order (nil: all). A negative number adds a NULL row.
func Extend(dst, src *Vector, sel []int32) {
	from, n := dst.n, len(sel)
	if sel == nil {
		n = src.n
	}
	dst.Resize(from + n)
	switch dst.Type.Kind {
	case KindInt:
		extend(dst.Ints[from:], src.Ints, sel)
	case KindFloat:
		extend(dst.Floats[from:], src.Floats, sel)
	case KindText:
		extend(dst.Texts[from:], src.Texts, sel)
	case KindBool:
		extend(dst.Bools[from:], src.Bools, sel)
	default:
		extendRows(dst, from, src, sel)
		return
	}
	if sel != nil || src.Nulls.Any() {
		extendNulls(dst, from, src, sel)
	}
}

func extend[T any](dst, src []T, sel []int32) {
	if sel == nil {
		copy(dst, src)
		return
	}
	for i, row := range sel {
		if row >= 0 {
			dst[i] = src[row]
		}
	}
}

func extendNulls(dst *Vector, from int, src *Vector, sel []int32) {
	for i := from; i < dst.n; i++ {
		row := i - from
		if sel != nil {
			row = int(sel[row])
		}
		if row < 0 || src.Nulls.Get(row) {
			dst.Nulls.Set(i)
		}
	}
}

// extendRows is for kinds whose values are more than their entry.
func extendRows(dst *Vector, from int, src *Vector, sel []int32) {
	for i := from; i < dst.n; i++ {
		row := i - from
		if sel != nil {
			row = int(sel[row])
		}
		if row < 0 {
			dst.Nulls.Set(i)
		} else {
			dst.CopyRow(i, src, row)
		}
	}
}
