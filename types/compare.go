package types

// Compare orders two values of type t as PostgreSQL's default btree operators
// do: negative if a comes first, 0 if they are equal, positive otherwise.
// Neither may be NULL.
func Compare(t *Type, a, b Value) int {
	switch t.Kind {
	case KindBool:
		return compareBool(a.Bool(), b.Bool())
	case KindInt:
		if t == XID8 {
			return compareXID8(a.Int(), b.Int())
		}
		return compareInt(a.Int(), b.Int())
	case KindFloat:
		return CompareFloat(a.Float(), b.Float())
	case KindNumeric:
		return CompareNumeric(a.Numeric(), b.Numeric())
	case KindText:
		return compareText(t, a.Text(), b.Text())
	case KindInterval:
		return CompareInterval(a.Interval(), b.Interval())
	case KindArray:
		return compareArray(t, a.Array(), b.Array())
	}
	return compareRecord(a.Record(), b.Record())
}

// Equal reports whether Compare is 0.
func Equal(t *Type, a, b Value) bool { return Compare(t, a, b) == 0 }

// CompareRows compares row i of v with row j of w, a vector of the same type.
// Neither row may be NULL. It allocates nothing for scalars.
func (v *Vector) CompareRows(i int, w *Vector, j int) int {
	switch v.Type.Kind {
	case KindBool:
		return compareBool(v.Bools[i], w.Bools[j])
	case KindInt:
		if v.Type == XID8 {
			return compareXID8(v.Ints[i], w.Ints[j])
		}
		return compareInt(v.Ints[i], w.Ints[j])
	case KindFloat:
		return CompareFloat(v.Floats[i], w.Floats[j])
	case KindNumeric:
		return CompareNumeric(&v.Numerics[i], &w.Numerics[j])
	case KindText:
		return compareText(v.Type, v.Texts[i], w.Texts[j])
	case KindInterval:
		return CompareInterval(v.Intervals[i], w.Intervals[j])
	case KindArray:
		return compareArray(v.Type, v.Arrays[i], w.Arrays[j])
	}
	return compareRecord(v.Records[i], w.Records[j])
}

// EqualRows reports whether row i of v and row j of w are equal; two NULLs
// are, as GROUP BY, DISTINCT and set operations have it.
func (v *Vector) EqualRows(i int, w *Vector, j int) bool {
	if v.IsNull(i) || w.IsNull(j) {
		return v.IsNull(i) && w.IsNull(j)
	}
	return v.CompareRows(i, w, j) == 0
}
