package bind

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Refusal is a query that finds rows which a new constraint does not allow.
type Refusal struct {
	Query string
	Err   *pgerr.Error
	// Detail makes the detail of Err from the text that the row has; nil if
	// there is none.
	Detail func(text string) string
	Tables []*catalog.Table // that must not change until the commit
}

// refusals makes the statement fail if a stored row does not satisfy what is
// new or is about a column that is.
func (a *alteration) refusals() error {
	for _, c := range a.table.Columns {
		old := a.oldColumn(c.Number)
		if c.NotNull && (old == nil || !old.NotNull) {
			a.refuseNulls(c)
		}
	}
	for _, c := range a.table.Constraints {
		if c.NotValid || slices.Contains(a.old.Constraints, c) && !a.concerned(c) {
			continue
		}
		switch c.Kind {
		case catalog.Check:
			a.refuseViolations(c)
		case catalog.ForeignKey:
			a.refuseOrphans(a.table, a.referencedBy(c), c.Name, c.Columns, c.RefColumns)
		}
	}
	return nil
}

func (a *alteration) oldColumn(number int16) *catalog.Column {
	for _, c := range a.old.Columns {
		if c.Number == number {
			return c
		}
	}
	return nil
}

// concerned reports whether a constraint is about a column that gets new
// values.
func (a *alteration) concerned(c *catalog.Constraint) bool {
	return slices.ContainsFunc(c.Columns, func(i int) bool { return a.values[a.table.Columns[i].Number] != nil })
}

func (a *alteration) refuse(query string, err *pgerr.Error, tables ...*catalog.Table) {
	a.def.Refuse = append(a.def.Refuse, Refusal{Query: query, Err: err, Tables: tables})
}

func (a *alteration) refuseNulls(c *catalog.Column) {
	e := pgerr.Newf(pgerr.NotNullViolation, "column %q of relation %q contains null values", c.Name, a.table.Name)
	e.Schema, e.Table, e.Column = a.table.Schema, a.table.Name, c.Name
	a.refuse("SELECT 1 FROM "+sqlName(a.table)+" WHERE "+quoteName(c.Name)+" IS NULL LIMIT 1", e, a.table)
}

func (a *alteration) refuseViolations(c *catalog.Constraint) {
	e := pgerr.Newf(pgerr.CheckViolation, "check constraint %q of relation %q is violated by some row", c.Name, a.table.Name)
	e.Schema, e.Table, e.Constraint = a.table.Schema, a.table.Name, c.Name
	a.refuse("SELECT 1 FROM "+sqlName(a.table)+" WHERE NOT ("+c.Expr+") LIMIT 1", e, a.table)
}

// refuseOrphans makes the statement fail if a row of from refers to none.
func (a *alteration) refuseOrphans(from, to *catalog.Table, name string, columns, refColumns []int) {
	join, known, values := "", "", ""
	for i, col := range columns {
		column := "f." + quoteName(from.Columns[col].Name)
		if i > 0 {
			join, known, values = join+" AND ", known+" AND ", values+" || ', ' || "
		}
		join += "t." + quoteName(to.Columns[refColumns[i]].Name) + " = " + column
		known += column + " IS NOT NULL"
		values += column + "::text"
	}
	e := pgerr.Newf(pgerr.ForeignKeyViolation, "insert or update on table %q violates foreign key constraint %q", from.Name, name)
	e.Schema, e.Table, e.Constraint = from.Schema, from.Name, name
	a.refuse("SELECT "+values+" FROM "+sqlName(from)+" f WHERE "+known+" AND NOT EXISTS (SELECT 1 FROM "+
		sqlName(to)+" t WHERE "+join+") LIMIT 1", e, from, to)
	a.def.Refuse[len(a.def.Refuse)-1].Detail = func(key string) string {
		return fmt.Sprintf("Key (%s)=(%s) is not present in table %q.", strings.Join(namesOf(from, columns), ", "), key, to.Name)
	}
}

func sqlName(t *catalog.Table) string { return quoteName(t.Schema) + "." + quoteName(t.Name) }
