package functions

import (
	"math"
	"strconv"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// orderedSetAggregates is mode and the percentiles (manual, section 9.21,
// "Ordered-Set Aggregate Functions").
func orderedSetAggregates() []Aggregate {
	continuous := []struct {
		one, many types.OID
		t         *types.Type
		between   between
	}{
		{3974, 3980, types.Float8, betweenFloats},
		{3976, 3982, types.IntervalType, betweenIntervals},
	}
	list := []Aggregate{
		{OID: 3984, Name: "mode", Args: takes(types.AnyElement), Result: types.AnyElement, Ordered: true, NewOrdered: newMode},
		{OID: 3972, Name: "percentile_disc", Direct: takes(types.Float8), Args: takes(types.AnyElement), Result: types.AnyElement, Ordered: true, NewOrdered: newPercentile(discrete)},
		{OID: 3978, Name: "percentile_disc", Direct: takes(types.Float8.Array), Args: takes(types.AnyElement), Result: types.AnyArray, Ordered: true, NewOrdered: newPercentile(discrete)},
	}
	for _, c := range continuous {
		pick := interpolate(c.between)
		list = append(list,
			Aggregate{OID: c.one, Name: "percentile_cont", Direct: takes(types.Float8), Args: takes(c.t), Result: c.t, Ordered: true, NewOrdered: newPercentile(pick)},
			Aggregate{OID: c.many, Name: "percentile_cont", Direct: takes(types.Float8.Array), Args: takes(c.t), Result: c.t.Array, Ordered: true, NewOrdered: newPercentile(pick)},
		)
	}
	return list
}

// mode counts runs of equal values, which arrive sorted.
type mode struct {
	t      *types.Type
	states []modeState
}

type modeState struct {
	run, best           types.Value
	runLength, bestSize int64
}

func newMode(args []*types.Type, _ []Order) Accumulator { return &mode{t: args[0]} }

func (m *mode) Grow(n int) { m.states = grow(m.states, n) }

func (m *mode) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			continue
		}
		s := &m.states[g]
		if s.runLength == 0 || types.Compare(m.t, s.run, args[0].Value(row)) != 0 {
			s.run, s.runLength = keep(args[0], row), 0
		}
		s.runLength++
		if s.runLength > s.bestSize {
			s.best, s.bestSize = s.run, s.runLength
		}
	}
	return nil
}

func (m *mode) Result(_ *Env, g int, out *types.Vector, i int) error {
	out.SetValue(i, m.states[g].best)
	return nil
}

// pick chooses the value at a fraction of the sorted values, of which there is
// at least one.
type pick func(values []types.Value, fraction float64) (types.Value, error)

// percentile keeps the sorted values of each group and its fraction, which is
// one number or an array of them.
type percentile struct {
	pick      pick
	fractions []types.Value
	values    [][]types.Value
}

func newPercentile(p pick) func([]*types.Type, []Order) Accumulator {
	return func([]*types.Type, []Order) Accumulator { return &percentile{pick: p} }
}

func (p *percentile) Grow(n int) {
	p.fractions, p.values = grow(p.fractions, n), grow(p.values, n)
}

func (p *percentile) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[1].Nulls.Get(row) {
			continue
		}
		if len(p.values[g]) == 0 {
			p.fractions[g] = args[0].Value(row)
		}
		p.values[g] = append(p.values[g], keep(args[1], row))
	}
	return nil
}

func (p *percentile) Result(_ *Env, g int, out *types.Vector, i int) error {
	result, err := p.at(p.values[g], p.fractions[g])
	if err != nil {
		return err
	}
	out.SetValue(i, result)
	return nil
}

// at takes the percentile of a fraction, NULL without values.
func (p *percentile) at(values []types.Value, fraction types.Value) (types.Value, error) {
	switch {
	case len(values) == 0 || fraction.IsNull():
		return types.Null, nil
	case fraction.Kind() == types.KindArray:
		return p.atEach(values, fraction.Array())
	}
	f := fraction.Float()
	if math.IsNaN(f) || f < 0 || f > 1 {
		return types.Null, pgerr.Newf(pgerr.NumericValueOutOfRange, "percentile value %s is not between 0 and 1",
			strconv.FormatFloat(f, 'g', 6, 64))
	}
	return p.pick(values, f)
}

func (p *percentile) atEach(values []types.Value, fractions *types.Array) (types.Value, error) {
	results := make([]types.Value, len(fractions.Values))
	for i, f := range fractions.Values {
		var err error
		if results[i], err = p.at(values, f); err != nil {
			return types.Null, err
		}
	}
	return types.NewArray(&types.Array{Dims: fractions.Dims, Values: results}), nil
}

// discrete picks the first value whose place in the order reaches the fraction.
func discrete(values []types.Value, fraction float64) (types.Value, error) {
	place := int(math.Ceil(fraction * float64(len(values))))
	return values[max(place-1, 0)], nil
}

// between is the value a part of the way from low to high.
type between func(low, high types.Value, part float64) (types.Value, error)

// interpolate picks between the two values next to the fraction.
func interpolate(b between) pick {
	return func(values []types.Value, fraction float64) (types.Value, error) {
		place := fraction * float64(len(values)-1)
		low := math.Floor(place)
		if high := math.Ceil(place); high != low {
			return b(values[int(low)], values[int(high)], place-low)
		}
		return values[int(low)], nil
	}
}

func betweenFloats(low, high types.Value, part float64) (types.Value, error) {
	return types.NewFloat(low.Float() + float64(part*(high.Float()-low.Float()))), nil
}

func betweenIntervals(low, high types.Value, part float64) (types.Value, error) {
	step, err := types.SubInterval(high.Interval(), low.Interval())
	if err != nil {
		return types.Null, err
	}
	if step, err = types.MulInterval(step, part); err != nil {
		return types.Null, err
	}
	sum, err := types.AddInterval(step, low.Interval())
	return types.NewInterval(sum), err
}
