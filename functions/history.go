package functions

import (
	"time"

	"github.com/s3dbsql/s3dbsql/types"
)

// PastRow is a row as an older version of its table's definition left it.
type PastRow struct {
	ID, Version string
	Position    uint64 // of the entry of the journal that replaced it, 0 if none did
	Kept        time.Time
	Record      string // JSON
}

// historySets is s3db.history: the rows that are kept of older versions, of a
// whole table or of one row.
func historySets() []Set {
	result := columns("id", types.Text, "version", types.Text, "replaced_by", types.Int8, "kept_at", types.TimestampTZ, "record", types.JSONB)
	return []Set{
		{OID: FirstOwnFunction + 20, Name: "s3db.history", Args: takes(types.RegClass), Result: types.RecordType, Columns: result, Fn: history(result)},
		{OID: FirstOwnFunction + 21, Name: "s3db.history", Args: takes(types.RegClass, types.Text), Result: types.RecordType, Columns: result, Fn: history(result)},
	}
}

func history(result []SetColumn) SetFn {
	names, ts := make([]string, len(result)), make([]*types.Type, len(result))
	for i, c := range result {
		names[i], ts[i] = c.Name, c.Type
	}
	return func(env *Env, args []types.Value, yield func(types.Value) error) error {
		id := ""
		if len(args) > 1 {
			if id = args[1].Text(); id == "" {
				return nil // no row has that id
			}
		}
		return env.Resources.History(env.Ctx, types.OID(args[0].Int()), id, func(row PastRow) error {
			record, err := types.ParseText(types.JSONB, types.NoTypmod, row.Record, nil)
			if err != nil {
				return err
			}
			by := types.Null
			if row.Position > 0 {
				by = types.NewInt(int64(row.Position))
			}
			values := []types.Value{types.NewText(row.ID), types.NewText(row.Version), by, types.NewInt(types.FromTime(row.Kept)), record}
			return yield(types.NewRecord(&types.Record{Types: ts, Names: names, Values: values}))
		})
	}
}
