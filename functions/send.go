package functions

import "github.com/s3dbsql/s3dbsql/types"

// sendFunctions give a value as it is sent in binary.
func sendFunctions() []Overload {
	var list []Overload
	for _, f := range []struct {
		oid  types.OID
		name string
		t    *types.Type
	}{
		{2405, "int2send", types.Int2}, {2407, "int4send", types.Int4}, {2409, "int8send", types.Int8},
		{2425, "float4send", types.Float4}, {2427, "float8send", types.Float8},
	} {
		list = append(list, pure(f.oid, f.name, takes(f.t), types.Bytea, scalar(func(_ *Env, args []types.Value) (types.Value, error) {
			return types.NewText(string(types.AppendBinary(nil, f.t, args[0]))), nil
		})))
	}
	return list
}
