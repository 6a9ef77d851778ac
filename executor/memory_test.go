package executor

import (
	"context"
	"errors"
	"testing"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// keepers are the plans of all operators that keep rows.
func keepers(t *testing.T) map[string]plan.Node {
	equal := []plan.JoinKey{{Left: col(0), Right: col(0)}}
	cols := table().Cols
	first := plan.Schema{cols[0]}
	single := func() plan.Node { return &plan.Project{Input: table(), Exprs: []expr.Expr{col(0)}, Cols: first} }
	window, call, err := functions.Builtins().ResolveWindow("row_number", nil)
	if err != nil {
		t.Fatal(err)
	}
	collected := aggregateOf(t, table(), nil, "sum")
	collected.Calls[0].Distinct = true
	step := &plan.Filter{Input: &plan.CTEScan{Number: 1, Cols: first}, Cond: operator(t, "<", col(0), integer(0))}
	return map[string]plan.Node{
		"sort":               &plan.Sort{Input: table(), Keys: []plan.SortKey{{Expr: col(1)}}},
		"hash join":          &plan.Join{Kind: plan.InnerJoin, Left: table(), Right: table(), Keys: equal},
		"nested loop":        &plan.Join{Kind: plan.InnerJoin, Left: table(), Right: table()},
		"semi join":          &plan.Join{Kind: plan.SemiJoin, Left: table(), Right: table(), Keys: equal},
		"hash aggregate":     aggregateOf(t, table(), []expr.Expr{col(0)}, "sum"),
		"distinct aggregate": collected,
		"array_agg":          aggregateOf(t, table(), nil, "array_agg"),
		"distinct":           &plan.Distinct{Input: single()},
		"union":              &plan.SetOp{Kind: plan.Union, Left: single(), Right: single(), Cols: first},
		"intersect":          &plan.SetOp{Kind: plan.Intersect, Left: single(), Right: single(), Cols: first},
		"except all":         &plan.SetOp{Kind: plan.Except, All: true, Left: single(), Right: single(), Cols: first},
		"window": &plan.Window{Input: table(), Calls: []plan.WindowCall{{Window: window, Result: call.Result}},
			Cols: append(cols[:3:3], plan.Column{Type: types.Int8})},
		"cte":                    &plan.CTE{Number: 1, Definition: single(), Body: &plan.CTEScan{Number: 1, Cols: first}},
		"recursive":              &plan.RecursiveUnion{Number: 1, All: true, Base: single(), Step: step, Cols: first},
		"recursive union":        &plan.RecursiveUnion{Number: 1, Base: single(), Step: step, Cols: first},
		"set-returning function": &plan.FunctionScan{Calls: []plan.FunctionCall{{Set: series(t, 100_000), Columns: 1}}, Cols: first},
	}
}

// series is generate_series(1, n).
func series(t *testing.T, n int64) *plan.SetCall {
	set, _, err := functions.Builtins().ResolveSet("generate_series", []*types.Type{types.Int8, types.Int8})
	if err != nil {
		t.Fatal(err)
	}
	return &plan.SetCall{Set: set, Args: []expr.Expr{integer(1), integer(n)}}
}

// TestMemory shows that every operator that keeps rows fails beyond the
// budget, with 53200 and not later.
func TestMemory(t *testing.T) {
	for name, root := range keepers(t) {
		t.Run(name, func(t *testing.T) {
			m := NewMemory(1 << 18)
			_, err := run(t.Context(), root, 100_000, m)
			if pgerr.CodeOf(err) != pgerr.OutOfMemory {
				t.Fatalf("error %v", err)
			}
			if m.used > 4<<18 {
				t.Errorf("%d bytes were counted before it failed", m.used)
			}
		})
	}
}

// TestMemoryIsGivenBack shows that nothing stays counted behind a query.
func TestMemoryIsGivenBack(t *testing.T) {
	for name, root := range keepers(t) {
		m := NewMemory(0)
		if _, err := run(t.Context(), root, 1500, m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if m.used != 0 {
			t.Errorf("%s: %d bytes are still counted", name, m.used)
		}
	}
}

// TestTopKeepsFew shows that a sort below a LIMIT holds the rows of it only.
func TestTopKeepsFew(t *testing.T) {
	root := &plan.Sort{Input: table(), Keys: []plan.SortKey{{Expr: col(1), Desc: true}, {Expr: col(0)}}, Top: integer(5)}
	if n, err := run(t.Context(), root, 100_000, NewMemory(1<<18)); err != nil || n < 5 {
		t.Errorf("%d rows, %v", n, err)
	}
}

// TestCancel shows that operators that read a lot before they answer look
// whether the statement was cancelled.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, root := range keepers(t) {
		if _, err := run(ctx, root, 1500, NewMemory(0)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
