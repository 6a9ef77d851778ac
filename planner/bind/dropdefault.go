package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// defaults finds the defaults that draw from a sequence which is dropped: they
// go too under CASCADE, and forbid the DROP otherwise.
func (d *dropping) defaults(s *parser.Drop) error {
	for oid := range d.gone {
		if _, ok := d.Catalog.ByOID(oid).(*catalog.Sequence); !ok {
			continue
		}
		for _, t := range d.Catalog.Tables() {
			for _, c := range t.Columns {
				if d.gone[t.OID] || !d.draws(c, oid) {
					continue
				}
				if c.Identity != 0 {
					column := "column " + c.Name + " of table " + t.Name
					return pgerr.Newf(pgerr.DependentObjectsStillExist, "cannot drop sequence %s because %s requires it", d.nameOf(oid), column).
						WithHint("You can drop %s instead.", column)
				}
				what := "default value for column " + c.Name + " of table " + t.Name
				if !d.cascade {
					return d.refuse(s, what)
				}
				d.def.notice(pgerr.SuccessfulCompletion, "drop cascades to %s", what)
				d.drawing[t.OID] = append(d.drawing[t.OID], c.Number)
			}
		}
	}
	return nil
}

func (d *dropping) nameOf(oid types.OID) string {
	_, name, _ := catalog.Identity(d.Catalog.ByOID(oid))
	return name
}

// withoutDefaults takes the defaults away that go.
func (d *dropping) withoutDefaults(draft *catalog.Draft) {
	for oid, numbers := range d.drawing {
		t, ok := draft.ByOID(oid).(*catalog.Table)
		if !ok {
			continue
		}
		changed := copyTable(t)
		for _, c := range changed.Columns {
			if slices.Contains(numbers, c.Number) {
				c.Default, c.Sequence = "", ""
			}
		}
		draft.PutTable(changed)
	}
}
