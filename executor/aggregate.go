package executor

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// aggregate groups its input by hashing and computes aggregates, for each
// grouping set on its own.
type aggregate struct {
	in    Operator
	c     *Context
	x     *expr.Context
	n     *plan.Aggregate
	keys  []*expr.Program
	calls []*aggregateCall
	sets  []*groupingSet
	out   *pages

	values []*types.Vector // the keys of the current batch
}

// groupingSet is the groups of one grouping set.
type groupingSet struct {
	keys   []int // indexes into the node's keys
	table  *groupTable
	calls  []*aggregateCall // in place of the node's, nil where that is right
	states []state          // one a call
	cols   []*types.Vector
}

func newAggregate(in Operator, c *Context, n *plan.Aggregate) *aggregate {
	a := &aggregate{in: in, c: c, x: c.expressions(), n: n, keys: compileAll(n.Keys)}
	for i := range n.Calls {
		a.calls = append(a.calls, newAggregateCall(&n.Calls[i]))
	}
	sets := n.Sets
	if sets == nil {
		all := make([]int, len(n.Keys))
		for i := range all {
			all[i] = i
		}
		sets = [][]int{all}
	}
	for _, keys := range sets {
		a.sets = append(a.sets, a.newSet(keys))
	}
	return a
}

func (a *aggregate) newSet(keys []int) *groupingSet {
	ts := make([]*types.Type, len(keys))
	for i, k := range keys {
		ts[i] = a.n.Keys[k].Type()
	}
	s := &groupingSet{keys: keys, table: newGroupTable(ts, a.c.Memory)}
	for i := range a.calls {
		s.calls = append(s.calls, a.withoutKeys(i, keys))
		s.states = append(s.states, a.call(s, i).newState(a.c.Memory))
	}
	return s
}

func (a *aggregate) call(s *groupingSet, i int) *aggregateCall {
	if s.calls[i] != nil {
		return s.calls[i]
	}
	return a.calls[i]
}

// withoutKeys is a call as a grouping set computes it whose rows lack some of
// the keys that the direct arguments read: they are NULL. It is nil if there
// are none.
func (a *aggregate) withoutKeys(call int, set []int) *aggregateCall {
	missing := func(e expr.Expr) bool {
		i := slices.IndexFunc(a.n.Keys, func(k expr.Expr) bool { return expr.Equal(k, e) })
		return i >= 0 && !slices.Contains(set, i)
	}
	n := a.n.Calls[call]
	if !slices.ContainsFunc(n.Direct, func(e expr.Expr) bool { return expr.Any(e, missing) }) {
		return nil
	}
	n.Direct = slices.Clone(n.Direct)
	for i, e := range n.Direct {
		n.Direct[i] = expr.Rewrite(e, func(e expr.Expr) expr.Expr {
			if missing(e) {
				return &expr.Const{Result: expr.ResultOf(e.Type()), Value: types.Null}
			}
			return e
		})
	}
	return newAggregateCall(&n)
}

// Next implements Operator.
func (a *aggregate) Next(ctx context.Context) (*types.Batch, error) {
	if a.out == nil {
		if err := a.consume(ctx); err != nil {
			return nil, err
		}
		result, err := a.results()
		if err != nil {
			return nil, err
		}
		a.out = newPages(result, nil)
	}
	return a.out.take(), nil
}

// consume feeds the whole input to every grouping set.
func (a *aggregate) consume(ctx context.Context) error {
	for {
		b, err := a.in.Next(ctx)
		if err != nil || b == nil {
			return err
		}
		a.values, err = evalTo(a.values[:0], a.keys, a.x, b)
		if err != nil {
			return err
		}
		for _, call := range a.calls {
			if err := call.eval(a.x, b); err != nil {
				return err
			}
		}
		for _, s := range a.sets {
			if err := a.feed(s, b); err != nil {
				return err
			}
		}
	}
}

func (a *aggregate) feed(s *groupingSet, b *types.Batch) error {
	s.cols = s.cols[:0]
	for _, k := range s.keys {
		s.cols = append(s.cols, a.values[k])
	}
	groups, err := s.table.find(s.cols, b)
	if err != nil {
		return err
	}
	for i, call := range a.calls {
		if own := s.calls[i]; own != nil {
			if err := own.eval(a.x, b); err != nil {
				return err
			}
			call = own
		}
		if err := call.feed(s.states[i], a.c.Env, groups, s.table.size(), b); err != nil {
			return err
		}
	}
	return nil
}

// results makes the output rows of all grouping sets.
func (a *aggregate) results() (*types.Batch, error) {
	out := types.NewBatch(a.n.Cols.Types(), 0)
	for _, s := range a.sets {
		if len(s.keys) == 0 && s.table.size() == 0 {
			s.table.rows.SetRows(1)
		}
		if err := a.resultsOf(s, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (a *aggregate) resultsOf(s *groupingSet, out *types.Batch) error {
	from, n := out.Rows(), s.table.size()
	for k := range a.n.Keys {
		a.keyColumn(s, k, out.Cols[k], from, n)
	}
	for i, st := range s.states {
		col := out.Cols[len(a.n.Keys)+i]
		col.Resize(from + n)
		if err := st.finish(a.c.Env, n, col, from); err != nil {
			return err
		}
	}
	for i, keys := range a.n.Grouping {
		col := out.Cols[len(a.n.Keys)+len(s.states)+i]
		for range n {
			col.AppendValue(types.NewInt(groupingBits(keys, s.keys)))
		}
	}
	out.SetRows(from + n)
	return nil
}

// keyColumn writes a key, which is NULL in the rows of sets without it.
func (a *aggregate) keyColumn(s *groupingSet, key int, col *types.Vector, from, n int) {
	col.Resize(from + n)
	for i, k := range s.keys {
		if k != key {
			continue
		}
		for g := range n {
			col.CopyRow(from+g, s.table.rows.Cols[i], g)
		}
		return
	}
	for g := range n {
		col.Nulls.Set(from + g)
	}
}

// groupingBits is GROUPING(args): a bit for each argument that the set lacks.
func groupingBits(args, set []int) int64 {
	bits := int64(0)
	for _, a := range args {
		bits <<= 1
		missing := int64(1)
		for _, k := range set {
			if k == a {
				missing = 0
			}
		}
		bits |= missing
	}
	return bits
}

// Close implements Operator.
func (a *aggregate) Close() {
	a.in.Close()
	for _, s := range a.sets {
		s.table.rows.release()
		for _, st := range s.states {
			st.release()
		}
	}
}
