package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// stamps are the attributes that the option timestamps adds, with the
// partitions over them.
var stamps = []struct{ attribute, partition string }{
	{catalog.CreatedAt, "byCreatedDate"}, {catalog.UpdatedAt, "byUpdatedDate"},
}

// timestamps adds what the option timestamps asks for: when a row was made and
// last changed, in the attributes and partitions that s3db.js gives such a
// resource. The keys of the partitions tell days.
func (n *newTable) timestamps() {
	for _, stamp := range stamps {
		attribute := stamp.attribute
		at := slices.IndexFunc(n.table.Columns, func(c *catalog.Column) bool { return c.Name == attribute })
		if at < 0 {
			at = len(n.table.Columns)
			n.table.Columns = append(n.table.Columns, &catalog.Column{
				Name: attribute, Number: n.nextNumber(), Type: types.TimestampTZ, Typmod: 3,
			})
		}
		c := n.table.Columns[at]
		c.Attribute = attribute
		if c.Default == "" {
			c.Default = catalog.StampDefault(c.Type)
		}
		n.table.Partitions = append(n.table.Partitions, &catalog.Partition{
			Name: n.constraintName("", n.table.Name+"_"+attribute+"_idx"), Key: stamp.partition,
			Fields:  []catalog.PartitionField{{Column: at, Rule: "date|maxlength:10"}},
			Trusted: !n.table.Options.ExternalWriters,
		})
	}
}

// timestamps adds them to a table that has rows. A column that was renamed to
// one of the names is written anew into the attribute.
func (a *alteration) timestamps() {
	a.newTable.timestamps()
	for _, c := range a.table.Columns {
		if old := a.oldColumn(c.Number); old != nil && old.Attribute != c.Attribute {
			a.rewrites = true
		}
	}
}

// noTimestamps leaves the columns, which are like any others from then on.
func (a *alteration) noTimestamps() {
	a.table.Partitions = slices.DeleteFunc(a.table.Partitions, func(p *catalog.Partition) bool {
		return slices.ContainsFunc(stamps, func(s struct{ attribute, partition string }) bool { return p.Key == s.partition })
	})
}
