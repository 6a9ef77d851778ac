package functions

import "github.com/s3dbsql/s3dbsql/types"

// ReferenceProblem is a row of s3db.check_partitions: a reference that is not
// as its record asks.
type ReferenceProblem struct {
	Partition string
	Key       string // of the object
	ID        string // of the record
	Problem   string // missing, stale, orphan or wrong version
}

// partitionSets are the functions of schema s3db about partitions.
func partitionSets() []Set {
	text := types.Text
	result := columns("partition", text, "key", text, "id", text, "problem", text)
	return []Set{{
		OID: FirstOwnFunction + 24, Name: "s3db.check_partitions", Args: takes(types.RegClass), Result: types.RecordType,
		Columns: result, Fn: checkPartitions(result),
	}}
}

func checkPartitions(result []SetColumn) SetFn {
	row := rowsOf(result)
	return func(env *Env, args []types.Value, yield func(types.Value) error) error {
		found, err := env.Resources.CheckPartitions(env.Ctx, types.OID(args[0].Int()))
		if err != nil {
			return err
		}
		for _, p := range found {
			next := row(types.NewText(p.Partition), types.NewText(p.Key), types.NewText(p.ID), types.NewText(p.Problem))
			if err := yield(next); err != nil {
				return err
			}
		}
		return nil
	}
}
