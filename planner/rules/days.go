package rules

import (
	"time"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/types"
)

const microsPerDay = 24 * 60 * 60 * 1_000_000

// epoch is when timestamps count from.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// days returns a time within each UTC day in which conditions let a column of
// timestamps be: between two bounds, or on a date. nil if that is open, or too
// many days.
func (c *Context) days(conds []expr.Expr, col int, t *types.Type) []expr.Expr {
	if t != types.Timestamp && t != types.TimestampTZ {
		return nil
	}
	w := window{}
	for _, cond := range conds {
		if call, ok := cond.(*expr.Call); ok && len(call.Args) == 2 {
			w.bound(call, col, t)
			w.date(call, col, t, c.location(t))
		}
	}
	return w.days(t)
}

// location is where the day of a timestamp begins.
func (c *Context) location(t *types.Type) *time.Location {
	if t == types.Timestamp || c.Env == nil || c.Env.Parse == nil || c.Env.Parse.Location == nil {
		return time.UTC
	}
	return c.Env.Parse.Location
}

// window is a range of timestamps, both ends included.
type window struct {
	low, high       int64
	hasLow, hasHigh bool
}

func (w *window) above(v int64) {
	if !w.hasLow || v > w.low {
		w.low, w.hasLow = v, true
	}
}

func (w *window) below(v int64) {
	if !w.hasHigh || v < w.high {
		w.high, w.hasHigh = v, true
	}
}

// bound takes over a comparison of the column with a constant.
func (w *window) bound(call *expr.Call, col int, t *types.Type) {
	name, left, right := call.Overload.Name, call.Args[0], call.Args[1]
	if !isColumn(left, col) {
		name, left, right = turned[name], right, left
	}
	c, ok := right.(*expr.Const)
	if !ok || !isColumn(left, col) || c.Of != t || c.Value.IsNull() {
		return
	}
	switch v := c.Value.Int(); name {
	case ">", ">=":
		w.above(v)
	case "<":
		w.below(v - 1)
	case "<=":
		w.below(v)
	}
}

// date takes over a comparison of the column's date with a constant.
func (w *window) date(call *expr.Call, col int, t *types.Type, in *time.Location) {
	if call.Overload.Name != "=" {
		return
	}
	for i := range 2 {
		cast, ok := call.Args[i].(*expr.Cast)
		c, constant := call.Args[1-i].(*expr.Const)
		if ok && constant && cast.Of == types.Date && isColumn(cast.Arg, col) && c.Of == types.Date && !c.Value.IsNull() {
			day := int(c.Value.Int())
			w.above(micros(time.Date(2000, 1, 1+day, 0, 0, 0, 0, in)))
			w.below(micros(time.Date(2000, 1, 2+day, 0, 0, 0, 0, in)) - 1)
		}
	}
}

func micros(t time.Time) int64 { return t.UnixMicro() - epoch.UnixMicro() }

// days returns the beginnings of the days of the window.
func (w *window) days(t *types.Type) []expr.Expr {
	first, last := micros(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)), micros(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC))
	if !w.hasLow || !w.hasHigh || w.low < first || w.high > last || w.high/microsPerDay-w.low/microsPerDay > maxPrefixes {
		return nil
	}
	days := []expr.Expr{}
	for day := w.low - mod(w.low, microsPerDay); day <= w.high; day += microsPerDay {
		days = append(days, expr.NewConst(t, types.NewInt(day)))
	}
	return days
}

func mod(a, b int64) int64 { return (a%b + b) % b }
