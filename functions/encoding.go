package functions

import "github.com/s3dbsql/s3dbsql/types"

// EncodingStat is a row of s3db.encoding_stats: how many values of a column
// take a form of the compact encoding, and what they take in metadata.
type EncodingStat struct {
	Column        string // "" for values that are of no column
	Form          string
	Values        int64
	Before, After int64 // bytes, with v10's encoding and with the compact one
}

// encodingSets is s3db.encoding_stats.
func encodingSets() []Set {
	result := columns("column_name", types.Text, "form", types.Text, "values", types.Int8, "bytes_before", types.Int8, "bytes_after", types.Int8)
	return []Set{{
		OID: FirstOwnFunction + 80, Name: "s3db.encoding_stats", Args: takes(types.RegClass), Result: types.RecordType,
		Columns: result, Fn: encodingStats(result),
	}}
}

func encodingStats(result []SetColumn) SetFn {
	row := rowsOf(result)
	return func(env *Env, args []types.Value, yield func(types.Value) error) error {
		stats, err := env.Resources.EncodingStats(env.Ctx, types.OID(args[0].Int()))
		if err != nil {
			return err
		}
		for _, s := range stats {
			next := row(textOrNull(s.Column), types.NewText(s.Form), types.NewInt(s.Values), types.NewInt(s.Before), types.NewInt(s.After))
			if err := yield(next); err != nil {
				return err
			}
		}
		return nil
	}
}
