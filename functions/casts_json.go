package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonCasts are the casts between json and jsonb and from scalars in jsonb.
func jsonCasts() []Cast {
	list := []Cast{
		convert(10214, 0, types.JSON, types.JSONB, AssignmentCast, reread(types.JSONB)),
		convert(10215, 0, types.JSONB, types.JSON, AssignmentCast, reread(types.JSON)),
		convert(10216, 3556, types.JSONB, types.Bool, ExplicitCast, fromJSONB(types.Bool, "boolean")),
	}
	for _, c := range []struct {
		oid, funcOID types.OID
		to           *types.Type
	}{
		{10217, 3449, types.Numeric},
		{10218, 3450, types.Int2},
		{10219, 3451, types.Int4},
		{10220, 3452, types.Int8},
		{10221, 3453, types.Float4},
		{10222, 2580, types.Float8},
	} {
		list = append(list, convert(c.oid, c.funcOID, types.JSONB, c.to, ExplicitCast, fromJSONB(c.to, "numeric")))
	}
	return list
}

// fromJSONB reads a scalar of one JSON type. A number goes through numeric, as
// it may have a fraction where the target has none.
func fromJSONB(to *types.Type, want string) body {
	var fromNumeric CastFn
	for _, c := range numberCasts() {
		if c.From == types.Numeric && c.To == to {
			fromNumeric = c.Fn
		}
	}
	return scalar(func(env *Env, args []types.Value) (types.Value, error) {
		text := args[0].Text()
		if kind := jsonbKind(text); kind != want {
			return types.Null, pgerr.Newf(pgerr.InvalidParameterValue, "cannot cast jsonb %s to type %s", kind, to)
		}
		if want == "boolean" {
			return types.NewBool(text == "true"), nil
		}
		n, err := types.ParseText(types.Numeric, types.NoTypmod, text, nil)
		if err != nil || fromNumeric == nil {
			return n, err
		}
		return fromNumeric(env, n, types.NoTypmod, true)
	})
}

// jsonbKind names the JSON type of a canonical text as errors of casts do.
func jsonbKind(text string) string {
	if name := jsonTypeName(text); name != "number" {
		return name
	}
	return "numeric"
}
