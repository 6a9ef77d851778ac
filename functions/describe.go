package functions

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/types"
)

// describeFunctions return the text of objects in the catalog (manual, 9.26.4
// and 9.26.7). The session knows it: SessionInfo.Describe.
func describeFunctions() []Overload {
	oid, text, flag, number := types.OIDType, types.Text, types.Bool, types.Int4
	about := func(id types.OID, name, what string, more ...*types.Type) Overload {
		return pure(id, name, append(takes(oid), more...), text, scalar(describe(what))).stable()
	}
	byName := func(id types.OID, more ...*types.Type) Overload {
		return pure(id, "pg_get_viewdef", append(takes(text), more...), text, scalar(describeNamedView)).stable()
	}
	return []Overload{
		about(1641, "pg_get_viewdef", "view"),
		about(2506, "pg_get_viewdef", "view", flag),
		about(3159, "pg_get_viewdef", "view", number),
		byName(1640), byName(2505, flag),
		about(1387, "pg_get_constraintdef", "constraint"),
		about(2508, "pg_get_constraintdef", "constraint", flag),
		about(1643, "pg_get_indexdef", "index"),
		pure(2507, "pg_get_indexdef", takes(oid, number, flag), text, scalar(describeColumn("index"))).stable(),
		about(1573, "pg_get_ruledef", "rule"),
		about(2504, "pg_get_ruledef", "rule", flag),
		about(1662, "pg_get_triggerdef", "trigger"),
		about(2730, "pg_get_triggerdef", "trigger", flag),
		about(2098, "pg_get_functiondef", "function"),
		about(2162, "pg_get_function_arguments", "function arguments"),
		about(2232, "pg_get_function_identity_arguments", "function arguments"),
		about(2165, "pg_get_function_result", "function result"),
		about(6197, "pg_get_function_sqlbody", "function body"),
		about(3352, "pg_get_partkeydef", "partition key"),
		about(3415, "pg_get_statisticsobjdef", "statistics"),
		about(6174, "pg_get_statisticsobjdef_columns", "statistics columns"),
		about(1348, "obj_description", "comment"),
		about(1215, "obj_description", "comment", types.Name),
		about(1993, "shobj_description", "comment", types.Name),
		pure(1216, "col_description", takes(oid, number), text, scalar(describeColumn("comment"))).stable(),
		pure(1716, "pg_get_expr", takes(types.NodeTree, oid), text, scalar(first)).stable(),
		pure(2509, "pg_get_expr", takes(types.NodeTree, oid, flag), text, scalar(first)).stable(),
		pure(1665, "pg_get_serial_sequence", takes(text, text), text, scalar(serialSequence)).stable(),
		pure(1642, "pg_get_userbyid", takes(oid), types.Name, scalar(userByID)).stable(),
		pure(1081, "format_type", takes(oid, number), text, scalar(formatType)).stable().nullCall(),
	}
}

func described(env *Env, what string, oid types.OID, column int64) (types.Value, error) {
	if text, ok := env.Session.Describe(what, oid, int(column)); ok {
		return types.NewText(text), nil
	}
	return types.Null, nil
}

func describe(what string) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		return described(env, what, types.OID(args[0].Int()), 0)
	}
}

func describeColumn(what string) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		return described(env, what, types.OID(args[0].Int()), args[1].Int())
	}
}

func describeNamedView(env *Env, args []types.Value) (types.Value, error) {
	oid, ok := env.Session.Relation(args[0].Text())
	if !ok {
		return types.Null, undefinedRelation(args[0].Text())
	}
	return described(env, "view", oid, 0)
}

// serialSequence asks for the sequence behind a column by the column's name.
func serialSequence(env *Env, args []types.Value) (types.Value, error) {
	oid, ok := env.Session.Relation(args[0].Text())
	if !ok {
		return types.Null, undefinedRelation(args[0].Text())
	}
	return described(env, "sequence of "+args[1].Text(), oid, 0)
}

// first returns the first argument: an expression is kept as its SQL text.
func first(_ *Env, args []types.Value) (types.Value, error) { return args[0], nil }

// bootstrapUser is the OID of the only role.
const bootstrapUser = 10

func userByID(env *Env, args []types.Value) (types.Value, error) {
	if id := args[0].Int(); id != bootstrapUser {
		return types.NewText("unknown (OID=" + strconv.FormatInt(id, 10) + ")"), nil
	}
	return types.NewText(env.Session.User()), nil
}

func formatType(_ *Env, args []types.Value) (types.Value, error) {
	if args[0].IsNull() {
		return types.Null, nil
	}
	oid := types.OID(args[0].Int())
	switch t := types.ByOID(oid); {
	case oid == 0:
		return types.NewText("-"), nil
	case t == nil:
		return types.NewText("???"), nil
	case args[1].IsNull():
		return types.NewText(t.SQLName), nil
	default:
		return types.NewText(types.FormatType(t, int32(args[1].Int()))), nil
	}
}
