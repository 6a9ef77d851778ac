package infoschema

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
)

func sequences() *systable.Table {
	return view(13386, "sequences", `
		sequence_catalog sql_identifier, sequence_schema sql_identifier, sequence_name sql_identifier,
		data_type character_data, numeric_precision cardinal_number, numeric_precision_radix cardinal_number = 2,
		numeric_scale cardinal_number = 0, start_value character_data, minimum_value character_data,
		maximum_value character_data, increment character_data, cycle_option yes_or_no`, sequenceRows)
}

// sequenceRows leaves out the sequences behind identity columns, as the
// standard wants.
func sequenceRows(env *systable.Env, add func(systable.Fields)) {
	for _, r := range env.Catalog.Relations() {
		s, ok := r.(*catalog.Sequence)
		if !ok || isIdentity(env.Catalog, s) {
			continue
		}
		add(systable.Fields{
			"sequence_catalog": env.Database, "sequence_schema": s.Schema, "sequence_name": s.Name,
			"data_type": s.Type.SQLName, "numeric_precision": 8 * int(s.Type.Len), "start_value": decimal(s.Start),
			"minimum_value": decimal(s.Min), "maximum_value": decimal(s.Max), "increment": decimal(s.Increment),
			"cycle_option": yesNo(s.Cycle),
		})
	}
}

func isIdentity(snapshot *catalog.Snapshot, s *catalog.Sequence) bool {
	t, ok := snapshot.ByOID(s.OwnedBy).(*catalog.Table)
	if !ok {
		return false
	}
	for _, c := range t.Columns {
		if c.Number == s.Column {
			return c.Identity != 0
		}
	}
	return false
}
