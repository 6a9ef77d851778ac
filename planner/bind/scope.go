package bind

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// scope is the row that FROM makes: its items with their columns by name.
type scope struct {
	entries []*entry
	columns []scopeColumn // what * means and unqualified names find
	width   int           // columns of the row
}

// entry is one item of FROM under its name.
type entry struct {
	schema  string // of a table that was not given an alias
	name    string
	columns []scopeColumn
	hidden  []scopeColumn // system columns: found by name, not in *
	table   *catalog.Table
	// relation is the table or view that the item is, 0 if it is none.
	relation types.OID
	origin   string // name of that relation
	bar      bar    // why an item to the right may not read it
	// nullable is set where an outer join may find no row for the item.
	nullable bool
}

// bar is a reason why a lateral item may not read what is to its left.
type bar uint8

const (
	open      bar = iota
	outerSide     // the row may be missing when the item is evaluated: RIGHT and FULL JOIN
	changed       // the table that UPDATE or DELETE changes
)

// scopeColumn is a name for an expression over the row.
type scopeColumn struct {
	name string
	expr expr.Expr
	from *entry // nil for a column that USING merged
}

// newEntry makes the scope of one FROM item whose row is cols.
func newEntry(name string, cols plan.Schema, visible int) *scope {
	e := &entry{name: name}
	for i := range cols {
		c := scopeColumn{name: cols[i].Name, expr: cols.Ref(i), from: e}
		if i < visible {
			e.columns = append(e.columns, c)
		} else {
			e.hidden = append(e.hidden, c)
		}
	}
	return &scope{entries: []*entry{e}, columns: e.columns, width: len(cols)}
}

// beside appends the row of right to that of s. The result shares nothing
// that a later change could touch.
func (s *scope) beside(right *scope) *scope {
	moved := right.shift(s.width)
	return &scope{
		entries: append(append([]*entry{}, s.entries...), moved.entries...),
		columns: append(append([]scopeColumn{}, s.columns...), moved.columns...),
		width:   s.width + right.width,
	}
}

// shift returns s for a row that stands offset columns further right.
func (s *scope) shift(offset int) *scope {
	move := func(i int) int { return i + offset }
	shifted := map[*entry]*entry{}
	moveAll := func(cols []scopeColumn) []scopeColumn {
		out := make([]scopeColumn, len(cols))
		for i, c := range cols {
			out[i] = scopeColumn{c.name, expr.MapColumns(c.expr, move), shifted[c.from]}
		}
		return out
	}
	out := &scope{width: s.width}
	for _, e := range s.entries {
		copied := *e
		shifted[e] = &copied
		out.entries = append(out.entries, &copied)
	}
	for i, e := range s.entries {
		out.entries[i].columns, out.entries[i].hidden = moveAll(e.columns), moveAll(e.hidden)
	}
	out.columns = moveAll(s.columns)
	return out
}

// barred is s as a lateral item sees it that may not read it.
func (s *scope) barred(why bar) *scope {
	out := s.shift(0)
	for _, e := range out.entries {
		e.bar = why
	}
	return out
}

// optional is s on a side of an outer join that may find no row.
func (s *scope) optional() *scope {
	out := s.shift(0)
	for _, e := range out.entries {
		e.nullable = true
	}
	return out
}

// entry finds the FROM items of a name, which is qualified or not.
func (s *scope) entry(schema, name string) (found *entry, ambiguous bool) {
	for _, e := range s.entries {
		if e.name != name || schema != "" && e.schema != schema {
			continue
		}
		if found != nil {
			return found, true
		}
		found = e
	}
	return found, false
}

// column finds the columns of an unqualified name among the visible ones,
// then among the system columns.
func (s *scope) column(name string) (found []scopeColumn) {
	if found = named(s.columns, name); len(found) > 0 {
		return found
	}
	for _, e := range s.entries {
		found = append(found, named(e.hidden, name)...)
	}
	return found
}

// column finds a column of one item.
func (e *entry) column(name string) (found []scopeColumn) {
	if found = named(e.columns, name); len(found) > 0 {
		return found
	}
	return named(e.hidden, name)
}

// named finds columns by name: exactly, or, where s3db.js named an attribute
// in mixed case, as the only one that differs in case.
func named(cols []scopeColumn, name string) []scopeColumn {
	var exact, folded []scopeColumn
	unquoted := strings.ToLower(name) == name // it may be; with upper case it is not
	for _, c := range cols {
		switch {
		case c.name == name:
			exact = append(exact, c)
		case unquoted && strings.EqualFold(c.name, name):
			folded = append(folded, c)
		}
	}
	if len(exact) > 0 || len(folded) != 1 {
		return exact
	}
	return folded
}
