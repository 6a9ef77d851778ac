package expr

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/types"
)

// EvalRow computes e for one row, whose columns are row; it walks the tree,
// which suits a DEFAULT, a LIMIT or a constant to fold, and is what compiled
// programs are held to. Operands behind AND, OR, CASE and COALESCE are evaluated
// only if they are needed.
func EvalRow(x *Context, e Expr, row []types.Value) (types.Value, error) {
	switch e := e.(type) {
	case *Const:
		return e.Value, nil
	case *Column:
		return row[e.Index], nil
	case *Outer:
		return x.Outer[e.Index], nil
	case *Param:
		return x.param(e)
	case *And:
		return evalUntil(x, e.Operands, row, false)
	case *Or:
		return evalUntil(x, e.Operands, row, true)
	case *Case:
		return evalCase(x, e, row)
	case *Coalesce:
		return evalCoalesce(x, e, row)
	}
	return evalOperands(x, e, row)
}

func (x *Context) param(p *Param) (types.Value, error) {
	if p.Number > len(x.Params) {
		return types.Null, fmt.Errorf("no value for parameter $%d", p.Number)
	}
	return x.Params[p.Number-1], nil
}

// evalUntil is AND (decisive false) or OR (decisive true): the first operand
// with the decisive value decides, else one NULL makes NULL.
func evalUntil(x *Context, operands []Expr, row []types.Value, decisive bool) (types.Value, error) {
	result := types.NewBool(!decisive)
	for _, o := range operands {
		v, err := EvalRow(x, o, row)
		switch {
		case err != nil:
			return types.Null, err
		case v.IsNull():
			result = types.Null
		case v.Bool() == decisive:
			return v, nil
		}
	}
	return result, nil
}

func evalCase(x *Context, c *Case, row []types.Value) (types.Value, error) {
	for _, w := range c.Whens {
		v, err := EvalRow(x, w.Cond, row)
		if err != nil {
			return types.Null, err
		}
		if !v.IsNull() && v.Bool() {
			return EvalRow(x, w.Then, row)
		}
	}
	if c.Else == nil {
		return types.Null, nil
	}
	return EvalRow(x, c.Else, row)
}

func evalCoalesce(x *Context, c *Coalesce, row []types.Value) (types.Value, error) {
	for _, o := range c.Operands {
		v, err := EvalRow(x, o, row)
		if err != nil || !v.IsNull() {
			return v, err
		}
	}
	return types.Null, nil
}

// evalOperands evaluates all operands and then what is made of them.
func evalOperands(x *Context, e Expr, row []types.Value) (types.Value, error) {
	children := e.Children()
	args := make([]types.Value, len(children))
	for i, c := range children {
		var err error
		if args[i], err = EvalRow(x, c, row); err != nil {
			return types.Null, err
		}
	}
	return applyTo(e)(x, args)
}
