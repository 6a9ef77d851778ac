package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonbPathFunctions change a jsonb at a path of keys and indexes.
func jsonbPathFunctions() []Overload {
	path := types.Text.Array
	return []Overload{
		pure(3305, "jsonb_set", takes(types.JSONB, path, types.JSONB, types.Bool), types.JSONB, scalar(jsonbSet)).
			named("jsonb_in", "path", "replacement", "create_if_missing").defaults(nil, types.NewBool(true)),
		pure(5054, "jsonb_set_lax", takes(types.JSONB, path, types.JSONB, types.Bool, types.Text), types.JSONB, scalar(jsonbSetLax)).nullCall().
			named("jsonb_in", "path", "replacement", "create_if_missing", "null_value_treatment").
			defaults([]types.Value{types.NewBool(true)}, types.NewText("use_json_null")),
		pure(3579, "jsonb_insert", takes(types.JSONB, path, types.JSONB, types.Bool), types.JSONB, scalar(jsonbInsert)).
			named("jsonb_in", "path", "replacement", "insert_after").defaults(nil, types.NewBool(false)),
		pure(3304, "jsonb_delete_path", takes(types.JSONB, path), types.JSONB, scalar(jsonbDeletePath)),
	}
}

// pathEdit is one change at the end of a path.
type pathEdit struct {
	path   []types.Value
	value  string
	delete bool // the part that is there
	create bool // a part that is not there
	insert bool // never replace; in arrays, before the element
	after  bool // insert behind the element
	fill   bool // make what is missing on the way, and complain of what is in it
}

func jsonbSet(_ *Env, args []types.Value) (types.Value, error) {
	create := len(args) < 4 || args[3].Bool()
	return editPath(args, pathEdit{value: args[2].Text(), create: create}, "cannot set path in scalar")
}

func jsonbInsert(_ *Env, args []types.Value) (types.Value, error) {
	after := len(args) > 3 && args[3].Bool()
	return editPath(args, pathEdit{value: args[2].Text(), create: true, insert: true, after: after}, "cannot set path in scalar")
}

func jsonbDeletePath(_ *Env, args []types.Value) (types.Value, error) {
	return editPath(args, pathEdit{delete: true}, "cannot delete path in scalar")
}

// jsonbSetLax is jsonb_set whose fifth argument says what a NULL value means.
func jsonbSetLax(env *Env, args []types.Value) (types.Value, error) {
	treatment := types.NewText("use_json_null")
	if len(args) > 4 {
		treatment = args[4]
	}
	if args[0].IsNull() || args[1].IsNull() || len(args) > 3 && args[3].IsNull() {
		return types.Null, nil
	}
	if !args[2].IsNull() && !treatment.IsNull() {
		return jsonbSet(env, args[:min(len(args), 4)])
	}
	switch treatment.Text() {
	case "raise_exception":
		return types.Null, pgerr.New(pgerr.NullValueNotAllowed, "JSON value must not be null").
			WithDetail("Exception was raised because null_value_treatment is \"raise_exception\".").
			WithHint("To avoid, either change the null_value_treatment argument or ensure that an SQL NULL is not passed.")
	case "use_json_null":
		args = slices.Clone(args[:min(len(args), 4)])
		args[2] = types.NewText("null")
		return jsonbSet(env, args)
	case "delete_key":
		return jsonbDeletePath(env, args[:2])
	case "return_target":
		return args[0], nil
	}
	return types.Null, pgerr.New(pgerr.InvalidParameterValue,
		`null_value_treatment must be "delete_key", "return_target", "use_json_null", or "raise_exception"`)
}

// editPath applies a change to the first argument at the path of the second.
func editPath(args []types.Value, e pathEdit, scalar string) (types.Value, error) {
	s, path := args[0].Text(), args[1].Array()
	if len(path.Dims) > 1 {
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "wrong number of array subscripts")
	}
	if isScalarJSON(s) {
		return types.Null, pgerr.New(pgerr.InvalidParameterValue, scalar)
	}
	e.path = path.Values
	if len(e.path) == 0 || !e.create && jsonIsEmpty(s) {
		return args[0], nil
	}
	s, err := e.apply(s, 0)
	return types.NewText(s), err
}

