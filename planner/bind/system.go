package bind

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// mentioned returns the system columns that a text may read: `_id`, and those
// whose names occur in it. Scans carry no others.
func mentioned(sql string) []catalog.SystemColumn {
	columns := []catalog.SystemColumn{catalog.ID}
	if !strings.Contains(sql, "_") {
		return columns
	}
	folded := strings.ToLower(sql)
	for _, c := range catalog.SystemColumns()[1:] {
		if strings.Contains(folded, strings.ToLower(c.Name())) {
			columns = append(columns, c)
		}
	}
	return columns
}

// systemSchema describes system columns of a table.
func systemSchema(t *catalog.Table, columns []catalog.SystemColumn) plan.Schema {
	cols := make(plan.Schema, len(columns))
	for i, c := range columns {
		cols[i] = plan.Column{Name: c.Name(), Type: c.Type(), Typmod: types.NoTypmod, Table: t.OID}
	}
	return cols
}
