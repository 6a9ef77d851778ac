package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
)

func pgSequence() *systable.Table {
	return table(2224, "pg_sequence", `
		seqrelid oid, seqtypid oid, seqstart int8, seqincrement int8, seqmax int8, seqmin int8, seqcache int8,
		seqcycle bool`, sequenceRows)
}

func sequenceRows(env *systable.Env, add func(systable.Fields)) {
	for _, s := range sequences(env.Catalog) {
		add(systable.Fields{
			"seqrelid": s.OID, "seqtypid": s.Type.OID, "seqstart": s.Start, "seqincrement": s.Increment,
			"seqmax": s.Max, "seqmin": s.Min, "seqcache": s.Cache, "seqcycle": s.Cycle,
		})
	}
}

func pgSequences() *systable.Table {
	return view(12048, "pg_sequences", `
		schemaname name, sequencename name, sequenceowner name, data_type regtype, start_value int8, min_value int8,
		max_value int8, increment_by int8, cycle bool, cache_size int8, last_value int8`, sequenceViews)
}

// sequenceViews leaves last_value NULL: where a sequence stands is known to
// the store only.
func sequenceViews(env *systable.Env, add func(systable.Fields)) {
	for _, s := range sequences(env.Catalog) {
		add(systable.Fields{
			"schemaname": s.Schema, "sequencename": s.Name, "sequenceowner": env.User, "data_type": s.Type.OID,
			"start_value": s.Start, "min_value": s.Min, "max_value": s.Max, "increment_by": s.Increment,
			"cycle": s.Cycle, "cache_size": s.Cache,
		})
	}
}

func sequences(s *catalog.Snapshot) []*catalog.Sequence {
	var list []*catalog.Sequence
	for _, r := range s.Relations() {
		if seq, ok := r.(*catalog.Sequence); ok {
			list = append(list, seq)
		}
	}
	return list
}
