package catalog

import "slices"

// byVersion is the partition that s3db.js gives a resource with versioning. Its
// field is no column: the version under which a record was written.
var byVersion = &Partition{
	Name: "byVersion", Key: "byVersion", Trusted: true,
	Fields: []PartitionField{{Column: -1, Path: "_v", Rule: "string"}},
}

// ByVersion returns the partition that finds the rows of a version, nil if the
// table is without versioning. It is none of Partitions, for SQL has no index
// on what is no column.
func (t *Table) ByVersion() *Partition {
	if t.Options.Versioning {
		return byVersion
	}
	return nil
}

// versioned reports whether a resource has versioning: s3db.js keeps no other
// trace of it than the partition.
func versioned(r *Resource) bool {
	p := r.Partition(byVersion.Key)
	return p != nil && slices.Equal(p.Fields, []FieldRule{{byVersion.Fields[0].Path, byVersion.Fields[0].Rule}})
}

// retype gives the columns of a table that s3db.js defined the types of its
// newest version, where they still have that of an older one.
func retype(t *Table, r *Resource) {
	for i, c := range t.Columns {
		rule, ok := r.Current().Attributes.Leaf(c.Attribute)
		now, typmod := FoundType(r.Dialect, rule)
		if !ok || c.Type == now {
			continue
		}
		had := func(v *Version) bool {
			rule, ok := v.Attributes.Leaf(c.Attribute)
			was, _ := FoundType(r.Dialect, rule)
			return ok && c.Type == was
		}
		if slices.ContainsFunc(r.Versions, had) {
			retyped := *c
			retyped.Type, retyped.Typmod = now, typmod
			t.Columns[i] = &retyped
		}
	}
}
