package bind

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// refKind says which list of calls a ref points into.
type refKind uint8

const (
	aggregateRef refKind = iota
	groupingRef
	windowRef
	setRef
)

// ref stands for the result of a call that the pipeline computes in a node of
// its own; lower replaces it by the column it becomes.
type ref struct {
	expr.Result
	kind  refKind
	index int
	name  string
}

// Children implements expr.Expr.
func (*ref) Children() []expr.Expr { return nil }

// WithChildren implements expr.Expr.
func (r *ref) WithChildren([]expr.Expr) expr.Expr { return r }

func (r *ref) String() string { return fmt.Sprintf("%s#%d", r.name, r.index) }

// Same reports whether other points to the same call; expr.Equal asks.
func (r *ref) Same(other expr.Expr) bool {
	o, ok := other.(*ref)
	return ok && o.kind == r.kind && o.index == r.index
}

// calls collects the calls of one SELECT.
type calls struct {
	aggregates []plan.AggregateCall
	grouping   [][]expr.Expr // arguments of GROUPING
	windows    []*window
	windowOf   []windowSlot // windowRef index -> its place
	sets       []plan.SetCall
	setTypes   []expr.Result // of one row of each of sets

	noAggregates string // clause that may not hold aggregates, "" if they may stand here
	noWindows    string
	noSets       string
	inAggregate  bool

	aggregated parser.Node // the first aggregate call
}

type windowSlot struct {
	window *window
	call   int
}

// window is one distinct window definition and the calls over it.
type window struct {
	partition []expr.Expr
	order     []plan.SortKey
	calls     []plan.WindowCall
}

// aggregate adds an aggregate call, or finds an equal one.
func (c *calls) aggregate(call plan.AggregateCall) expr.Expr {
	for i, other := range c.aggregates {
		if sameAggregate(call, other) {
			return &ref{expr.ResultOf(call.Result), aggregateRef, i, call.Aggregate.Name}
		}
	}
	c.aggregates = append(c.aggregates, call)
	return &ref{expr.ResultOf(call.Result), aggregateRef, len(c.aggregates) - 1, call.Aggregate.Name}
}

func sameAggregate(a, b plan.AggregateCall) bool {
	if a.Aggregate != b.Aggregate || a.Distinct != b.Distinct || a.Result != b.Result ||
		len(a.Args) != len(b.Args) || len(a.Order) != len(b.Order) || !expr.Equal(a.Filter, b.Filter) {
		return false
	}
	for i := range a.Args {
		if !expr.Equal(a.Args[i], b.Args[i]) || expr.VolatilityOf(a.Args[i]) == 'v' {
			return false
		}
	}
	for i := range a.Direct {
		if !expr.Equal(a.Direct[i], b.Direct[i]) {
			return false
		}
	}
	for i := range a.Order {
		if !sameKey(a.Order[i], b.Order[i]) {
			return false
		}
	}
	return true
}

func sameKey(a, b plan.SortKey) bool {
	return a.Desc == b.Desc && a.NullsFirst == b.NullsFirst && expr.Equal(a.Expr, b.Expr)
}

// groupingCall adds a GROUPING(...).
func (c *calls) groupingCall(args []expr.Expr) expr.Expr {
	c.grouping = append(c.grouping, args)
	return &ref{expr.ResultOf(types.Int4), groupingRef, len(c.grouping) - 1, "grouping"}
}

// windowCall adds a call over a window, sharing the window with others that
// are defined alike.
func (c *calls) windowCall(w *window, call plan.WindowCall, name string) expr.Expr {
	shared := w
	for _, other := range c.windows {
		if sameWindow(other, w) {
			shared = other
		}
	}
	if shared == w {
		c.windows = append(c.windows, w)
	}
	shared.calls = append(shared.calls, call)
	c.windowOf = append(c.windowOf, windowSlot{shared, len(shared.calls) - 1})
	return &ref{expr.ResultOf(call.Result), windowRef, len(c.windowOf) - 1, name}
}

func sameWindow(a, b *window) bool {
	if len(a.partition) != len(b.partition) || len(a.order) != len(b.order) {
		return false
	}
	for i := range a.partition {
		if !expr.Equal(a.partition[i], b.partition[i]) {
			return false
		}
	}
	for i := range a.order {
		if !sameKey(a.order[i], b.order[i]) {
			return false
		}
	}
	return true
}

// setCall adds a call of a set-returning function.
func (c *calls) setCall(call plan.SetCall, result expr.Result) expr.Expr {
	c.sets, c.setTypes = append(c.sets, call), append(c.setTypes, result)
	return &ref{result, setRef, len(c.sets) - 1, call.Set.Name}
}

// refuseSets refuses set-returning calls in a clause until the function it
// returns is called: what is evaluated only sometimes cannot give rows.
func (c *calls) refuseSets(clause string) (done func()) {
	if c == nil || c.noSets != "" {
		return func() {}
	}
	c.noSets = clause
	return func() { c.noSets = "" }
}
