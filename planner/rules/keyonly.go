package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// keyOnly lets a listing answer alone where the columns read are part of the
// keys listed: none or the primary key for a full scan, its own fields too for
// a partition. A full scan of the fields of a partition becomes a listing of it,
// if no row can be missing there: one with a NULL field has no reference.
func keyOnly(a *catalog.Access) {
	if !told(a) {
		return
	}
	switch a.Kind {
	case catalog.ByPartition:
		a.KeyOnly = a.Part.Trusted && covers(a.Table, a.Part, a.Columns)
	case catalog.ByIDPrefix:
		a.KeyOnly = within(a.Columns, a.Table.IDColumns())
	case catalog.Full:
		if within(a.Columns, a.Table.IDColumns()) {
			a.KeyOnly = true
			return
		}
		if len(a.System) > 0 {
			return
		}
		for _, p := range a.Table.Partitions {
			if p.Trusted && covers(a.Table, p, a.Columns) && p.Complete(a.Table, 0) {
				a.Kind, a.Part, a.KeyOnly, a.Begins = catalog.ByPartition, p, true, ""
				return
			}
		}
	}
}

// told reports whether what is listed tells all system columns wanted: records
// some, references the version that they are of.
func told(a *catalog.Access) bool {
	return !slices.ContainsFunc(a.System, func(c catalog.SystemColumn) bool {
		if a.Kind == catalog.ByPartition {
			return c != catalog.RowVersion || a.Part != a.Table.ByVersion()
		}
		return !c.Listed()
	})
}

// covers reports whether columns are all fields of a partition or in the id.
func covers(t *catalog.Table, p *catalog.Partition, columns []int) bool {
	known := slices.Clone(t.IDColumns())
	for _, f := range p.Fields {
		if p.Tells(t, f) {
			known = append(known, f.Column)
		}
	}
	return within(columns, known)
}

func within(columns, among []int) bool {
	return !slices.ContainsFunc(columns, func(c int) bool { return !slices.Contains(among, c) })
}
