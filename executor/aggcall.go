package executor

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// aggregateCall is one call of an aggregate: its programs, and their results
// for the current batch.
type aggregateCall struct {
	n      *plan.AggregateCall
	args   []*expr.Program // direct arguments first
	order  []*expr.Program
	filter *expr.Program

	values []*types.Vector // args, then order keys
	rows   types.Batch     // the current batch narrowed by the filter
	groups []int32
}

func newAggregateCall(n *plan.AggregateCall) *aggregateCall {
	c := &aggregateCall{n: n, args: append(compileAll(n.Direct), compileAll(n.Args)...)}
	for _, k := range n.Order {
		c.order = append(c.order, expr.Compile(k.Expr))
	}
	if n.Filter != nil {
		c.filter = expr.Compile(n.Filter)
	}
	return c
}

// eval computes the arguments for a batch.
func (c *aggregateCall) eval(x *expr.Context, b *types.Batch) error {
	c.rows.Cols, c.rows.Sel = b.Cols, b.Sel
	c.rows.SetRows(b.Rows())
	if c.filter != nil {
		if err := c.filter.Filter(x, &c.rows); err != nil {
			return err
		}
	}
	values, err := evalTo(c.values[:0], c.args, x, &c.rows)
	if err != nil {
		return err
	}
	c.values, err = evalTo(values, c.order, x, &c.rows)
	return err
}

// feed hands the current batch to a state; groups has an entry for each
// selected row of b, size is the number of groups by now.
func (c *aggregateCall) feed(s state, env *functions.Env, groups []int32, size int, b *types.Batch) error {
	if c.filter != nil {
		groups = c.filtered(groups, b)
	}
	return s.add(env, groups, size, c.values, &c.rows)
}

// filtered keeps the group numbers of the rows that the filter kept.
func (c *aggregateCall) filtered(groups []int32, b *types.Batch) []int32 {
	c.groups = c.groups[:0]
	next := 0
	for i := range c.rows.Len() {
		for b.Index(next) != c.rows.Index(i) {
			next++
		}
		c.groups = append(c.groups, groups[next])
	}
	return c.groups
}

// state is an aggregate call over the groups of one grouping set.
type state interface {
	add(env *functions.Env, groups []int32, size int, values []*types.Vector, b *types.Batch) error
	// finish writes the results of groups 0..n-1 to rows from.. of out.
	finish(env *functions.Env, n int, out *types.Vector, from int) error
	// release gives the memory back.
	release()
}

func (c *aggregateCall) newState(m *Memory) state {
	acc := c.accumulator()
	if !c.n.Distinct && len(c.n.Order) == 0 {
		return &streamed{acc: acc, collects: c.n.Aggregate.Collects, memory: m}
	}
	return newCollected(c, acc, m)
}

func (c *aggregateCall) accumulator() functions.Accumulator {
	ts := make([]*types.Type, len(c.args))
	for i, e := range append(c.n.Direct[:len(c.n.Direct):len(c.n.Direct)], c.n.Args...) {
		ts[i] = e.Type()
	}
	if c.n.Aggregate.NewOrdered == nil {
		return c.n.Aggregate.New(ts)
	}
	order := make([]functions.Order, len(c.n.Order))
	for i, k := range c.n.Order {
		order[i] = functions.Order{Desc: k.Desc, NullsFirst: k.NullsFirst}
	}
	return c.n.Aggregate.NewOrdered(ts, order)
}

// streamed feeds rows as they come. What an accumulator that collects them
// holds is counted.
type streamed struct {
	acc      functions.Accumulator
	collects bool
	memory   *Memory
	held     int64
}

func (s *streamed) add(env *functions.Env, groups []int32, size int, values []*types.Vector, b *types.Batch) error {
	s.acc.Grow(size)
	if len(groups) == 0 {
		return nil
	}
	if err := s.acc.Add(env, groups, values, b.Sel, b.Rows()); err != nil || !s.collects {
		return err
	}
	bytes := int64(0)
	for _, v := range values {
		for i := range b.Len() {
			bytes += sizeOfRow(v, b.Index(i))
		}
	}
	s.held += bytes
	return s.memory.take(bytes)
}

