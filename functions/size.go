package functions

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/types"
)

// sizeFunctions tell the bytes an object takes (manual, 9.27.7), which the
// session knows as its "size". A table's indexes are kept within it. What a
// whole bucket takes is NULL: only listing all of it could tell.
func sizeFunctions() []Overload {
	class, number := types.RegClass, types.Int8
	size := scalar(objectSize)
	return []Overload{
		pure(2997, "pg_table_size", takes(class), number, size).volatile(),
		pure(2325, "pg_relation_size", takes(class), number, size).volatile(),
		pure(2332, "pg_relation_size", takes(class, types.Text), number, size).volatile(),
		pure(2286, "pg_total_relation_size", takes(class), number, size).volatile(),
		pure(2324, "pg_database_size", takes(types.OIDType), number, size).volatile(),
		pure(2168, "pg_database_size", takes(types.Name), number, constant(types.Null)).volatile(),
		pure(2322, "pg_tablespace_size", takes(types.OIDType), number, constant(types.Null)).volatile(),
		pure(2998, "pg_indexes_size", takes(class), number, constant(types.NewInt(0))).volatile(),
	}
}

// objectSize is NULL for what does not exist.
func objectSize(env *Env, args []types.Value) (types.Value, error) {
	text, ok := env.Session.Describe("size", types.OID(args[0].Int()), 0)
	if !ok {
		return types.Null, nil
	}
	return checked(strconv.ParseInt(text, 10, 64))
}
