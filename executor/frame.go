package executor

import (
	"math"
	"sort"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// frames fills in the frame of every row (PostgreSQL manual, 4.2.8).
func (p *partition) frames() error {
	n := len(p.sorted)
	p.part.FrameStart, p.part.FrameEnd = make([]int32, n), make([]int32, n)
	startOff, err := p.offset(p.n.Frame.StartOff, "starting")
	if err != nil {
		return err
	}
	endOff, err := p.offset(p.n.Frame.EndOff, "ending")
	if err != nil {
		return err
	}
	if p.order, err = p.w.orderValues(p.n.Frame, p.o); err != nil {
		return err
	}
	for i := range p.sorted {
		from, err := p.bound(i, p.n.Frame.Start, startOff, true)
		if err != nil {
			return err
		}
		to, err := p.bound(i, p.n.Frame.End, endOff, false)
		if err != nil {
			return err
		}
		p.part.FrameStart[i] = int32(min(max(from, 0), n))
		p.part.FrameEnd[i] = int32(min(max(to, from, 0), n))
	}
	return nil
}

// offset evaluates the offset of a bound, which is the same for all rows.
func (p *partition) offset(e expr.Expr, which string) (types.Value, error) {
	if e == nil {
		return types.Null, nil
	}
	v, err := p.w.c.evaluate(e)
	switch {
	case err != nil:
		return v, err
	case v.IsNull():
		return v, pgerr.Newf(pgerr.NullValueNotAllowed, "frame %s offset must not be null", which)
	case p.n.Frame.Mode != plan.RangeFrame && v.Int() < 0:
		return v, pgerr.Newf(pgerr.InvalidPrecedingOrFollowingSize, "frame %s offset must not be negative", which)
	case p.n.Frame.Mode == plan.RangeFrame && (negative(e.Type(), v) || isNaN(v)):
		return v, pgerr.New(pgerr.InvalidPrecedingOrFollowingSize, "invalid preceding or following size in window function")
	}
	return v, nil
}

// negative reports whether an offset of RANGE is below zero.
func negative(t *types.Type, v types.Value) bool {
	zero := types.NewVector(t, 1)
	zero.Resize(1)
	return types.Compare(t, v, zero.Value(0)) < 0
}

// bound finds a bound for row i: the first row of the frame, or the row after
// its last.
func (p *partition) bound(i int, kind plan.BoundKind, off types.Value, start bool) (int, error) {
	switch kind {
	case plan.UnboundedPreceding:
		return 0, nil
	case plan.UnboundedFollowing:
		return len(p.sorted), nil
	case plan.CurrentRow:
		return p.current(i, start), nil
	}
	switch p.n.Frame.Mode {
	case plan.RowsFrame:
		return p.rowsAway(i, kind, off.Int(), start), nil
	case plan.GroupsFrame:
		return p.groupsAway(i, kind, off.Int(), start), nil
	}
	return p.valuesAway(i, kind, off, start)
}

// current is the bound CURRENT ROW: the row itself, or its peers.
func (p *partition) current(i int, start bool) int {
	switch {
	case p.n.Frame.Mode == plan.RowsFrame && start:
		return i
	case p.n.Frame.Mode == plan.RowsFrame:
		return i + 1
	case start:
		return int(p.part.PeerStart[i])
	}
	return int(p.part.PeerEnd[i])
}

func (p *partition) rowsAway(i int, kind plan.BoundKind, off int64, start bool) int {
	off = min(off, int64(len(p.sorted)))
	if kind == plan.Preceding {
		off = -off
	}
	at := i + int(off)
	if !start {
		at++
	}
	return at
}

func (p *partition) groupsAway(i int, kind plan.BoundKind, off int64, start bool) int {
	off = min(off, int64(len(p.sorted)))
	if kind == plan.Preceding {
		off = -off
	}
	group := p.part.PeerGroup[i] + int32(off)
	if !start {
		group++
	}
	return sort.Search(len(p.sorted), func(k int) bool { return p.part.PeerGroup[k] >= group })
}

// valuesAway is the bound of RANGE with an offset: the rows whose order value
// is within the offset of the current row's. NULLs are only near each other.
func (p *partition) valuesAway(i int, kind plan.BoundKind, off types.Value, start bool) (int, error) {
	col, order := p.order, p.o.keys[len(p.w.n.Partition)]
	row := int(p.sorted[i])
	if col.IsNull(row) {
		return p.current(i, start), nil
	}
	e := p.n.Frame.Add
	if (kind == plan.Preceding) != order.Desc {
		e = p.n.Frame.Sub
	}
	limit, err := expr.EvalRow(p.w.x, e, []types.Value{col.Value(row), off})
	if pgerr.CodeOf(err) == pgerr.NumericValueOutOfRange {
		return p.outermost(col, kind == plan.Preceding, order), nil
	}
	if err != nil {
		return 0, err
	}
	if isNaN(limit) && !isNaN(col.Value(row)) { // an infinite value, infinitely far away
		return p.outermost(col, start, order), nil
	}
	return sort.Search(len(p.sorted), func(k int) bool {
		c := position(col, order, int(p.sorted[k]), limit)
		return c > 0 || c == 0 && start
	}), nil
}

// outermost is the bound where a limit is beyond what the type holds: the
// first or the last row that has an order value, which NaN is not.
func (p *partition) outermost(col *types.Vector, first bool, order plan.SortKey) int {
	return sort.Search(len(p.sorted), func(k int) bool {
		row := int(p.sorted[k])
		null := col.IsNull(row)
		atFront := null && order.NullsFirst || !null && isNaN(col.Value(row)) && order.Desc
		atEnd := null && !order.NullsFirst || !null && isNaN(col.Value(row)) && !order.Desc
		if first {
			return !atFront
		}
		return atEnd
	})
}

func isNaN(v types.Value) bool {
	switch v.Kind() {
	case types.KindFloat:
		return math.IsNaN(v.Float())
	case types.KindNumeric:
		return v.Numeric().Form == apd.NaN
	}
	return false
}

// position compares a row's order value with a limit, in the window's order.
func position(col *types.Vector, order plan.SortKey, row int, limit types.Value) int {
	if col.IsNull(row) {
		if order.NullsFirst {
			return -1
		}
		return 1
	}
	c := types.Compare(col.Type, col.Value(row), limit)
	if order.Desc {
		return -c
	}
	return c
}
