package executor

import (
	"context"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// numbers is a Source whose every table holds the rows (i, i % 10, NULL if
// i % 7 is 0, else i % 100) for i from 0.
type numbers struct {
	Source
	rows int
}

var numberTypes = []*types.Type{types.Int8, types.Int8, types.Int8}

func (s *numbers) Scan(context.Context, *catalog.Access) (Rows, error) {
	return &numberRows{left: s.rows, b: types.NewBatch(numberTypes, types.BatchSize)}, nil
}

type numberRows struct {
	next, left int
	b          *types.Batch
}

func (r *numberRows) Next(context.Context) (*types.Batch, []string, error) {
	n := min(r.left, types.BatchSize)
	if n == 0 {
		return nil, nil, nil
	}
	for _, c := range r.b.Cols {
		c.Reset()
		c.Resize(n)
	}
	for k := range n {
		i := r.next + k
		r.b.Cols[0].Ints[k], r.b.Cols[1].Ints[k], r.b.Cols[2].Ints[k] = int64(i), int64(i%10), int64(i%100)
		if i%7 == 0 {
			r.b.Cols[2].Nulls.Set(k)
		}
	}
	r.b.SetRows(n)
	r.b.Sel = nil
	r.next, r.left = r.next+n, r.left-n
	return r.b, nil, nil
}

func (*numberRows) Close() {}

// table is a scan of numbers.
func table() *plan.Scan {
	s := &plan.Scan{Access: &catalog.Access{Kind: catalog.Full}}
	for i, t := range numberTypes {
		s.Cols = append(s.Cols, plan.Column{Name: string(rune('a' + i)), Type: t, Typmod: types.NoTypmod})
	}
	return s
}

func col(i int) expr.Expr { return table().Cols.Ref(i) }

func integer(n int64) expr.Expr { return expr.NewConst(types.Int8, types.NewInt(n)) }

func operator(t testing.TB, symbol string, l, r expr.Expr) expr.Expr {
	t.Helper()
	o, err := functions.Builtins().ResolveOperator(symbol, l.Type(), r.Type())
	if err != nil {
		t.Fatal(err)
	}
	return &expr.Call{Result: expr.ResultOf(o.Result), Overload: o.Overload, Args: []expr.Expr{l, r}}
}

// aggregateOf groups numbers by keys and computes aggregates of column a.
func aggregateOf(t testing.TB, in plan.Node, keys []expr.Expr, names ...string) *plan.Aggregate {
	t.Helper()
	n := &plan.Aggregate{Input: in, Keys: keys}
	for _, k := range keys {
		n.Cols = append(n.Cols, plan.Column{Name: "key", Type: k.Type()})
	}
	for _, name := range names {
		f, call, err := functions.Builtins().ResolveAggregate(name, []*types.Type{types.Int8})
		if err != nil {
			t.Fatal(err)
		}
		n.Calls = append(n.Calls, plan.AggregateCall{Aggregate: f, Args: []expr.Expr{col(0)}, Result: call.Result})
		n.Cols = append(n.Cols, plan.Column{Name: name, Type: call.Result})
	}
	return n
}

// run executes a plan over tables of some rows and returns how many rows it
// gives.
func run(ctx context.Context, root plan.Node, rows int, m *Memory) (int, error) {
	c := &Context{Source: &numbers{rows: rows}, Env: &functions.Env{Ctx: ctx}, Memory: m}
	op, err := Build(c, &plan.Query{Root: root})
	if err != nil {
		return 0, err
	}
	defer op.Close()
	total := 0
	for {
		b, err := op.Next(ctx)
		if err != nil || b == nil {
			return total, err
		}
		total += b.Len()
	}
}
