package functions

import "github.com/s3dbsql/s3dbsql/types"

// updatableFunctions ask which changes a relation takes. PostgreSQL has them
// for the information schema. The last argument, whether triggers count, makes
// no difference without triggers.
func updatableFunctions() []Overload {
	relation, flag := types.RegClass, types.Bool
	return []Overload{
		pure(3842, "pg_relation_is_updatable", takes(relation, flag), types.Int4, scalar(relationIsUpdatable)).stable(),
		pure(3843, "pg_column_is_updatable", takes(relation, types.Int2, flag), types.Bool, scalar(columnIsUpdatable)).stable(),
	}
}

// The bits of pg_relation_is_updatable are those of PostgreSQL's kinds of
// statements.
const (
	updates = 1 << 2
	inserts = 1 << 3
	deletes = 1 << 4
)

func relationIsUpdatable(env *Env, args []types.Value) (types.Value, error) {
	columns, deletable := env.Session.Updatable(types.OID(args[0].Int()))
	events := int64(0)
	if len(columns) > 0 {
		events |= updates | inserts
	}
	if deletable {
		events |= deletes
	}
	return types.NewInt(events), nil
}

func columnIsUpdatable(env *Env, args []types.Value) (types.Value, error) {
	columns, _ := env.Session.Updatable(types.OID(args[0].Int()))
	return types.NewBool(columns[int16(args[1].Int())]), nil
}
