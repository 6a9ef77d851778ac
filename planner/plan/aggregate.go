package plan

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// Aggregate groups its input and computes aggregates. The output is Keys
// followed by Calls and, where Sets has more than one entry, one int4 column
// for each of Grouping.
type Aggregate struct {
	Input Node
	Keys  []expr.Expr
	Calls []AggregateCall
	// Sets are the grouping sets as indexes into Keys (ROLLUP, CUBE, GROUPING
	// SETS); keys not in the set are NULL in its rows. nil means one set of
	// all keys. An empty set gives a row even for an empty input.
	Sets     [][]int
	Grouping [][]int // arguments of each GROUPING(), as indexes into Keys
	Cols     Schema
}

// AggregateCall is one call of an aggregate function.
type AggregateCall struct {
	Aggregate *functions.Aggregate
	Direct    []expr.Expr // before WITHIN GROUP
	Args      []expr.Expr
	Result    *types.Type
	Distinct  bool
	Order     []SortKey // ORDER BY inside the call, or WITHIN GROUP
	Filter    expr.Expr // nil if none
}

// Operands lists the expressions that the call reads rows by.
func (c AggregateCall) Operands() []expr.Expr {
	all := slices.Concat(c.Direct, c.Args)
	for _, k := range c.Order {
		all = append(all, k.Expr)
	}
	if c.Filter != nil {
		all = append(all, c.Filter)
	}
	return all
}

func (c AggregateCall) String() string {
	var b strings.Builder
	b.WriteString(c.Aggregate.Name + "(")
	if c.Distinct {
		b.WriteString("DISTINCT ")
	}
	if len(c.Args) == 0 && len(c.Direct) == 0 {
		b.WriteString("*")
	}
	b.WriteString(printAll(append(append([]expr.Expr{}, c.Direct...), c.Args...)))
	if len(c.Order) > 0 {
		b.WriteString(" ORDER BY " + printKeys(c.Order))
	}
	b.WriteString(")")
	if c.Filter != nil {
		b.WriteString(" FILTER (WHERE " + c.Filter.String() + ")")
	}
	return b.String()
}

// Schema implements Node.
func (a *Aggregate) Schema() Schema { return a.Cols }

// Children implements Node.
func (a *Aggregate) Children() []Node { return []Node{a.Input} }

// WithChildren implements Node.
func (a *Aggregate) WithChildren(in []Node) Node {
	copied := *a
	copied.Input = in[0]
	return &copied
}

// Describe implements Node.
func (a *Aggregate) Describe() (string, []string) {
	title, details := "Aggregate", []string(nil)
	if len(a.Keys) > 0 {
		title = "HashAggregate"
		details = append(details, "Group Key: "+printAll(a.Keys))
	}
	calls := make([]string, len(a.Calls))
	for i, c := range a.Calls {
		calls[i] = c.String()
	}
	if len(calls) > 0 {
		details = append(details, "Aggregates: "+strings.Join(calls, ", "))
	}
	return title, details
}

// Window computes window functions that share one window: the output is the
// input's columns followed by one for each of Calls. The input need not be
// sorted; rows leave in the order of partitions.
type Window struct {
	Input     Node
	Partition []expr.Expr
	Order     []SortKey
	Calls     []WindowCall
	Cols      Schema
}

// WindowCall is a window function, or an aggregate used as one.
type WindowCall struct {
	Window    *functions.Window    // or
	Aggregate *functions.Aggregate // one of the two
	Args      []expr.Expr
	Filter    expr.Expr // aggregates only
	Result    *types.Type
	Frame     Frame
}

// FrameMode is ROWS, RANGE or GROUPS.
type FrameMode uint8

// The frame modes.
const (
	RangeFrame FrameMode = iota
	RowsFrame
	GroupsFrame
)

// BoundKind is the kind of a frame bound.
type BoundKind uint8

// The frame bounds in order of position.
const (
	UnboundedPreceding BoundKind = iota
	Preceding
	CurrentRow
	Following
	UnboundedFollowing
)

// Exclusion is the EXCLUDE clause of a frame.
type Exclusion uint8

// The exclusions.
const (
	ExcludeNoOthers Exclusion = iota
	ExcludeCurrentRow
	ExcludeGroup
	ExcludeTies
)

// Frame is a window frame. The default is RANGE from UnboundedPreceding to
// CurrentRow. For RANGE with an offset, Sub and Add compute the bounds over a
// row of (order value, offset).
type Frame struct {
	Mode       FrameMode
	Start, End BoundKind
	StartOff   expr.Expr // of Preceding and Following
	EndOff     expr.Expr
	Value      expr.Expr // the order column (0) in the type of Sub and Add
	Sub, Add   expr.Expr // the order value (0) moved by the offset (1)
	Exclude    Exclusion
}

// Schema implements Node.
func (w *Window) Schema() Schema { return w.Cols }

// Children implements Node.
func (w *Window) Children() []Node { return []Node{w.Input} }

// WithChildren implements Node.
func (w *Window) WithChildren(in []Node) Node {
	copied := *w
	copied.Input = in[0]
	return &copied
}

// Describe implements Node.
func (w *Window) Describe() (string, []string) {
	var details []string
	if len(w.Partition) > 0 {
		details = append(details, "Partition: "+printAll(w.Partition))
	}
	if len(w.Order) > 0 {
		details = append(details, "Order: "+printKeys(w.Order))
	}
	return "WindowAgg", details
}
