package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// extreme is min or max over one type.
type extreme struct {
	oid types.OID
	t   *types.Type
}

var (
	minima = []extreme{
		{2131, types.Int8}, {2132, types.Int4}, {2133, types.Int2}, {2134, types.OIDType},
		{2135, types.Float4}, {2136, types.Float8}, {2138, types.Date}, {2139, types.Time}, {2140, types.TimeTZ},
		{2142, types.Timestamp}, {2143, types.TimestampTZ}, {2144, types.IntervalType},
		{2145, types.Text}, {2146, types.Numeric}, {2245, types.BPChar}, {3565, types.Inet},
		{2051, types.AnyArray},
	}
	maxima = []extreme{
		{2115, types.Int8}, {2116, types.Int4}, {2117, types.Int2}, {2118, types.OIDType},
		{2119, types.Float4}, {2120, types.Float8}, {2122, types.Date}, {2123, types.Time}, {2124, types.TimeTZ},
		{2126, types.Timestamp}, {2127, types.TimestampTZ}, {2128, types.IntervalType},
		{2129, types.Text}, {2130, types.Numeric}, {2244, types.BPChar}, {3564, types.Inet},
		{2050, types.AnyArray},
	}
)

// extremeAggregates is min and max of every type that PostgreSQL has them for.
func extremeAggregates() []Aggregate {
	var list []Aggregate
	for _, m := range minima {
		list = append(list, Aggregate{OID: m.oid, Name: "min", Args: takes(m.t), Result: m.t, New: newExtreme(-1)})
	}
	for _, m := range maxima {
		list = append(list, Aggregate{OID: m.oid, Name: "max", Args: takes(m.t), Result: m.t, New: newExtreme(+1)})
	}
	return list
}

// newExtreme makes min (sign -1) or max (sign +1) over the type of its argument.
func newExtreme(sign int) func([]*types.Type) Accumulator {
	return func(args []*types.Type) Accumulator {
		t := args[0]
		switch t.Kind {
		case types.KindInt:
			return &fold[int64]{column: intColumn, step: furtherInt(sign)}
		case types.KindFloat:
			return &fold[float64]{column: floatColumn, step: further(sign, types.CompareFloat)}
		case types.KindText:
			return &fold[string]{column: textColumn, step: further(sign, comparing(t, types.NewText))}
		case types.KindInterval:
			return &fold[types.Interval]{column: intervalColumn, step: further(sign, types.CompareInterval)}
		case types.KindNumeric:
			return &numericExtreme{sign: sign}
		default:
			return &fold[*types.Array]{column: arrayColumn, step: further(sign, comparing(t, types.NewArray))}
		}
	}
}

// comparing is types.Compare over values of type t held as T.
func comparing[T any](t *types.Type, wrap func(T) types.Value) func(a, b T) int {
	return func(a, b T) int { return types.Compare(t, wrap(a), wrap(b)) }
}

// further is the step that keeps the lesser (sign -1) or greater (sign +1); of
// equal ones that look different (2.5 and 2.50) the later, as PostgreSQL does.
func further[T any](sign int, compare func(a, b T) int) func(a, b T) (T, error) {
	return func(state, next T) (T, error) {
		if compare(next, state)*sign >= 0 {
			return next, nil
		}
		return state, nil
	}
}

// furtherInt is further for integers, the hottest of them, in one call.
func furtherInt(sign int) func(a, b int64) (int64, error) {
	if sign < 0 {
		return func(a, b int64) (int64, error) { return min(a, b), nil }
	}
	return func(a, b int64) (int64, error) { return max(a, b), nil }
}

// numericExtreme is the fold of numerics, which are copied: a vector changes
// them in place.
type numericExtreme struct {
	sign   int
	states []apd.Decimal
	seen   types.Bitmap
}

func (m *numericExtreme) Grow(n int) { m.states = grow(m.states, n) }

func (m *numericExtreme) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			continue
		}
		next := &args[0].Numerics[row]
		if !m.seen.Get(int(g)) || types.CompareNumeric(next, &m.states[g])*m.sign >= 0 {
			m.seen.Set(int(g))
			m.states[g].Set(next)
		}
	}
	return nil
}

func (m *numericExtreme) Result(_ *Env, g int, out *types.Vector, i int) error {
	if !m.seen.Get(g) {
		out.Nulls.Set(i)
		return nil
	}
	out.Nulls.Clear(i)
	out.Numerics[i].Set(&m.states[g])
	return nil
}
