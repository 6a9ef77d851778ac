package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgAttrdef() *systable.Table {
	return table(2604, "pg_attrdef", `oid oid, adrelid oid, adnum int2, adbin pg_node_tree`, defaults)
}

func defaults(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, c := range t.Columns {
			if text := defaultText(c); text != "" {
				add(systable.Fields{"oid": attrdefOID(t, c), "adrelid": t.OID, "adnum": c.Number, "adbin": text})
			}
		}
	}
}

// attrdefOID is the OID of a column's default: unique as long as a table has
// fewer than 2048 columns and OIDs are below two million.
func attrdefOID(t *catalog.Table, c *catalog.Column) types.OID {
	return t.OID<<11 | types.OID(c.Number)
}
