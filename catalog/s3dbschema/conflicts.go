package s3dbschema

import (
	"encoding/json"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// The views whose rows are objects of the bucket, which are read for them.
const (
	ConflictsOID = functions.FirstOwnView + 10
	ParkedOID    = functions.FirstOwnView + 11
)

// conflicts shows the rows that SQL and s3db.js have both changed: which
// version won, and both as they are stored.
func conflicts() *systable.Table {
	return view(10, "conflicts", `
		number int8, noticed_at timestamptz, relation regclass, resource text, id text, position int8,
		winner text, reason text, ours jsonb, theirs jsonb`, func(env *systable.Env, add func(systable.Fields)) {
		for _, v := range env.Conflicts {
			row := lostRow(env, &v)
			row["number"], row["winner"], row["theirs"] = int64(v.Number), v.Winner, versionValue(v.Foreign)
			add(row)
		}
	})
}

// parked shows the rows that the store refuses: they are in the journal and
// not yet objects.
func parked() *systable.Table {
	return view(11, "parked", `
		noticed_at timestamptz, relation regclass, resource text, id text, position int8, reason text, ours jsonb`,
		func(env *systable.Env, add func(systable.Fields)) {
			for _, v := range env.Parked {
				add(lostRow(env, &v))
			}
		})
}

func lostRow(env *systable.Env, v *systable.LostVersion) systable.Fields {
	row := systable.Fields{
		"noticed_at": v.At, "relation": nil, "resource": v.Resource, "id": v.ID, "position": int64(v.Position),
		"reason": nil, "ours": versionValue(v.Journal),
	}
	if v.Reason != "" {
		row["reason"] = v.Reason
	}
	for _, t := range env.Catalog.Tables() {
		if t.Resource == v.Resource {
			row["relation"] = t.OID
		}
	}
	return row
}

// versionValue is a version of a row as jsonb, NULL of none.
func versionValue(fields map[string]string) types.Value {
	if fields == nil {
		return types.Null
	}
	text, err := json.Marshal(fields)
	if err != nil {
		return types.Null // texts always have a form
	}
	v, _ := types.ParseText(types.JSONB, types.NoTypmod, string(text), nil)
	return v
}
