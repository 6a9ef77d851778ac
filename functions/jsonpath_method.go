package functions

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// method yields the result of an item method.
func (r *pathRun) method(n *types.PathNode, item types.JSONValue, yield emit) error {
	switch n.Text {
	case "type":
		return yield(types.JSONValue{Kind: types.JSONString, Text: jsonKindNames[item.Kind]})
	case "size":
		return r.sizeOf(item, yield)
	case "double":
		return r.double(item, yield)
	case "keyvalue":
		return r.keyValue(item, yield)
	case "datetime":
		r.fatal = pgerr.Unsupported("jsonpath item method .datetime()")
		return r.fatal
	}
	if item.Kind != types.JSONNumber {
		return pgerr.Newf(pgerr.NonNumericSQLJSONItem, "jsonpath item method .%s() can only be applied to a numeric value", n.Text)
	}
	item.Number = pathRounding[n.Text](item.Number)
	return yield(item)
}

var jsonKindNames = map[types.JSONKind]string{
	types.JSONNull: "null", types.JSONString: "string", types.JSONNumber: "number",
	types.JSONBool: "boolean", types.JSONArray: "array", types.JSONObject: "object",
}

// pathRounding are the methods of numbers.
var pathRounding = map[string]func(*apd.Decimal) *apd.Decimal{
	"abs": types.AbsNumeric, "floor": types.FloorNumeric, "ceiling": types.CeilNumeric,
}

func (r *pathRun) sizeOf(item types.JSONValue, yield emit) error {
	switch {
	case item.Kind == types.JSONArray:
		return yield(jsonInt(int64(len(item.Items))))
	case !r.path.Strict:
		return yield(jsonInt(1))
	}
	return r.missing(pgerr.SQLJSONArrayNotFound, "jsonpath item method .size() can only be applied to an array")
}

// double rounds a number, or the number in a string, to double precision.
func (r *pathRun) double(item types.JSONValue, yield emit) error {
	text, problem := item.Text, "string argument of jsonpath item method .double() is not a valid representation of a double precision number"
	switch item.Kind {
	case types.JSONNumber:
		text, problem = item.Number.Text('f'), "numeric argument of jsonpath item method .double() is out of range for type double precision"
	case types.JSONString:
	default:
		return pgerr.New(pgerr.NonNumericSQLJSONItem, "jsonpath item method .double() can only be applied to a string or numeric value")
	}
	v, err := types.ParseText(types.Float8, types.NoTypmod, text, nil)
	if err != nil || math.IsInf(v.Float(), 0) || math.IsNaN(v.Float()) {
		return pgerr.New(pgerr.NonNumericSQLJSONItem, problem)
	}
	number, err := types.ParseText(types.Numeric, types.NoTypmod, string(types.AppendText(nil, types.Float8, v, types.DefaultStyle)), nil)
	if err != nil {
		return err
	}
	return yield(types.JSONValue{Kind: types.JSONNumber, Number: number.Numeric()})
}

// keyValue yields an object of key, value and id for each member. PostgreSQL's
// id is the place of the object in its storage format; ours is 0 for the
// document itself and 1 for an object inside it.
func (r *pathRun) keyValue(item types.JSONValue, yield emit) error {
	if item.Kind != types.JSONObject {
		return pgerr.New(pgerr.SQLJSONObjectNotFound, "jsonpath item method .keyvalue() can only be applied to an object")
	}
	id := int64(1)
	if types.CompareJSON(item, r.root) == 0 {
		id = 0
	}
	for i, key := range item.Keys {
		var pair types.JSONValue
		pair.SetObject([]string{"id", "key", "value"}, []types.JSONValue{
			jsonInt(id), {Kind: types.JSONString, Text: key}, item.Items[i],
		})
		if err := yield(pair); err != nil {
			return err
		}
	}
	return nil
}
