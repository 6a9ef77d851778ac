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
	row := rowsOf(result)
	return func(env *Env, args []types.Value, yield func(types.Value) error) error {
		id := ""
		if len(args) > 1 {
			if id = args[1].Text(); id == "" {
				return nil // no row has that id
			}
		}
		return env.Resources.History(env.Ctx, types.OID(args[0].Int()), id, func(past PastRow) error {
			record, err := types.ParseText(types.JSONB, types.NoTypmod, past.Record, nil)
			if err != nil {
				return err
			}
			by := types.Null
			if past.Position > 0 {
				by = types.NewInt(int64(past.Position))
			}
			return yield(row(types.NewText(past.ID), types.NewText(past.Version), by, types.NewInt(types.FromTime(past.Kept)), record))
		})
	}
}
