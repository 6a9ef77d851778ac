package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// arraySearchFunctions look for elements, and print them.
func arraySearchFunctions() []Overload {
	array, element := types.AnyCompatibleArray, types.AnyCompatible
	return []Overload{
		polymorphic(3277, "array_position", takes(array, element), types.Int4, bindArrayPosition).nullCall(),
		polymorphic(3278, "array_position", takes(array, element, types.Int4), types.Int4, bindArrayPosition).nullCall(),
		polymorphic(3279, "array_positions", takes(array, element), types.Int4.Array, bindArrayPositions).nullCall(),
		polymorphic(395, "array_to_string", takes(types.AnyArray, types.Text), types.Text, bindArrayToString).stable(),
		polymorphic(384, "array_to_string", takes(types.AnyArray, types.Text, types.Text), types.Text, bindArrayToString).stable().nullCall(),
	}
}

func bindArrayPosition(ts []*types.Type, _ *types.Type) Scalar {
	same := notDistinct(ts[0].Elem)
	return func(_ *Env, args []types.Value) (types.Value, error) {
		if args[0].IsNull() {
			return types.Null, nil
		}
		list, lower, err := searchable(args[0])
		if err != nil {
			return types.Null, err
		}
		start := int64(lower)
		if len(args) > 2 {
			if args[2].IsNull() {
				return types.Null, pgerr.New(pgerr.NullValueNotAllowed, "initial position must not be null")
			}
			start = args[2].Int()
		}
		for i, x := range list {
			if position := int64(lower + i); position >= start && same(x, args[1]) {
				return types.NewInt(position), nil
			}
		}
		return types.Null, nil
	}
}

func bindArrayPositions(ts []*types.Type, _ *types.Type) Scalar {
	same := notDistinct(ts[0].Elem)
	return func(_ *Env, args []types.Value) (types.Value, error) {
		if args[0].IsNull() {
			return types.Null, nil
		}
		list, lower, err := searchable(args[0])
		if err != nil {
			return types.Null, err
		}
		var found []types.Value
		for i, x := range list {
			if same(x, args[1]) {
				found = append(found, types.NewInt(int64(lower+i)))
			}
		}
		return types.NewArray(newList(found)), nil
	}
}

// searchable is flat for the functions that give positions.
func searchable(v types.Value) (list []types.Value, lower int, err error) {
	if len(v.Array().Dims) > 1 {
		return nil, 0, pgerr.New(pgerr.FeatureNotSupported, "searching for elements in multidimensional arrays is not supported")
	}
	return flat(v)
}

// bindArrayToString joins the texts of the elements; a NULL among them is left
// out, or written as the third argument.
func bindArrayToString(ts []*types.Type, _ *types.Type) Scalar {
	elem := ts[0].Elem
	return func(env *Env, args []types.Value) (types.Value, error) {
		if args[0].IsNull() || args[1].IsNull() {
			return types.Null, nil
		}
		null := types.Null
		if len(args) > 2 {
			null = args[2]
		}
		var out []byte
		first := true
		for _, x := range args[0].Array().Values {
			if x.IsNull() && null.IsNull() {
				continue
			}
			if !first {
				out = append(out, args[1].Text()...)
			}
			first = false
			if x.IsNull() {
				out = append(out, null.Text()...)
			} else {
				out = types.AppendText(out, elem, x, env.Style)
			}
		}
		return types.NewText(string(out)), nil
	}
}
