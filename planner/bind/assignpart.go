package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// changedColumn is a column of which parts are assigned to: before is what
// earlier assignments made of it, nil if there were none.
type changedColumn struct {
	*catalog.Column
	before expr.Expr
	index  int
}

// assignPart binds SET column[i] = value as a new value of the whole column.
func (b *binder) assignPart(l *level, c changedColumn, target *parser.AssignTarget, value expr.Expr) (expr.Expr, error) {
	if value == nil {
		return nil, b.errorf(target, pgerr.FeatureNotSupported, "cannot set an array element to DEFAULT")
	}
	indices := make([]*parser.Index, len(target.Path))
	for i, s := range target.Path {
		if s.Index == nil {
			return nil, b.at(pgerr.Newf(pgerr.DatatypeMismatch, "cannot assign to field %q of column %q because its type %s is not a composite type",
				s.Field, c.Name, c.Type.SQLName), target)
		}
		indices[i] = s.Index
	}
	whole := c.before
	if whole == nil {
		whole = &expr.Column{Result: expr.Result{Of: c.Type, Mod: c.Typmod}, Index: c.index, Name: c.Name}
	}
	switch {
	case c.Type == types.JSONB:
		return b.assignJSON(l, whole, indices, value, target)
	case c.Type.IsArray():
		return b.assignArray(l, whole, indices, value, target)
	}
	return nil, b.errorf(target, pgerr.DatatypeMismatch, "cannot subscript type %s because it does not support subscripting", c.Type.SQLName)
}

func (b *binder) assignJSON(l *level, whole expr.Expr, indices []*parser.Index, value expr.Expr, target *parser.AssignTarget) (expr.Expr, error) {
	path, number, err := b.jsonPath(l, indices, target)
	if err != nil {
		return nil, err
	}
	value, err = b.assignedPart(value, types.JSONB, target)
	return partCall(functions.AssignJSON(number), whole, path, value), err
}

func (b *binder) assignArray(l *level, whole expr.Expr, indices []*parser.Index, value expr.Expr, target *parser.AssignTarget) (expr.Expr, error) {
	args := []expr.Expr{whole}
	for _, i := range indices {
		if i.Slice {
			return b.assignSlice(l, whole, indices, value, target)
		}
		at, err := b.bound(l, i.High)
		if err != nil {
			return nil, err
		}
		args = append(args, at)
	}
	t := whole.Type()
	value, err := b.assignedPart(value, t.Elem, target)
	return partCall(functions.AssignElement(t, len(indices)), append(args, value)...), err
}

func (b *binder) assignSlice(l *level, whole expr.Expr, indices []*parser.Index, value expr.Expr, target *parser.AssignTarget) (expr.Expr, error) {
	if len(indices) > 1 {
		return nil, b.unsupported(target, "assignment to a slice of several dimensions")
	}
	args, written := []expr.Expr{whole}, [2]bool{}
	for i, e := range []parser.Expr{indices[0].Low, indices[0].High} {
		at, err := b.bound(l, e)
		if err != nil {
			return nil, err
		}
		if written[i] = at != nil; at == nil {
			at = &expr.Const{Result: expr.ResultOf(types.Int4), Value: types.Null}
		}
		args = append(args, at)
	}
	t := whole.Type()
	value, err := b.assignedPart(value, t, target)
	return partCall(functions.AssignSlice(t, written), append(args, value)...), err
}

// assignedPart makes a value of the type of a part.
func (b *binder) assignedPart(value expr.Expr, t *types.Type, target *parser.AssignTarget) (expr.Expr, error) {
	out, err := b.coerce(value, t, types.NoTypmod, assignment, target)
	if err != nil && pgerr.CodeOf(err) == pgerr.CannotCoerce {
		return nil, b.at(pgerr.Newf(pgerr.DatatypeMismatch, "subscripted assignment to %q requires type %s but expression is of type %s",
			target.Column, t.SQLName, value.Type().SQLName).WithHint("You will need to rewrite or cast the expression."), target)
	}
	return out, err
}

func partCall(o *functions.Overload, args ...expr.Expr) expr.Expr {
	return &expr.Call{Result: expr.ResultOf(o.Result), Overload: o, Args: args}
}
