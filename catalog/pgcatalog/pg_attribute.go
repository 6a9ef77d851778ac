package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgAttribute() *systable.Table {
	return table(1249, "pg_attribute", `
		attrelid oid, attname name, atttypid oid, attstattarget int4 = -1, attlen int2, attnum int2, attndims int4 = 0,
		attcacheoff int4 = -1, atttypmod int4, attbyval bool, attalign char, attstorage char, attcompression char = '',
		attnotnull bool = f, atthasdef bool = f, atthasmissing bool = f, attidentity char = '', attgenerated char = '',
		attisdropped bool = f, attislocal bool = t, attinhcount int4 = 0, attcollation oid, attacl _aclitem,
		attoptions _text, attfdwoptions _text, attmissingval anyarray`, attributes).Fixed(systemAttributes)
}

func systemAttributes(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.System.Tables() {
		for i, c := range t.Columns {
			add(attribute(t.OID, i+1, c.Name, c.Type, c.Typmod))
		}
	}
}

func attributes(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env.Catalog) {
		for _, c := range r.columns {
			row := attribute(r.oid, int(c.Number), c.Name, c.Type, c.Typmod)
			row["attnotnull"] = c.NotNull
			row["atthasdef"] = defaultText(c) != ""
			row["attidentity"] = c.Identity
			if c.Generated != "" {
				row["attgenerated"] = "s"
			}
			add(row)
		}
	}
}

// attribute is the row of a column without constraints.
func attribute(relation types.OID, number int, name string, t *types.Type, typmod int32) systable.Fields {
	storage := storageOf(t)
	row := systable.Fields{
		"attrelid": relation, "attname": name, "atttypid": t.OID, "attlen": t.Len, "attnum": number,
		"atttypmod": typmod, "attbyval": storage.byValue, "attalign": storage.align, "attstorage": storage.storage,
		"attcollation": storage.collation,
	}
	if t.IsArray() && t.Category == types.CategoryArray && t.Name[0] == '_' {
		row["attndims"] = 1
	}
	return row
}

// defaultText is the SQL text of a default or of a generated column. That of
// an identity column is not shown, as it is the sequence.
func defaultText(c *catalog.Column) string {
	switch {
	case c.Generated != "":
		return c.Generated
	case c.Identity != 0:
		return ""
	}
	return c.Default
}
