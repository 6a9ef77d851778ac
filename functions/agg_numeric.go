package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// specials remembers which values that are not finite went into a sum.
type specials uint8

const (
	sawNaN specials = 1 << iota
	sawPlusInfinity
	sawMinusInfinity
)

// see notes x and reports whether it is finite.
func (s *specials) see(x *apd.Decimal) bool {
	switch {
	case x.Form == apd.Finite:
		return true
	case x.Form == apd.Infinite && x.Negative:
		*s |= sawMinusInfinity
	case x.Form == apd.Infinite:
		*s |= sawPlusInfinity
	default:
		*s |= sawNaN
	}
	return false
}

// sum is what the values that are not finite add up to.
func (s specials) sum() *apd.Decimal {
	switch s {
	case sawPlusInfinity:
		return &apd.Decimal{Form: apd.Infinite}
	case sawMinusInfinity:
		return &apd.Decimal{Form: apd.Infinite, Negative: true}
	default:
		return &apd.Decimal{Form: apd.NaN}
	}
}

// numericSum is sum and avg over numeric.
type numericSum struct {
	avg      bool
	sums     []exact
	counts   []int64
	specials []specials
}

func newNumericSum(avg bool) func([]*types.Type) Accumulator {
	return func([]*types.Type) Accumulator { return &numericSum{avg: avg} }
}

func (s *numericSum) Grow(n int) {
	s.sums, s.counts, s.specials = grow(s.sums, n), grow(s.counts, n), grow(s.specials, n)
}

func (s *numericSum) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	values := args[0].Numerics
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			continue
		}
		s.counts[g]++
		if s.specials[g].see(&values[row]) {
			s.sums[g].add(&values[row])
		}
	}
	return nil
}

func (s *numericSum) Merge(into, from int) error {
	sum := s.sums[from].decimal()
	s.sums[into].add(sum)
	s.counts[into] += s.counts[from]
	s.specials[into] |= s.specials[from]
	return nil
}

func (s *numericSum) Result(_ *Env, g int, out *types.Vector, i int) error {
	switch {
	case s.counts[g] == 0:
		out.Nulls.Set(i)
	case s.specials[g] != 0:
		out.SetValue(i, types.NewNumeric(s.specials[g].sum()))
	case s.avg:
		return setQuotient(out, i, s.sums[g].decimal(), s.counts[g])
	default:
		out.SetValue(i, types.NewNumeric(s.sums[g].decimal()))
	}
	return nil
}