func (s *streamed) release() {
	s.memory.give(s.held)
	s.held = 0
}

func (s *streamed) finish(env *functions.Env, n int, out *types.Vector, from int) error {
	s.acc.Grow(n)
	for g := range n {
		if err := s.acc.Result(env, g, out, from+g); err != nil {
			return err
		}
	}
	return nil
}

// collected keeps all rows, to feed them in order or once each.
type collected struct {
	streamed
	call *aggregateCall
	rows *buffer // group number, then the values
	keys []plan.SortKey
}

func newCollected(c *aggregateCall, acc functions.Accumulator, m *Memory) *collected {
	ts := []*types.Type{types.Int4}
	for _, e := range append(c.n.Direct[:len(c.n.Direct):len(c.n.Direct)], c.n.Args...) {
		ts = append(ts, e.Type())
	}
	s := &collected{streamed: streamed{acc: acc, memory: m}, call: c}
	s.keys = []plan.SortKey{{Expr: &expr.Column{Result: expr.ResultOf(types.Int4)}}}
	for _, k := range c.n.Order {
		s.keys = append(s.keys, plan.SortKey{Expr: column(k.Expr.Type(), len(ts)), Desc: k.Desc, NullsFirst: k.NullsFirst})
		ts = append(ts, k.Expr.Type())
	}
	if c.n.Distinct {
		for i, e := range c.n.Args {
			s.keys = append(s.keys, plan.SortKey{Expr: column(e.Type(), 1+len(c.n.Direct)+i)})
		}
	}
	s.rows = newBuffer(ts, m)
	return s
}

func column(t *types.Type, index int) *expr.Column {
	return &expr.Column{Result: expr.ResultOf(t), Index: index}
}

func (s *collected) add(_ *functions.Env, groups []int32, _ int, values []*types.Vector, b *types.Batch) error {
	from := s.rows.Rows()
	for i, g := range groups {
		row := b.Index(i)
		s.rows.Cols[0].AppendValue(types.NewInt(int64(g)))
		for k, v := range values {
			s.rows.Cols[1+k].AppendFrom(v, row)
		}
	}
	s.rows.SetRows(from + len(groups))
	size := sizeOf(s.rows.Batch, from)
	s.rows.held += size
	return s.rows.memory.take(size)
}

func (s *collected) release() { s.rows.release() }

func (s *collected) finish(env *functions.Env, n int, out *types.Vector, from int) error {
	defer s.rows.release()
	o, err := newOrdering(nil, s.keys, s.rows.Batch)
	if err != nil {
		return err
	}
	rows := o.sorted(s.rows.Rows())
	if s.call.n.Distinct {
		rows = s.unique(rows)
	}
	groups := make([]int32, len(rows))
	for i, r := range rows {
		groups[i] = int32(s.rows.Cols[0].Ints[r])
	}
	args := s.rows.Cols[1 : 1+len(s.call.args)]
	s.acc.Grow(n)
	if len(rows) > 0 {
		if err := s.acc.Add(env, groups, args, rows, s.rows.Rows()); err != nil {
			return err
		}
	}
	return s.streamed.finish(env, n, out, from)
}

// unique drops rows whose group and arguments equal those of the row before.
func (s *collected) unique(rows []int32) []int32 {
	args := s.rows.Cols[1+len(s.call.n.Direct) : 1+len(s.call.args)]
	kept := rows[:0]
	for i, r := range rows {
		same := i > 0 && s.rows.Cols[0].EqualRows(int(rows[i]), s.rows.Cols[0], int(kept[len(kept)-1]))
		for _, a := range args {
			same = same && a.EqualRows(int(r), a, int(kept[len(kept)-1]))
		}
		if !same {
			kept = append(kept, r)
		}
	}
	return kept
}
