package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// call binds a function call of any kind: its name decides whether it is an
// aggregate, a window function, a set-returning or an ordinary one.
func (b *binder) call(l *level, f *parser.FuncCall) (expr.Expr, error) {
	name := calledName(f)
	if name == "" {
		return nil, b.errorf(f, pgerr.UndefinedFunction, "function %s.%s does not exist", f.Name.Schema, f.Name.Name)
	}
	switch {
	case f.Over != nil:
		return b.windowCall(l, f)
	case len(b.Functions.Aggregates(name)) > 0 && (f.WithinGroup || len(b.Functions.Windows(name)) == 0):
		return b.aggregateCall(l, f)
	case len(b.Functions.Windows(name)) > 0:
		return nil, b.errorf(f, pgerr.WrongObjectType, "window function %s requires an OVER clause", name)
	}
	if err := b.plain(f); err != nil {
		return nil, err
	}
	args, err := b.arguments(l, f)
	if err != nil {
		return nil, err
	}
	if len(b.Functions.Sets(name)) > 0 {
		return b.setCall(l, f, args)
	}
	r, err := b.Functions.ResolveFunction(name, typesOf(args), f.Variadic)
	if err != nil {
		return nil, b.at(err, f)
	}
	return b.resolved(r, args, f)
}

// calledName is the name under which the registry has a function, "" for one
// of a schema without functions.
func calledName(f *parser.FuncCall) string {
	switch s := f.Name.Schema; s {
	case "", "pg_catalog", "public":
		return f.Name.Name
	case functions.OwnSchema:
		return s + "." + f.Name.Name
	}
	return ""
}

// arguments binds the arguments of a call, those with names in their places.
func (b *binder) arguments(l *level, f *parser.FuncCall) ([]expr.Expr, error) {
	names, named := make([]string, len(f.Args)), false
	written := slices.Clone(f.Args)
	for i, arg := range f.Args {
		switch a, ok := arg.(*parser.NamedArg); {
		case ok && slices.Contains(names[:i], a.Name):
			return nil, b.errorf(a, pgerr.SyntaxError, "argument name %q used more than once", a.Name)
		case ok:
			names[i], written[i], named = a.Name, a.Arg, true
		case named:
			return nil, b.errorf(arg, pgerr.SyntaxError, "positional argument cannot follow named argument")
		}
	}
	args, err := b.exprs(l, written)
	if err != nil || !named {
		return args, err
	}
	passed, err := b.Functions.Positional(calledName(f), typesOf(args), names)
	if err != nil {
		return nil, b.at(err, f)
	}
	inOrder := make([]expr.Expr, len(passed))
	for i, p := range passed {
		if inOrder[i] = expr.Expr(expr.NewConst(p.Type, p.Default)); p.Argument >= 0 {
			inOrder[i] = args[p.Argument]
		}
	}
	return inOrder, nil
}

// plain refuses what only aggregates may carry.
func (b *binder) plain(f *parser.FuncCall) error {
	what := ""
	switch {
	case f.Star:
		what = "(*)"
	case f.Distinct:
		what = "DISTINCT"
	case f.WithinGroup:
		what = "WITHIN GROUP"
	case len(f.OrderBy) > 0:
		what = "ORDER BY"
	case f.Filter != nil:
		what = "FILTER"
	default:
		return nil
	}
	return b.errorf(f, pgerr.WrongObjectType, "%s specified, but %s is not an aggregate function", what, f.Name.Name)
}

// function resolves and calls a function by name.
func (b *binder) function(name string, args []expr.Expr, node parser.Node) (expr.Expr, error) {
	r, err := b.Functions.ResolveFunction(name, typesOf(args), false)
	if err != nil {
		return nil, b.at(err, node)
	}
	return b.resolved(r, args, node)
}

// setCall binds a set-returning function in a target list.
func (b *binder) setCall(l *level, f *parser.FuncCall, args []expr.Expr) (expr.Expr, error) {
	if message, movable := l.noSet(); message != "" {
		err := pgerr.New(pgerr.FeatureNotSupported, message)
		if movable {
			err = err.WithHint("You might be able to move the set-returning function into a LATERAL FROM item.")
		}
		return nil, b.at(err, f)
	}
	if slices.ContainsFunc(args, func(e expr.Expr) bool { return expr.Any(e, isRef(setRef)) }) {
		return nil, b.unsupported(f, "a set-returning function in the arguments of another")
	}
	call, result, err := b.set(f, args)
	if err != nil {
		return nil, err
	}
	of := expr.ResultOf(result)
	if result == types.RecordType {
		if fields := b.setFields(&call); fields != nil {
			of = b.record(fields)
		}
	}
	return l.calls.setCall(call, of), nil
}

// noSet says why a set-returning function may not stand here, "" if it may;
// movable if FROM is a better place for it.
func (l *level) noSet() (message string, movable bool) {
	const notAllowed = "set-returning functions are not allowed in "
	switch c := l.calls; {
	case c == nil:
		return notAllowed + l.clause, false
	case c.inAggregate:
		return "aggregate function calls cannot contain set-returning function calls", true
	case c.noWindows == windowArguments:
		return "window function calls cannot contain set-returning function calls", true
	case c.noSets != "":
		return notAllowed + c.noSets, c.noSets == "CASE" || c.noSets == "COALESCE"
	}
	return "", false
}

// set resolves the call of a set-returning function.
func (b *binder) set(f *parser.FuncCall, args []expr.Expr) (plan.SetCall, *types.Type, error) {
	set, call, err := b.Functions.ResolveSet(calledName(f), typesOf(args))
	if err != nil {
		return plan.SetCall{}, nil, b.at(err, f)
	}
	cast, err := b.coerceAll(args, call.Args, f)
	return plan.SetCall{Set: set, Args: cast}, call.Result, err
}

// sqlValue binds CURRENT_DATE and the other functions without parentheses to
// ordinary ones.
func (b *binder) sqlValue(l *level, v *parser.SQLValue) (expr.Expr, error) {
	direct := map[parser.SQLValueFunc]string{
		parser.CurrentRole: "current_user", parser.CurrentUser: "current_user", parser.User: "current_user",
		parser.SessionUser: "session_user", parser.CurrentCatalog: "current_database", parser.CurrentSchema: "current_schema",
	}
	if name := direct[v.Func]; name != "" {
		return b.function(name, nil, v)
	}
	now, err := b.function("now", nil, v)
	if err != nil {
		return nil, err
	}
	t := map[parser.SQLValueFunc]*types.Type{
		parser.CurrentDate: types.Date, parser.CurrentTime: types.TimeTZ, parser.CurrentTimestamp: types.TimestampTZ,
		parser.LocalTime: types.Time, parser.LocalTimestamp: types.Timestamp,
	}[v.Func]
	return b.coerce(now, t, int32(v.Precision), explicit, v)
}
