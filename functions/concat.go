package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// concatFunctions are concat and concat_ws, which print arguments of any type
// and pass over NULL.
func concatFunctions() []Overload {
	return []Overload{
		pure(3058, "concat", takes(types.Any), types.Text, body{}).stable().variadic().nullCall().withBind(concat),
		pure(3059, "concat_ws", takes(types.Text, types.Any), types.Text, body{}).stable().variadic().nullCall().withBind(concatWith),
	}
}

func concat(args []*types.Type, _ *types.Type) Scalar {
	return func(env *Env, values []types.Value) (types.Value, error) {
		return types.NewText(joinPrinted(env, args, values, "")), nil
	}
}

func concatWith(args []*types.Type, _ *types.Type) Scalar {
	return func(env *Env, values []types.Value) (types.Value, error) {
		if values[0].IsNull() {
			return types.Null, nil
		}
		return types.NewText(joinPrinted(env, args[1:], values[1:], values[0].Text())), nil
	}
}

// joinPrinted joins the output of what is not NULL.
func joinPrinted(env *Env, ts []*types.Type, values []types.Value, separator string) string {
	var b strings.Builder
	first := true
	for i, v := range values {
		if v.IsNull() {
			continue
		}
		if !first {
			b.WriteString(separator)
		}
		b.WriteString(output(env, ts[i], v))
		first = false
	}
	return b.String()
}
