package functions

import "github.com/s3dbsql/s3dbsql/types"

// hypotheticalAggregates is rank and its kin WITHIN GROUP: the place that a
// row of the direct arguments would take among the sorted rows.
func hypotheticalAggregates() []Aggregate {
	var list []Aggregate
	for _, f := range []struct {
		oid    types.OID
		name   string
		t      *types.Type
		result func(s *placeState) types.Value
	}{
		{3986, "rank", types.Int8, func(s *placeState) types.Value { return types.NewInt(s.before + 1) }},
		{3992, "dense_rank", types.Int8, func(s *placeState) types.Value { return types.NewInt(s.distinct + 1) }},
		{3988, "percent_rank", types.Float8, func(s *placeState) types.Value {
			if s.rows == 0 {
				return types.NewFloat(0)
			}
			return types.NewFloat(float64(s.before) / float64(s.rows))
		}},
		{3990, "cume_dist", types.Float8, func(s *placeState) types.Value {
			return types.NewFloat(float64(s.before+s.peers+1) / float64(s.rows+1))
		}},
	} {
		list = append(list, Aggregate{
			OID: f.oid, Name: f.name, Direct: takes(types.Any), Args: takes(types.Any), Result: f.t,
			Ordered: true, Hypothetical: true,
			NewOrdered: func(args []*types.Type, order []Order) Accumulator {
				return &place{result: f.result, types: args[len(order):], order: order}
			},
		})
	}
	return list
}

// place counts the rows before the hypothetical row and those that tie with it.
type place struct {
	result func(*placeState) types.Value
	types  []*types.Type
	order  []Order
	states []placeState
}

type placeState struct {
	rows, before, peers int64
	distinct            int64 // different rows among those before
	last                []types.Value
}

func (p *place) Grow(n int) { p.states = grow(p.states, n) }

func (p *place) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	direct, sorted := args[:len(p.order)], args[len(p.order):]
	for k, g := range groups {
		row := rowAt(sel, k)
		s := &p.states[g]
		s.rows++
		switch c := p.compare(sorted, direct, row); {
		case c < 0:
			s.before++
			if s.last == nil || !p.equals(s.last, sorted, row) {
				s.distinct++
				s.remember(sorted, row)
			}
		case c == 0:
			s.peers++
		}
	}
	return nil
}

func (p *place) Result(_ *Env, g int, out *types.Vector, i int) error {
	out.SetValue(i, p.result(&p.states[g]))
	return nil
}

// compare orders a sorted row against the hypothetical one.
func (p *place) compare(sorted, direct []*types.Vector, row int) int {
	for j, o := range p.order {
		if c := o.compare(p.types[j], sorted[j].Value(row), direct[j].Value(row)); c != 0 {
			return c
		}
	}
	return 0
}

func (p *place) equals(last []types.Value, sorted []*types.Vector, row int) bool {
	for j, o := range p.order {
		if o.compare(p.types[j], last[j], sorted[j].Value(row)) != 0 {
			return false
		}
	}
	return true
}

func (s *placeState) remember(sorted []*types.Vector, row int) {
	if s.last == nil {
		s.last = make([]types.Value, len(sorted))
	}
	for j, v := range sorted {
		s.last[j] = keep(v, row)
	}
}

// compare orders two values of type t, NULL included.
func (o Order) compare(t *types.Type, a, b types.Value) int {
	nullSide := 1
	if o.NullsFirst {
		nullSide = -1
	}
	switch {
	case a.IsNull() && b.IsNull():
		return 0
	case a.IsNull():
		return nullSide
	case b.IsNull():
		return -nullSide
	case o.Desc:
		return types.Compare(t, b, a)
	}
	return types.Compare(t, a, b)
}
