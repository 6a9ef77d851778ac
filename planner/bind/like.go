package bind

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// like copies the columns of another table, and what INCLUDING names of its
// defaults, constraints and indexes. Keys and indexes get names of their own.
func (n *newTable) like(l *parser.LikeTable) error {
	from, err := n.storedTable(l.Table)
	if err != nil {
		return err
	}
	offset := len(n.table.Columns)
	for _, c := range from.Columns {
		if n.table.Column(c.Name) >= 0 {
			return pgerr.Newf(pgerr.DuplicateColumn, "column %q specified more than once", c.Name)
		}
		n.table.Columns = append(n.table.Columns, n.likeColumn(c, l.Include))
	}
	if l.Include&parser.IncludeConstraints != 0 {
		n.likeChecks(from, offset)
	}
	if l.Include&parser.IncludeIndexes != 0 {
		n.likeKeys(from, l)
		n.likeIndexes(from, offset)
	}
	return nil
}

func (n *newTable) likeColumn(c *catalog.Column, include parser.LikeInclude) *catalog.Column {
	copied := &catalog.Column{Name: c.Name, Number: n.nextNumber(), Type: c.Type, Typmod: c.Typmod, NotNull: c.NotNull}
	if include&parser.IncludeDefaults != 0 {
		copied.Default = c.Default
	}
	if include&parser.IncludeGenerated != 0 {
		copied.Generated = c.Generated
	}
	if include&parser.IncludeIdentity != 0 && c.Identity != 0 {
		copied.Identity = c.Identity
		n.ownSequence(copied, nil)
	}
	return copied
}

// likeChecks copies the checks, whose texts name columns.
func (n *newTable) likeChecks(from *catalog.Table, offset int) {
	for _, k := range from.Constraints {
		if k.Kind == catalog.Check {
			n.table.Constraints = append(n.table.Constraints,
				&catalog.Constraint{Name: k.Name, Kind: k.Kind, Columns: shifted(k.Columns, offset), Expr: k.Expr})
		}
	}
}

// likeKeys asks for the primary key and the unique constraints.
func (n *newTable) likeKeys(from *catalog.Table, l *parser.LikeTable) {
	kinds := map[catalog.ConstraintKind]parser.ConstraintKind{
		catalog.PrimaryKey: parser.PrimaryKey, catalog.Unique: parser.UniqueConstraint,
	}
	for _, k := range from.Constraints {
		if kind, ok := kinds[k.Kind]; ok {
			n.pending = append(n.pending, &parser.Constraint{Loc: l.Loc, Kind: kind, Columns: namesOf(from, k.Columns)})
		}
	}
}

// likeIndexes copies the partitions that no constraint made and whose fields
// are columns.
func (n *newTable) likeIndexes(from *catalog.Table, offset int) {
	for _, p := range from.Partitions {
		made := slices.ContainsFunc(from.Constraints, func(k *catalog.Constraint) bool { return k.Name == p.Name })
		nested := slices.ContainsFunc(p.Fields, func(f catalog.PartitionField) bool { return f.Column < 0 })
		if made || nested {
			continue
		}
		copied := &catalog.Partition{Unique: p.Unique, Trusted: true}
		var names []string
		for _, f := range p.Fields {
			copied.Fields = append(copied.Fields, catalog.PartitionField{Column: f.Column + offset, Rule: f.Rule})
			names = append(names, from.Columns[f.Column].Name)
		}
		copied.Name = n.constraintName("", n.table.Name+"_"+strings.Join(names, "_")+"_idx")
		n.table.Partitions = append(n.table.Partitions, copied)
	}
}

func namesOf(t *catalog.Table, columns []int) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = t.Columns[c].Name
	}
	return names
}

func shifted(columns []int, by int) []int {
	moved := make([]int, len(columns))
	for i, c := range columns {
		moved[i] = c + by
	}
	return moved
}
