package session

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
)

// actions are the words for the letters of pg_constraint.
var actions = map[byte]string{'r': "RESTRICT", 'c': "CASCADE", 'n': "SET NULL", 'd': "SET DEFAULT"}

// constraintText is a constraint as ALTER TABLE ADD takes it.
func (s *Session) constraintText(c *catalog.Constraint) string {
	t := s.constrained(c)
	if t == nil {
		return ""
	}
	switch c.Kind {
	case catalog.PrimaryKey:
		return "PRIMARY KEY " + columnList(t, c.Columns)
	case catalog.Unique:
		return "UNIQUE " + columnList(t, c.Columns)
	case catalog.Check:
		return "CHECK ((" + c.Expr + "))"
	}
	to, ok := s.Catalog().ByOID(c.RefTable).(*catalog.Table)
	if !ok {
		return ""
	}
	text := "FOREIGN KEY " + columnList(t, c.Columns) + " REFERENCES " +
		s.visibleName(to.Schema, to.Name) + columnList(to, c.RefColumns)
	if word := actions[c.OnUpdate]; word != "" {
		text += " ON UPDATE " + word
	}
	if word := actions[c.OnDelete]; word != "" {
		text += " ON DELETE " + word
	}
	return text
}

// constrained is the table of a constraint.
func (s *Session) constrained(c *catalog.Constraint) *catalog.Table {
	for _, t := range s.Catalog().Tables() {
		for _, other := range t.Constraints {
			if other == c {
				return t
			}
		}
	}
	return nil
}

func columnList(t *catalog.Table, columns []int) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = parser.QuoteIdent(t.Columns[c].Name)
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// indexText is an index as CREATE INDEX makes it, or one of its columns.
// Constraints that have an index share its OID or its name.
func (s *Session) indexText(object any, column int) (string, bool) {
	var t *catalog.Table
	var name string
	var columns []int
	unique := true
	switch o := object.(type) {
	case *catalog.Constraint:
		if o.Kind != catalog.PrimaryKey && o.Kind != catalog.Unique {
			return "", false
		}
		t, name, columns = s.constrained(o), o.Name, o.Columns
	case *catalog.Partition:
		t, name, unique = s.partitioned(o), o.Name, o.Unique
		for _, f := range o.Fields {
			columns = append(columns, f.Column)
		}
	}
	switch {
	case t == nil || column > len(columns):
		return "", false
	case column > 0:
		return parser.QuoteIdent(t.Columns[columns[column-1]].Name), true
	}
	text := "CREATE "
	if unique {
		text += "UNIQUE "
	}
	return text + "INDEX " + parser.QuoteIdent(name) + " ON " + parser.QuoteIdent(t.Schema) + "." +
		parser.QuoteIdent(t.Name) + " USING btree " + columnList(t, columns), true
}

// partitioned is the table of a partition.
func (s *Session) partitioned(p *catalog.Partition) *catalog.Table {
	for _, t := range s.Catalog().Tables() {
		if t.Partition(p.Name) == p {
			return t
		}
	}
	return nil
}
