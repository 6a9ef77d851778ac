package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonBuildFunctions make json and jsonb of SQL values.
func jsonBuildFunctions() []Overload {
	return []Overload{
		polymorphic(3176, "to_json", takes(types.AnyElement), types.JSON, bindToJSON).stable(),
		polymorphic(3787, "to_jsonb", takes(types.AnyElement), types.JSONB, bindToJSONB).stable(),
		polymorphic(3155, "row_to_json", takes(types.RecordType), types.JSON, bindToJSON).stable(),
		polymorphic(3156, "row_to_json", takes(types.RecordType, types.Bool), types.JSON, bindToJSON).stable(),
		polymorphic(3153, "array_to_json", takes(types.AnyArray), types.JSON, bindToJSON).stable(),
		polymorphic(3154, "array_to_json", takes(types.AnyArray, types.Bool), types.JSON, bindToJSON).stable(),
		polymorphic(3198, "json_build_array", takes(types.Any), types.JSON, bindBuildArray).stable().nullCall().variadic(),
		polymorphic(3199, "json_build_array", nil, types.JSON, bindBuildArray).stable().nullCall(),
		polymorphic(3200, "json_build_object", takes(types.Any), types.JSON, bindBuildObject).stable().nullCall().variadic(),
		polymorphic(3201, "json_build_object", nil, types.JSON, bindBuildObject).stable().nullCall(),
		polymorphic(3271, "jsonb_build_array", takes(types.Any), types.JSONB, canonical(bindBuildArray)).stable().nullCall().variadic(),
		polymorphic(3272, "jsonb_build_array", nil, types.JSONB, canonical(bindBuildArray)).stable().nullCall(),
		polymorphic(3273, "jsonb_build_object", takes(types.Any), types.JSONB, canonical(bindBuildObject)).stable().nullCall().variadic(),
		polymorphic(3274, "jsonb_build_object", nil, types.JSONB, canonical(bindBuildObject)).stable().nullCall(),
		pure(3202, "json_object", takes(types.Text.Array), types.JSON, scalar(jsonObject)),
		pure(3203, "json_object", takes(types.Text.Array, types.Text.Array), types.JSON, scalar(jsonObjectOfPairs)),
		pure(3263, "jsonb_object", takes(types.Text.Array), types.JSONB, scalar(canonicalFn(jsonObject))),
		pure(3264, "jsonb_object", takes(types.Text.Array, types.Text.Array), types.JSONB, scalar(canonicalFn(jsonObjectOfPairs))),
	}
}

// bindToJSON makes to_json and, with a second argument that asks for line
// feeds between the outermost parts, row_to_json and array_to_json.
func bindToJSON(ts []*types.Type, _ *types.Type) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		w := jsonWriter{style: env.Style, lines: len(args) > 1 && args[1].Bool()}
		w.value(ts[0], args[0])
		return types.NewText(string(w.buf)), nil
	}
}

func bindToJSONB(ts []*types.Type, _ *types.Type) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		s, err := toJSONB(env, ts[0], args[0])
		return types.NewText(s), err
	}
}

// toJSONB is the jsonb of a value of type t.
func toJSONB(env *Env, t *types.Type, v types.Value) (string, error) {
	switch {
	case v.IsNull():
		return "null", nil
	case t == types.JSONB:
		return v.Text(), nil
	}
	w := jsonWriter{style: env.Style}
	w.value(t, v)
	if t.Kind == types.KindInt || t.Kind == types.KindBool {
		return string(w.buf), nil
	}
	return canonicalJSON(string(w.buf))
}

// canonicalJSON is the text of the jsonb of a json.
func canonicalJSON(s string) (string, error) {
	v, err := types.ParseText(types.JSONB, types.NoTypmod, s, nil)
	return v.Text(), err
}

// canonical makes of a function that returns json one that returns jsonb.
func canonical(bind func([]*types.Type, *types.Type) Scalar) func([]*types.Type, *types.Type) Scalar {
	return func(ts []*types.Type, result *types.Type) Scalar { return canonicalFn(bind(ts, result)) }
}

func canonicalFn(fn Scalar) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		v, err := fn(env, args)
		if err != nil {
			return types.Null, err
		}
		s, err := canonicalJSON(v.Text())
		return types.NewText(s), err
	}
}

func bindBuildArray(ts []*types.Type, _ *types.Type) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		w := jsonWriter{style: env.Style}
		w.raw("[")
		for i, v := range args {
			if i > 0 {
				w.raw(", ")
			}
			w.value(ts[i], v)
		}
		w.raw("]")
		return types.NewText(string(w.buf)), nil
	}
}

func bindBuildObject(ts []*types.Type, result *types.Type) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		if len(args)%2 != 0 {
			return types.Null, pgerr.New(pgerr.InvalidParameterValue, "argument list must have even number of elements").
				WithHint("The arguments of %s_build_object() must consist of alternating keys and values.", result.Name)
		}
		w := jsonWriter{style: env.Style}
		w.raw("{")
		for i := 0; i < len(args); i += 2 {
			if i > 0 {
				w.raw(", ")
			}
			if args[i].IsNull() {
				return types.Null, nullKeyArgument(i+1, result)
			}
			if err := w.key(ts[i], args[i]); err != nil {
				return types.Null, err
			}
			w.raw(" : ")
			w.value(ts[i+1], args[i+1])
		}
		w.raw("}")
		return types.NewText(string(w.buf)), nil
	}
}

func nullKeyArgument(n int, result *types.Type) error {
	if result == types.JSONB {
		return pgerr.Newf(pgerr.InvalidParameterValue, "argument %d: key must not be null", n)
	}
	return pgerr.Newf(pgerr.InvalidParameterValue, "argument %d cannot be null", n).WithHint("Object keys should be text.")
}

// jsonObject makes an object of an array of alternating keys and values, flat
// or in rows of two.
func jsonObject(_ *Env, args []types.Value) (types.Value, error) {
	a := args[0].Array()
	switch {
	case len(a.Dims) > 2:
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "wrong number of array subscripts")
	case len(a.Dims) == 2 && a.Dims[1].Len != 2:
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "array must have two columns")
	case len(a.Values)%2 != 0:
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "array must have even number of elements")
	}
	return textObject(len(a.Values)/2, func(i int) (key, value types.Value) {
		return a.Values[2*i], a.Values[2*i+1]
	})
}

// jsonObjectOfPairs makes an object of an array of keys and one of values.
func jsonObjectOfPairs(_ *Env, args []types.Value) (types.Value, error) {
	keys, values := args[0].Array(), args[1].Array()
	if len(keys.Dims) > 1 || len(keys.Dims) != len(values.Dims) {
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "wrong number of array subscripts")
	}
	if len(keys.Values) != len(values.Values) {
		return types.Null, pgerr.New(pgerr.ArraySubscriptError, "mismatched array dimensions")
	}
	return textObject(len(keys.Values), func(i int) (key, value types.Value) {
		return keys.Values[i], values.Values[i]
	})
}

func textObject(n int, pair func(i int) (key, value types.Value)) (types.Value, error) {
	var w jsonWriter
	w.raw("{")
	for i := range n {
		key, value := pair(i)
		if key.IsNull() {
			return types.Null, pgerr.New(pgerr.NullValueNotAllowed, "null value not allowed for object key")
		}
		if i > 0 {
			w.raw(", ")
		}
		w.buf = types.AppendJSONString(w.buf, key.Text())
		w.raw(" : ")
		w.value(types.Text, value)
	}
	w.raw("}")
	return types.NewText(string(w.buf)), nil
}
