package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// frame binds a frame clause.
func (b *binder) frame(l *level, def *parser.Window, w *window) (plan.Frame, error) {
	if def.Frame == nil {
		return plan.Frame{Mode: plan.RangeFrame, Start: plan.UnboundedPreceding, End: plan.CurrentRow}, nil
	}
	f := plan.Frame{
		Mode:    map[parser.FrameMode]plan.FrameMode{parser.FrameRange: plan.RangeFrame, parser.FrameRows: plan.RowsFrame, parser.FrameGroups: plan.GroupsFrame}[def.Frame.Mode],
		Start:   plan.BoundKind(def.Frame.Start.Kind),
		End:     plan.BoundKind(def.Frame.End.Kind),
		Exclude: plan.Exclusion(def.Frame.Exclude),
	}
	offsets := f.Start == plan.Preceding || f.Start == plan.Following || f.End == plan.Preceding || f.End == plan.Following
	switch {
	case f.Mode == plan.GroupsFrame && len(w.order) == 0:
		return f, b.errorf(def, pgerr.WindowingError, "GROUPS mode requires an ORDER BY clause")
	case f.Mode == plan.RangeFrame && offsets && len(w.order) != 1:
		return f, b.errorf(def, pgerr.WindowingError, "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column")
	case f.Start == plan.UnboundedFollowing:
		return f, b.errorf(def, pgerr.WindowingError, "frame start cannot be UNBOUNDED FOLLOWING")
	case f.End == plan.UnboundedPreceding:
		return f, b.errorf(def, pgerr.WindowingError, "frame end cannot be UNBOUNDED PRECEDING")
	}
	return f, b.frameOffsets(l, def, w, &f)
}

// frameOffsets binds the offsets. Those of RANGE are added to and taken from
// the order column, by the operators of its type.
func (b *binder) frameOffsets(l *level, def *parser.Window, w *window, f *plan.Frame) error {
	var err error
	if f.StartOff, err = b.frameOffset(l, def.Frame.Start.Offset, f, w); err != nil {
		return err
	}
	if f.EndOff, err = b.frameOffset(l, def.Frame.End.Offset, f, w); err != nil {
		return err
	}
	offset := f.StartOff
	if offset == nil {
		offset = f.EndOff
	}
	if f.Mode != plan.RangeFrame || offset == nil {
		return nil
	}
	column := &expr.Column{Result: expr.ResultOf(w.order[0].Expr.Type()), Index: 0}
	distance := &expr.Column{Result: expr.ResultOf(offset.Type()), Index: 1}
	moved, err := b.apply("+", column, distance, def)
	if err != nil {
		return err
	}
	if f.Value, err = b.coerce(column, moved.Type(), types.NoTypmod, implicit, def); err != nil {
		return err
	}
	value := &expr.Column{Result: expr.ResultOf(moved.Type()), Index: 0}
	if f.Sub, err = b.apply("-", value, distance, def); err != nil {
		return err
	}
	f.Add, err = b.apply("+", value, distance, def)
	return err
}

func (b *binder) frameOffset(l *level, e parser.Expr, f *plan.Frame, w *window) (expr.Expr, error) {
	if e == nil {
		return nil, nil
	}
	bound, err := b.expr(l, e)
	if err != nil {
		return nil, err
	}
	if varies(bound) {
		mode := map[plan.FrameMode]string{plan.RowsFrame: "ROWS", plan.RangeFrame: "RANGE", plan.GroupsFrame: "GROUPS"}[f.Mode]
		return nil, b.errorf(e, pgerr.InvalidColumnReference, "argument of %s must not contain variables", mode)
	}
	if f.Mode != plan.RangeFrame {
		return b.coerce(bound, types.Int8, types.NoTypmod, implicit, e)
	}
	return b.rangeOffset(bound, w.order[0].Expr.Type(), e)
}

// leftmost is where an expression begins: a cast has the position of its ::.
func leftmost(e parser.Expr) parser.Expr {
	for {
		c, ok := e.(*parser.Cast)
		if !ok {
			return e
		}
		e = c.Arg
	}
}

// rangeOffset makes an offset of RANGE the distance between values of the order
// column's type.
func (b *binder) rangeOffset(offset expr.Expr, column *types.Type, node parser.Expr) (expr.Expr, error) {
	var t *types.Type
	switch column {
	case types.Int2, types.Int4, types.Int8:
		t = types.Int8
	case types.Float4, types.Float8:
		t = types.Float8
	case types.Numeric:
		t = types.Numeric
	case types.Date, types.Time, types.TimeTZ, types.Timestamp, types.TimestampTZ, types.IntervalType:
		t = types.IntervalType
	default:
		return nil, b.errorf(leftmost(node), pgerr.FeatureNotSupported, "RANGE with offset PRECEDING/FOLLOWING is not supported for column type %s", column.SQLName)
	}
	if from := offset.Type(); from != types.Unknown && !b.Functions.CanCoerce(from, t, functions.ImplicitCast) {
		return nil, b.at(pgerr.Newf(pgerr.FeatureNotSupported, "RANGE with offset PRECEDING/FOLLOWING is not supported for column type %s and offset type %s",
			column.SQLName, from.SQLName).WithHint("Cast the offset value to an appropriate type."), leftmost(node))
	}
	return b.coerce(offset, t, types.NoTypmod, implicit, node)
}

// varies reports whether an expression reads the row or what a call computed
// for it.
func varies(e expr.Expr) bool {
	return expr.Any(e, readsRow)
}
