package functions

import (
	"errors"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonpathFunctions evaluate SQL/JSON paths (manual, section 9.16.2). Their
// _tz twins differ in datetime(), which is not supported, only.
func jsonpathFunctions() []Overload {
	args := takes(types.JSONB, types.JSONPathType, types.JSONB, types.Bool)
	var list []Overload
	for _, f := range []struct {
		name     string
		oid, tz  types.OID
		result   *types.Type
		evaluate func(*pathRun) (types.Value, error)
	}{
		{"jsonb_path_exists", 4005, 1177, types.Bool, (*pathRun).exists},
		{"jsonb_path_match", 4009, 2030, types.Bool, (*pathRun).match},
		{"jsonb_path_query_array", 4007, 1180, types.JSONB, (*pathRun).queryArray},
		{"jsonb_path_query_first", 4008, 2023, types.JSONB, (*pathRun).queryFirst},
	} {
		fn := func(_ *Env, args []types.Value) (types.Value, error) {
			r, err := newPathRun(args)
			if err != nil {
				return types.Null, err
			}
			return f.evaluate(r)
		}
		list = append(list,
			Overload{OID: f.oid, Name: f.name, Args: args, Result: f.result, Volatility: Immutable, Fn: fn}.
				named(jsonpathArguments...).defaults(jsonpathDefaults[:1], jsonpathDefaults[1]),
			Overload{OID: f.tz, Name: f.name + "_tz", Args: args, Result: f.result, Volatility: Stable, Fn: fn}.
				named(jsonpathArguments...).defaults(jsonpathDefaults[:1], jsonpathDefaults[1]),
		)
	}
	return list
}

// The arguments of the jsonpath functions, and what the last two are if they
// are left out.
var (
	jsonpathArguments = []string{"target", "path", "vars", "silent"}
	jsonpathDefaults  = []types.Value{types.NewText("{}"), types.NewBool(false)}
)

// jsonpathOperators is @? and @@, which suppress errors.
func jsonpathOperators() []Overload {
	silently := func(evaluate func(*pathRun) (types.Value, error)) Scalar {
		return func(_ *Env, args []types.Value) (types.Value, error) {
			r, err := newPathRun(args)
			if err != nil {
				return types.Null, err
			}
			r.silent = true
			return evaluate(r)
		}
	}
	args := takes(types.JSONB, types.JSONPathType)
	return []Overload{
		{OID: 4012, Name: "@?", Args: args, Result: types.Bool, Volatility: Immutable, Fn: silently((*pathRun).exists)},
		{OID: 4013, Name: "@@", Args: args, Result: types.Bool, Volatility: Immutable, Fn: silently((*pathRun).match)},
	}
}

// jsonpathSets is jsonb_path_query.
func jsonpathSets() []Set {
	args := takes(types.JSONB, types.JSONPathType, types.JSONB, types.Bool)
	return []Set{
		{OID: 4006, Name: "jsonb_path_query", Args: args, ArgNames: jsonpathArguments, Defaults: 2, DefaultValues: jsonpathDefaults,
			Result: types.JSONB, Fn: jsonbPathQuery},
		{OID: 1179, Name: "jsonb_path_query_tz", Args: args, ArgNames: jsonpathArguments, Defaults: 2, DefaultValues: jsonpathDefaults,
			Result: types.JSONB, Fn: jsonbPathQuery},
	}
}

func jsonbPathQuery(_ *Env, args []types.Value, yield func(types.Value) error) error {
	r, err := newPathRun(args)
	if err != nil {
		return err
	}
	items, err := r.query()
	if err != nil {
		return err
	}
	for _, item := range items {
		if err := yield(jsonbValue(item)); err != nil {
			return err
		}
	}
	return nil
}

func jsonbValue(j types.JSONValue) types.Value {
	return types.NewText(string(types.AppendJSONB(nil, j)))
}

// pathRun is one evaluation of a path.
type pathRun struct {
	path    *types.JSONPath
	root    types.JSONValue
	vars    types.JSONValue
	silent  bool
	current types.JSONValue // @
	size    int             // of the array whose subscripts are evaluated
	// forgiving: what the structure of the document does not have is nothing
	// rather than an error. So it is in lax mode, and behind **.
	forgiving bool
	fatal     error // one that no mode suppresses
}

// newPathRun takes the arguments of the functions: the document, the path, the
// variables and whether errors are suppressed.
func newPathRun(args []types.Value) (*pathRun, error) {
	path, err := types.ParseJSONPath(args[1].Text())
	if err != nil {
		return nil, err
	}
	r := &pathRun{path: path, forgiving: !path.Strict, vars: types.JSONValue{Kind: types.JSONObject}}
	if r.root, err = types.ParseJSON(args[0].Text()); err != nil {
		return nil, err
	}
	if len(args) > 2 {
		if r.vars, err = types.ParseJSON(args[2].Text()); err != nil {
			return nil, err
		}
		if r.vars.Kind != types.JSONObject {
			return nil, pgerr.New(pgerr.InvalidParameterValue, `"vars" argument is not an object`).
				WithDetail("Jsonpath parameters should be encoded as key-value pairs of \"vars\" object.")
		}
	}
	r.silent = len(args) > 3 && args[3].Bool()
	r.current = r.root
	return r, nil
}

// errStop ends an evaluation whose answer is known.
var errStop = errors.New("stop")

// query collects the items that the path leads to; in silent mode, those found
// before an error.
func (r *pathRun) query() ([]types.JSONValue, error) {
	var items []types.JSONValue
	err := r.eval(r.path.Root, func(item types.JSONValue) error {
		items = append(items, item)
		return nil
	})
	return items, r.suppress(err)
}

// suppress drops an error in silent mode.
func (r *pathRun) suppress(err error) error {
	switch {
	case r.fatal != nil:
		return r.fatal
	case r.silent:
		return nil
	}
	return err
}

func (r *pathRun) exists() (types.Value, error) {
	found, err := r.anyItem(r.path.Root)
	if err != nil {
		return types.Null, r.suppress(err)
	}
	return types.NewBool(found), r.fatal
}

// anyItem reports whether a node has an item. Lax mode looks no further than
// the first, and passes over what a sign cannot be applied to; in strict mode
// an error behind the first item still counts.
func (r *pathRun) anyItem(n *types.PathNode) (found bool, err error) {
	eval := r.eval
	signed := n.Op == types.PathUnary && !r.path.Strict
	if signed {
		n, eval = n.Left, r.operands
	}
	err = eval(n, func(item types.JSONValue) error {
		if signed && item.Kind != types.JSONNumber {
			return nil
		}
		found = true
		if r.path.Strict {
			return nil
		}
		return errStop
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return found, err
}

func (r *pathRun) match() (types.Value, error) {
	var items []types.JSONValue
	err := r.eval(r.path.Root, func(item types.JSONValue) error {
		items = append(items, item)
		return nil
	})
	if err != nil {
		return types.Null, r.suppress(err)
	}
	if len(items) == 1 && items[0].Kind == types.JSONBool {
		return types.NewBool(items[0].Bool), r.fatal
	}
	if len(items) == 1 && items[0].Kind == types.JSONNull {
		return types.Null, r.fatal
	}
	return types.Null, r.suppress(pgerr.New(pgerr.SingletonSQLJSONItemRequired, "single boolean result is expected"))
}

func (r *pathRun) queryArray() (types.Value, error) {
	items, err := r.query()
	return jsonbValue(types.JSONValue{Kind: types.JSONArray, Items: items}), err
}

func (r *pathRun) queryFirst() (types.Value, error) {
	items, err := r.query()
	if err != nil || len(items) == 0 {
		return types.Null, err
	}
	return jsonbValue(items[0]), nil
}