func jsonIsEmpty(s string) bool { return len(s) == 2 }

// apply changes s at the rest of the path from level on.
func (e *pathEdit) apply(s string, level int) (string, error) {
	if e.path[level].IsNull() {
		return "", pgerr.Newf(pgerr.NullValueNotAllowed, "path element at position %d is null", level+1)
	}
	switch kindOfJSON(s) {
	case '{':
		return e.applyObject(s, level)
	case '[':
		return e.applyArray(s, level)
	}
	if e.fill {
		return "", pgerr.New(pgerr.InvalidParameterValue, "cannot replace existing key").
			WithDetail("The path assumes key is a composite object, but it is a scalar value.")
	}
	return s, nil
}

// missing is the value, within new objects and arrays for the steps from level
// on.
func (e *pathEdit) missing(level int) (string, error) {
	if level == len(e.path) {
		return e.value, nil
	}
	empty := "{}"
	if _, ok := jsonIndex(e.path[level].Text()); ok {
		empty = "[]"
	}
	return e.apply(empty, level)
}

func (e *pathEdit) last(level int) bool { return level == len(e.path)-1 }

func (e *pathEdit) applyObject(s string, level int) (string, error) {
	pairs := jsonbPairs(s)
	key := quotedJSON(e.path[level].Text())
	i, found := findPair(pairs, key)
	switch {
	case e.fill && !found:
		part, err := e.missing(level + 1)
		if err != nil {
			return "", err
		}
		pairs = setPair(pairs, key, part)
	case !e.last(level):
		if !found {
			return s, nil
		}
		part, err := e.apply(pairs[i].value, level+1)
		if err != nil {
			return "", err
		}
		pairs[i].value = part
	case e.delete:
		if found {
			pairs = slices.Delete(pairs, i, i+1)
		}
	case found && e.insert:
		return "", pgerr.New(pgerr.InvalidParameterValue, "cannot replace existing key").
			WithHint("Try using the function jsonb_set to replace key value.")
	case found || e.create:
		pairs = setPair(pairs, key, e.value)
	}
	return objectText(pairs), nil
}

func (e *pathEdit) applyArray(s string, level int) (string, error) {
	elements := asElements(s)
	step := e.path[level].Text()
	index, ok := jsonIndex(step)
	if !ok {
		return "", pgerr.Newf(pgerr.InvalidTextRepresentation, "path element at position %d is not an integer: \"%s\"", level+1, step)
	}
	i, found := elementIndex(index, len(elements))
	switch {
	case e.fill && !found && index < 0:
		return "", pgerr.Newf(pgerr.InvalidParameterValue, "path element at position %d is out of range: %d", level+1, index)
	case e.fill && !found:
		part, err := e.missing(level + 1)
		if err != nil {
			return "", err
		}
		if index-int64(len(elements)) > maxArrayLength {
			return "", pgerr.Newf(pgerr.ProgramLimitExceeded, "number of jsonb array elements exceeds the maximum allowed (%d)", maxArrayLength)
		}
		for int64(len(elements)) < index {
			elements = append(elements, "null")
		}
		elements = append(elements, part)
	case !e.last(level):
		if !found {
			return s, nil
		}
		part, err := e.apply(elements[i], level+1)
		if err != nil {
			return "", err
		}
		elements[i] = part
	case e.delete:
		if found {
			elements = slices.Delete(elements, i, i+1)
		}
	case !found:
		elements = e.extend(elements, index)
	case e.insert && e.after:
		elements = slices.Insert(elements, i+1, e.value)
	case e.insert:
		elements = slices.Insert(elements, i, e.value)
	default:
		elements[i] = e.value
	}
	return arrayText(elements), nil
}

// extend adds the value at the end that the index points beyond.
func (e *pathEdit) extend(elements []string, index int64) []string {
	switch {
	case !e.create:
		return elements
	case index < 0:
		return slices.Insert(elements, 0, e.value)
	}
	return append(elements, e.value)
}
