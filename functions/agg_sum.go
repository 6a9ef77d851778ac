package functions

import (
	"math"
	"math/bits"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// sumAggregates is sum; its results are wider than its arguments where sums
// outgrow them.
func sumAggregates() []Aggregate {
	return []Aggregate{
		{OID: 2109, Name: "sum", Args: takes(types.Int2), Result: types.Int8, New: newIntSum(false)},
		{OID: 2108, Name: "sum", Args: takes(types.Int4), Result: types.Int8, New: newIntSum(false)},
		{OID: 2107, Name: "sum", Args: takes(types.Int8), Result: types.Numeric, New: newIntSum(false)},
		{OID: 2114, Name: "sum", Args: takes(types.Numeric), Result: types.Numeric, New: newNumericSum(false)},
		{OID: 2110, Name: "sum", Args: takes(types.Float4), Result: types.Float4, New: newFloatSum(addFloat4)},
		{OID: 2111, Name: "sum", Args: takes(types.Float8), Result: types.Float8, New: newFloatSum(addFloat8)},
		{OID: 2113, Name: "sum", Args: takes(types.IntervalType), Result: types.IntervalType, New: newFold(intervalColumn, types.AddInterval)},
	}
}

// avgAggregates is avg: a sum and a count.
func avgAggregates() []Aggregate {
	return []Aggregate{
		{OID: 2102, Name: "avg", Args: takes(types.Int2), Result: types.Numeric, New: newIntSum(true)},
		{OID: 2101, Name: "avg", Args: takes(types.Int4), Result: types.Numeric, New: newIntSum(true)},
		{OID: 2100, Name: "avg", Args: takes(types.Int8), Result: types.Numeric, New: newIntSum(true)},
		{OID: 2103, Name: "avg", Args: takes(types.Numeric), Result: types.Numeric, New: newNumericSum(true)},
		{OID: 2104, Name: "avg", Args: takes(types.Float4), Result: types.Float8, New: newMoments(momentAvg)},
		{OID: 2105, Name: "avg", Args: takes(types.Float8), Result: types.Float8, New: newMoments(momentAvg)},
		{OID: 2106, Name: "avg", Args: takes(types.IntervalType), Result: types.IntervalType, New: func([]*types.Type) Accumulator { return &intervalAvg{} }},
	}
}

func newFloatSum(add func(a, b float64) (float64, error)) func([]*types.Type) Accumulator {
	return func([]*types.Type) Accumulator { return inOrder{&fold[float64]{column: floatColumn, step: add}} }
}

func addFloat8(a, b float64) (float64, error) {
	sum := a + b
	if math.IsInf(sum, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		return 0, floatOverflow()
	}
	return sum, nil
}

// addFloat4 adds as PostgreSQL does, rounding every sum to single precision.
func addFloat4(a, b float64) (float64, error) {
	sum := float64(float32(a) + float32(b))
	if math.IsInf(sum, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		return 0, floatOverflow()
	}
	return sum, nil
}

func floatOverflow() error {
	return pgerr.New(pgerr.NumericValueOutOfRange, "value out of range: overflow")
}

// int128 is a sum of int64s that cannot overflow.
type int128 struct {
	hi int64
	lo uint64
}

func (s *int128) add(x int64) {
	lo, carry := bits.Add64(s.lo, uint64(x), 0)
	s.lo = lo
	s.hi += x>>63 + int64(carry)
}

func (s *int128) merge(t int128) {
	lo, carry := bits.Add64(s.lo, t.lo, 0)
	s.lo = lo
	s.hi += t.hi + int64(carry)
}

func (s int128) decimal() *apd.Decimal {
	var sum, lo apd.BigInt
	sum.SetInt64(s.hi)
	sum.Lsh(&sum, 64)
	lo.SetUint64(s.lo)
	sum.Add(&sum, &lo)
	return signedDecimal(&sum, 0)
}

// intSum is sum and avg over the integer types. The sum of the narrow ones is
// a bigint, that of bigint a numeric.
type intSum struct {
	avg    bool
	sums   []int128
	counts []int64
}

func newIntSum(avg bool) func([]*types.Type) Accumulator {
	return func([]*types.Type) Accumulator { return &intSum{avg: avg} }
}

func (s *intSum) Grow(n int) { s.sums, s.counts = grow(s.sums, n), grow(s.counts, n) }

func (s *intSum) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	values := args[0].Ints
	for k, g := range groups {
		if row := rowAt(sel, k); !args[0].Nulls.Get(row) {
			s.sums[g].add(values[row])
			s.counts[g]++
		}
	}
	return nil
}

func (s *intSum) Merge(into, from int) error {
	s.sums[into].merge(s.sums[from])
	s.counts[into] += s.counts[from]
	return nil
}

func (s *intSum) Result(_ *Env, g int, out *types.Vector, i int) error {
	if s.counts[g] == 0 {
		out.Nulls.Set(i)
		return nil
	}
	if out.Type.Kind == types.KindInt {
		out.SetValue(i, types.NewInt(int64(s.sums[g].lo)))
		return nil
	}
	sum := s.sums[g].decimal()
	if !s.avg {
		out.SetValue(i, types.NewNumeric(sum))
		return nil
	}
	return setQuotient(out, i, sum, s.counts[g])
}

// intervalAvg is avg(interval).
type intervalAvg struct {
	sums   []types.Interval
	counts []int64
}

func (a *intervalAvg) Grow(n int) { a.sums, a.counts = grow(a.sums, n), grow(a.counts, n) }

func (a *intervalAvg) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			continue
		}
		sum, err := types.AddInterval(a.sums[g], args[0].Intervals[row])
		if err != nil {
			return err
		}
		a.sums[g] = sum
		a.counts[g]++
	}
	return nil
}

func (a *intervalAvg) Result(_ *Env, g int, out *types.Vector, i int) error {
	if a.counts[g] == 0 {
		out.Nulls.Set(i)
		return nil
	}
	mean, err := types.DivInterval(a.sums[g], float64(a.counts[g]))
	if err != nil {
		return err
	}
	out.SetValue(i, types.NewInterval(mean))
	return nil
}
