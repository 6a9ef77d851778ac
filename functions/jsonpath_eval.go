package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// emit receives the items of a path, one by one and in order.
type emit func(types.JSONValue) error

// eval yields the items of a node.
func (r *pathRun) eval(n *types.PathNode, yield emit) error {
	switch n.Op {
	case types.PathRoot:
		return yield(r.root)
	case types.PathCurrent:
		return yield(r.current)
	case types.PathLast:
		return yield(jsonInt(int64(r.size) - 1))
	case types.PathLiteral:
		return yield(n.Literal)
	case types.PathVariable:
		return r.variable(n.Text, yield)
	case types.PathUnary:
		return r.unary(n, yield)
	case types.PathBinary:
		return r.binary(n, yield)
	}
	if n.Op >= types.PathCompare {
		return yield(r.test(n).json())
	}
	return r.eval(n.Left, func(item types.JSONValue) error {
		return r.access(n, item, !r.path.Strict, yield)
	})
}

func jsonInt(i int64) types.JSONValue {
	return types.JSONValue{Kind: types.JSONNumber, Number: apd.New(i, 0)}
}

func (r *pathRun) variable(name string, yield emit) error {
	v, ok := r.vars.Field(name)
	if !ok {
		r.fatal = pgerr.Newf(pgerr.UndefinedObject, "could not find jsonpath variable \"%s\"", name)
		return r.fatal
	}
	return yield(v)
}

// operands yields the items of a node; in lax mode arrays are replaced by
// their elements.
func (r *pathRun) operands(n *types.PathNode, yield emit) error {
	return r.eval(n, func(item types.JSONValue) error {
		if item.Kind != types.JSONArray || r.path.Strict {
			return yield(item)
		}
		return emitAll(item.Items, yield)
	})
}

func emitAll(items []types.JSONValue, yield emit) error {
	for _, item := range items {
		if err := yield(item); err != nil {
			return err
		}
	}
	return nil
}

func (r *pathRun) unary(n *types.PathNode, yield emit) error {
	return r.operands(n.Left, func(item types.JSONValue) error {
		if item.Kind != types.JSONNumber {
			return pgerr.Newf(pgerr.SQLJSONNumberNotFound, "operand of unary jsonpath operator %s is not a numeric value", n.Text)
		}
		if n.Text == "-" {
			item.Number = types.NegNumeric(item.Number)
		}
		return yield(item)
	})
}

// pathArithmetic are the binary operators of numbers.
var pathArithmetic = map[string]func(a, b *apd.Decimal) (*apd.Decimal, error){
	"+": types.AddNumeric, "-": types.SubNumeric, "*": types.MulNumeric, "/": types.DivNumeric, "%": types.ModNumeric,
}

func (r *pathRun) binary(n *types.PathNode, yield emit) error {
	left, err := r.number(n.Left, "left", n.Text)
	if err != nil {
		return err
	}
	right, err := r.number(n.Right, "right", n.Text)
	if err != nil {
		return err
	}
	result, err := pathArithmetic[n.Text](left, right)
	if err != nil {
		return err
	}
	return yield(types.JSONValue{Kind: types.JSONNumber, Number: result})
}

// number is an operand that must be one number.
func (r *pathRun) number(n *types.PathNode, side, operator string) (*apd.Decimal, error) {
	var items []types.JSONValue
	err := r.operands(n, func(item types.JSONValue) error {
		items = append(items, item)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(items) != 1 || items[0].Kind != types.JSONNumber {
		return nil, pgerr.Newf(pgerr.SingletonSQLJSONItemRequired, "%s operand of jsonpath operator %s is not a single numeric value", side, operator)
	}
	return items[0].Number, nil
}
