package functions

import (
	"math"

	"github.com/s3dbsql/s3dbsql/types"
)

// regressionAggregates is corr, covar_* and regr_* of pairs (y, x).
func regressionAggregates() []Aggregate {
	var list []Aggregate
	for _, f := range []struct {
		oid    types.OID
		name   string
		result func(s pairState) (float64, bool)
	}{
		{2829, "corr", pairState.corr},
		{2827, "covar_pop", func(s pairState) (float64, bool) { return s.sxy / s.n, s.n >= 1 }},
		{2828, "covar_samp", func(s pairState) (float64, bool) { return s.sxy / (s.n - 1), s.n >= 2 }},
		{2822, "regr_avgx", func(s pairState) (float64, bool) { return s.sx / s.n, s.n >= 1 }},
		{2823, "regr_avgy", func(s pairState) (float64, bool) { return s.sy / s.n, s.n >= 1 }},
		{2826, "regr_intercept", pairState.intercept},
		{2824, "regr_r2", pairState.r2},
		{2825, "regr_slope", func(s pairState) (float64, bool) { return s.sxy / s.sxx, s.n >= 1 && s.sxx != 0 }},
		{2819, "regr_sxx", func(s pairState) (float64, bool) { return s.sxx, s.n >= 1 }},
		{2821, "regr_sxy", func(s pairState) (float64, bool) { return s.sxy, s.n >= 1 }},
		{2820, "regr_syy", func(s pairState) (float64, bool) { return s.syy, s.n >= 1 }},
	} {
		list = append(list, Aggregate{
			OID: f.oid, Name: f.name, Args: takes(types.Float8, types.Float8), Result: types.Float8,
			New: func([]*types.Type) Accumulator { return &pairs{result: f.result} },
		})
	}
	return append(list, Aggregate{
		OID: 2818, Name: "regr_count", Args: takes(types.Float8, types.Float8), Result: types.Int8,
		New: func([]*types.Type) Accumulator { return &pairCount{} },
	})
}

// pairs is the Youngs-Cramer algorithm for two columns, step by step as
// PostgreSQL takes it.
type pairs struct {
	result func(pairState) (value float64, ok bool)
	states []pairState
}

type pairState struct{ n, sx, sxx, sy, syy, sxy float64 }

func (p *pairs) Grow(n int) { p.states = grow(p.states, n) }

func (p *pairs) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) || args[1].Nulls.Get(row) {
			continue
		}
		if err := p.states[g].add(args[0].Floats[row], args[1].Floats[row]); err != nil {
			return err
		}
	}
	return nil
}

func (p *pairs) Result(_ *Env, g int, out *types.Vector, i int) error {
	value, ok := p.result(p.states[g])
	if !ok {
		out.Nulls.Set(i)
		return nil
	}
	out.Nulls.Clear(i)
	out.Floats[i] = value
	return nil
}

func (s *pairState) add(y, x float64) error {
	before := *s
	s.n++
	s.sx += x
	s.sy += y
	if before.n == 0 {
		s.spoil(!isFiniteFloat(x), !isFiniteFloat(y))
		return nil
	}
	dx := float64(x*s.n) - s.sx
	dy := float64(y*s.n) - s.sy
	scale := 1 / float64(s.n*before.n)
	s.sxx += float64(float64(dx*dx) * scale)
	s.syy += float64(float64(dy*dy) * scale)
	s.sxy += float64(float64(dx*dy) * scale)
	return s.checkOverflow(before, y, x)
}

// spoil makes the sums NaN that an infinite or NaN x or y takes part in.
func (s *pairState) spoil(x, y bool) {
	if x {
		s.sxx = math.NaN()
	}
	if y {
		s.syy = math.NaN()
	}
	if x || y {
		s.sxy = math.NaN()
	}
}

// checkOverflow reports an infinity that finite arguments led to; one that
// infinite arguments led to becomes NaN.
func (s *pairState) checkOverflow(before pairState, y, x float64) error {
	inf := func(v float64) bool { return math.IsInf(v, 0) }
	finiteX := !inf(before.sx) && !inf(x)
	finiteY := !inf(before.sy) && !inf(y)
	if (inf(s.sx) || inf(s.sxx)) && finiteX ||
		(inf(s.sy) || inf(s.syy)) && finiteY ||
		inf(s.sxy) && finiteX && finiteY {
		return floatOverflow()
	}
	for _, sum := range []*float64{&s.sxx, &s.syy, &s.sxy} {
		if inf(*sum) {
			*sum = math.NaN()
		}
	}
	return nil
}

func (s pairState) corr() (float64, bool) {
	return s.sxy / math.Sqrt(s.sxx*s.syy), s.n >= 1 && s.sxx != 0 && s.syy != 0
}

func (s pairState) r2() (float64, bool) {
	if s.syy == 0 {
		return 1, s.n >= 1 && s.sxx != 0
	}
	return float64(s.sxy*s.sxy) / float64(s.sxx*s.syy), s.n >= 1 && s.sxx != 0
}

func (s pairState) intercept() (float64, bool) {
	return (s.sy - float64(s.sx*s.sxy)/s.sxx) / s.n, s.n >= 1 && s.sxx != 0
}

// pairCount is regr_count: pairs without a NULL.
type pairCount struct{ counter }

func (c *pairCount) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		row := rowAt(sel, k)
		if !args[0].Nulls.Get(row) && !args[1].Nulls.Get(row) {
			c.counts[g]++
		}
	}
	return nil
}
