package functions

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// spread is one of the four statistics over the squares of differences.
type spread struct{ sample, root bool }

// varianceAggregates is variance and stddev in their forms: exact over
// integers and numeric, with the Youngs-Cramer algorithm over floats.
func varianceAggregates() []Aggregate {
	varPop, varSamp := spread{}, spread{sample: true}
	stdPop, stdSamp := spread{root: true}, spread{sample: true, root: true}
	var list []Aggregate
	for _, f := range []struct {
		name   string
		kind   spread
		moment moment
		// OIDs over int8, int4, int2, float4, float8, numeric
		oids [6]types.OID
	}{
		{"var_pop", varPop, momentVarPop, [6]types.OID{2718, 2719, 2720, 2721, 2722, 2723}},
		{"var_samp", varSamp, momentVarSamp, [6]types.OID{2641, 2642, 2643, 2644, 2645, 2646}},
		{"variance", varSamp, momentVarSamp, [6]types.OID{2148, 2149, 2150, 2151, 2152, 2153}},
		{"stddev_pop", stdPop, momentStdPop, [6]types.OID{2724, 2725, 2726, 2727, 2728, 2729}},
		{"stddev_samp", stdSamp, momentStdSamp, [6]types.OID{2712, 2713, 2714, 2715, 2716, 2717}},
		{"stddev", stdSamp, momentStdSamp, [6]types.OID{2154, 2155, 2156, 2157, 2158, 2159}},
	} {
		exactly := func([]*types.Type) Accumulator { return &numericSpread{spread: f.kind} }
		list = append(list,
			Aggregate{OID: f.oids[0], Name: f.name, Args: takes(types.Int8), Result: types.Numeric, New: exactly},
			Aggregate{OID: f.oids[1], Name: f.name, Args: takes(types.Int4), Result: types.Numeric, New: exactly},
			Aggregate{OID: f.oids[2], Name: f.name, Args: takes(types.Int2), Result: types.Numeric, New: exactly},
			Aggregate{OID: f.oids[3], Name: f.name, Args: takes(types.Float4), Result: types.Float8, New: newMoments(f.moment)},
			Aggregate{OID: f.oids[4], Name: f.name, Args: takes(types.Float8), Result: types.Float8, New: newMoments(f.moment)},
			Aggregate{OID: f.oids[5], Name: f.name, Args: takes(types.Numeric), Result: types.Numeric, New: exactly},
		)
	}
	return list
}

// numericSpread keeps the sum and the sum of squares of each group.
type numericSpread struct {
	spread
	sums     []exact
	squares  []exact
	counts   []int64
	specials []specials
}

func (s *numericSpread) Grow(n int) {
	s.sums, s.squares = grow(s.sums, n), grow(s.squares, n)
	s.counts, s.specials = grow(s.counts, n), grow(s.specials, n)
}

func (s *numericSpread) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	var whole apd.Decimal
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			continue
		}
		x := &whole
		if args[0].Type.Kind == types.KindInt {
			whole.SetInt64(args[0].Ints[row])
		} else {
			x = &args[0].Numerics[row]
		}
		s.counts[g]++
		if s.specials[g].see(x) {
			s.sums[g].add(x)
			s.squares[g].addSquare(x)
		}
	}
	return nil
}

func (s *numericSpread) Result(_ *Env, g int, out *types.Vector, i int) error {
	n := s.counts[g]
	switch {
	case n == 0 || n == 1 && s.sample:
		out.Nulls.Set(i)
		return nil
	case s.specials[g] != 0:
		out.SetValue(i, types.NewNumeric(&apd.Decimal{Form: apd.NaN}))
		return nil
	}
	result, err := s.compute(n, &s.sums[g], &s.squares[g])
	if err != nil {
		return err
	}
	out.SetValue(i, types.NewNumeric(result))
	return nil
}

// compute is (n Σx² - (Σx)²) / (n (n-1)), or n² for a population, divided with
// the scale PostgreSQL gives that quotient.
func (s *numericSpread) compute(n int64, sum, squares *exact) (*apd.Decimal, error) {
	var numerator, square, count, divisor apd.BigInt
	count.SetInt64(n)
	square.Mul(&sum.coeff, &sum.coeff)
	numerator.Mul(&count, &squares.coeff)
	numerator.Sub(&numerator, &square) // both have the scale of the squares
	if numerator.Sign() <= 0 {
		return new(apd.Decimal), nil
	}
	divisor.Mul(&count, &count)
	if s.sample {
		divisor.Sub(&divisor, &count)
	}
	variance, err := types.DivNumeric(signedDecimal(&numerator, squares.scale), signedDecimal(&divisor, 0))
	if err != nil || !s.root {
		return variance, err
	}
	return sqrtAtScale(variance, -variance.Exponent), nil
}

// moment is a statistic over one column of floats.
type moment int

const (
	momentAvg moment = iota
	momentVarPop
	momentVarSamp
	momentStdPop
	momentStdSamp
)

// moments runs the Youngs-Cramer algorithm: count, sum, and the sum of squares
// of differences from the mean. Its steps and their order are PostgreSQL's, so
// that the digits are the same.
type moments struct {
	moment moment
	states []momentState
}

type momentState struct{ n, sum, squares float64 }

func newMoments(m moment) func([]*types.Type) Accumulator {
	return func([]*types.Type) Accumulator { return &moments{moment: m} }
}

func (m *moments) Grow(n int) { m.states = grow(m.states, n) }

func (m *moments) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	values := args[0].Floats
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			continue
		}
		if err := m.states[g].add(values[row]); err != nil {
			return err
		}
	}
	return nil
}

func (s *momentState) add(x float64) error {
	before := *s
	s.n++
	s.sum += x
	if before.n == 0 {
		if !isFiniteFloat(x) {
			s.squares = math.NaN()
		}
		return nil
	}
	d := float64(x*s.n) - s.sum
	s.squares += float64(d*d) / float64(s.n*before.n)
	if math.IsInf(s.sum, 0) || math.IsInf(s.squares, 0) {
		if !math.IsInf(before.sum, 0) && !math.IsInf(x, 0) {
			return floatOverflow()
		}
		s.squares = math.NaN()
	}
	return nil
}

func (m *moments) Result(_ *Env, g int, out *types.Vector, i int) error {
	s := m.states[g]
	sample := m.moment == momentVarSamp || m.moment == momentStdSamp
	if s.n == 0 || s.n == 1 && sample {
		out.Nulls.Set(i)
		return nil
	}
	out.Nulls.Clear(i)
	switch m.moment {
	case momentAvg:
		out.Floats[i] = s.sum / s.n
	case momentVarPop:
		out.Floats[i] = s.squares / s.n
	case momentVarSamp:
		out.Floats[i] = s.squares / (s.n - 1)
	case momentStdPop:
		out.Floats[i] = math.Sqrt(s.squares / s.n)
	case momentStdSamp:
		out.Floats[i] = math.Sqrt(s.squares / (s.n - 1))
	}
	return nil
}

func isFiniteFloat(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }
