package random

import (
	"fmt"
	"strings"
)

// stored are the relations that are tables, those that changes are about.
var stored = relations[:4]

// change returns a statement that changes one table.
func (g *generator) change() string {
	r := stored[g.n(len(stored))]
	switch g.n(4) {
	case 0:
		return g.insert(r)
	case 1:
		return g.delete(r)
	}
	return g.update(r)
}

// insert adds rows of a query, in an order of their own where a conflict
// depends on it.
func (g *generator) insert(r relation) string {
	f := g.from(1)
	list := make([]string, len(r.columns))
	for i, c := range r.columns {
		list[i] = g.scalar(c.kind, f.columns, 1)
	}
	if r.columns[0].kind == integer {
		list[0] = fmt.Sprintf("%d + %s", 30+g.n(40), list[0])
	}
	conflict := g.one("", " ON CONFLICT DO NOTHING", " ON CONFLICT ("+r.key+") DO NOTHING")
	if g.n(3) == 0 {
		c := r.columns[len(r.columns)-1]
		conflict = fmt.Sprintf(" ON CONFLICT (%s) DO UPDATE SET %s = coalesce(excluded.%s, %s)", r.key, c.name, c.name, g.constant(c.kind))
	}
	return fmt.Sprintf("INSERT INTO %s SELECT DISTINCT ON (%s) %s FROM %s WHERE %s ORDER BY %s LIMIT 20%s",
		r.name, ordinals(r.keys()), strings.Join(list, ", "), f.sql, g.predicate(f.columns, 2), ordinals(len(list)), conflict)
}

// ordinals is 1, 2, ... n.
func ordinals(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint(i + 1)
	}
	return strings.Join(list, ", ")
}

func (g *generator) update(r relation) string {
	columns, from := g.plain(r), ""
	where := g.predicate(columns, 2)
	if g.n(3) == 0 {
		// One row for each key: which of several would count is not defined.
		from = " FROM (SELECT a_id, min(y) AS y, max(t) AS t FROM b GROUP BY a_id) AS f"
		where = g.columnOf(integer, columns) + " = f.a_id"
		columns = append(columns, column{"f.y", integer}, column{"f.t", text})
	}
	var set []string
	for _, c := range r.columns[g.n(len(r.columns)):] {
		set = append(set, c.name+" = "+g.scalar(c.kind, columns, 1))
		if g.n(2) == 0 {
			break
		}
	}
	return fmt.Sprintf("UPDATE %s SET %s%s WHERE %s", r.name, strings.Join(set, ", "), from, where) + g.returning(r)
}

func (g *generator) delete(r relation) string {
	return fmt.Sprintf("DELETE FROM %s WHERE %s", r.name, g.predicate(g.plain(r), 2)) + g.returning(r)
}

// plain are the columns of a table under its own name.
func (g *generator) plain(r relation) []column {
	columns := make([]column, len(r.columns))
	for i, c := range r.columns {
		columns[i] = column{r.name + "." + c.name, c.kind}
	}
	return columns
}

func (g *generator) returning(r relation) string {
	if g.n(3) > 0 {
		return ""
	}
	return " RETURNING " + g.scalar(integer, g.plain(r), 1) + ", " + g.scalar(text, g.plain(r), 0)
}
