package random

import (
	"fmt"
	"math/rand"
	"strings"
)

// generator makes queries. Aliases are never used twice in one.
type generator struct {
	random  *rand.Rand
	aliases int
}

func newGenerator(seed int64) *generator { return &generator{random: rand.New(rand.NewSource(seed))} }

// n returns a number from 0 to limit-1.
func (g *generator) n(limit int) int { return g.random.Intn(limit) }

// one returns one of the choices.
func (g *generator) one(choices ...string) string { return choices[g.n(len(choices))] }

func (g *generator) alias() string {
	g.aliases++
	return fmt.Sprintf("r%d", g.aliases)
}

// source is what stands in FROM, and what can be named of it.
type source struct {
	sql     string
	columns []column
}

// query returns a query whose answer is a set of rows: where it has a LIMIT,
// all columns are in its order.
func (g *generator) query(depth int) (sql string, columns []column) {
	if depth > 0 && g.n(8) == 0 {
		return g.setOperation(depth)
	}
	f := g.from(depth)
	where := ""
	if g.n(4) > 0 {
		where = " WHERE " + g.predicate(f.columns, depth)
	}
	if g.n(4) == 0 {
		return g.grouped(f, where, depth)
	}
	columns = g.targets()
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = g.scalar(c.kind, f.columns, 1) + " AS " + c.name
	}
	sql = "SELECT " + g.one("", "", "", "DISTINCT ") + strings.Join(list, ", ") + " FROM " + f.sql + where
	return sql + g.limit(len(list)), columns
}

// targets are the columns of a query to be.
func (g *generator) targets() []column {
	list := make([]column, 1+g.n(3))
	for i := range list {
		list[i] = column{fmt.Sprintf("o%d", i+1), kind(g.n(int(kinds)))}
	}
	return list
}

func (g *generator) limit(columns int) string {
	if g.n(6) > 0 {
		return ""
	}
	order := make([]string, columns)
	for i := range order {
		order[i] = fmt.Sprint(i+1) + g.one("", " DESC", " NULLS FIRST")
	}
	return fmt.Sprintf(" ORDER BY %s LIMIT %d OFFSET %d", strings.Join(order, ", "), 1+g.n(9), g.n(3))
}

// grouped returns a query with aggregates.
func (g *generator) grouped(f source, where string, depth int) (sql string, columns []column) {
	var keys, list []string
	for range g.n(3) {
		k := kind(g.n(int(kinds)))
		c := g.columnOf(k, f.columns)
		if c == "" {
			continue
		}
		columns = append(columns, column{fmt.Sprintf("o%d", len(columns)+1), k})
		keys, list = append(keys, c), append(list, c)
	}
	list = append(list, g.aggregate(f), "count(*)::int")
	columns = append(columns, column{fmt.Sprintf("o%d", len(columns)+1), integer}, column{fmt.Sprintf("o%d", len(columns)+2), integer})
	for i := range list {
		list[i] += " AS " + columns[i].name
	}
	sql = "SELECT " + strings.Join(list, ", ") + " FROM " + f.sql + where
	if len(keys) > 0 {
		sql += " GROUP BY " + g.one("", "", "ROLLUP ", "CUBE ") + "(" + strings.Join(keys, ", ") + ")"
	}
	if g.n(4) == 0 {
		sql += " HAVING count(*) " + g.comparison() + " " + fmt.Sprint(g.n(6))
	}
	return sql, columns
}

func (g *generator) aggregate(f source) string {
	call := g.one(
		fmt.Sprintf("count(%s%s)", g.one("", "DISTINCT "), g.scalar(text, f.columns, 0)),
		fmt.Sprintf("sum(%s%s)", g.one("", "DISTINCT "), g.scalar(integer, f.columns, 0)),
		fmt.Sprintf("max(%s)", g.scalar(integer, f.columns, 1)),
	)
	if g.n(4) == 0 {
		call += " FILTER (WHERE " + g.simple(f.columns, 0) + ")"
	}
	return "(" + call + ")::int"
}

func (g *generator) setOperation(depth int) (sql string, columns []column) {
	columns = g.targets()
	part := func() string {
		f := g.from(depth - 1)
		list := make([]string, len(columns))
		for i, c := range columns {
			list[i] = g.scalar(c.kind, f.columns, 1) + " AS " + c.name
		}
		return "(SELECT " + strings.Join(list, ", ") + " FROM " + f.sql + " WHERE " + g.predicate(f.columns, depth-1) + ")"
	}
	op := g.one("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "EXCEPT ALL", "INTERSECT ALL")
	return part() + " " + op + " " + part() + g.limit(len(columns)), columns
}

// from returns what a query reads.
func (g *generator) from(depth int) source {
	if depth <= 0 || g.n(3) == 0 {
		return g.table()
	}
	left := g.item(depth)
	for range 1 + g.n(2) {
		left = g.join(left, depth)
	}
	return left
}

func (g *generator) join(left source, depth int) source {
	if g.n(6) == 0 {
		right := g.lateral(left, depth-1)
		sql := g.one(" CROSS JOIN LATERAL "+right.sql, " LEFT JOIN LATERAL "+right.sql+" ON true")
		return source{left.sql + sql, both(left, right)}
	}
	right := g.item(depth)
	columns := both(left, right)
	kind := g.one("JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN")
	if kind == "CROSS JOIN" {
		return source{left.sql + " CROSS JOIN " + right.sql, columns}
	}
	on := g.equality(left, right)
	if kind != "FULL JOIN" && g.n(3) == 0 {
		on += " AND " + g.predicate(columns, depth-1)
	}
	return source{fmt.Sprintf("%s %s %s ON %s", left.sql, kind, right.sql, on), columns}
}

func both(left, right source) []column {
	return append(left.columns[:len(left.columns):len(left.columns)], right.columns...)
}

// equality ties two sources by columns of one kind.
func (g *generator) equality(left, right source) string {
	for range 8 {
		k := g.comparable()
		l, r := g.columnOf(k, left.columns), g.columnOf(k, right.columns)
		if l != "" && r != "" {
			return l + " = " + r
		}
	}
	return "true"
}

// item returns one item of FROM.
func (g *generator) item(depth int) source {
	if depth <= 0 || g.n(4) > 0 {
		return g.table()
	}
	sql, columns := g.query(depth - 1)
	return named(g.alias(), "("+sql+")", columns)
}

func (g *generator) table() source {
	if g.n(12) == 0 {
		return named(g.alias(), g.one("generate_series(1, 6)", "(VALUES (1), (4), (NULL))"), []column{{"v", integer}})
	}
	r := relations[g.n(len(relations))]
	return named(g.alias(), r.name, r.columns)
}

// lateral returns a subquery that sees what stands to its left.
func (g *generator) lateral(left source, depth int) source {
	f := g.table()
	columns := g.targets()
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = g.scalar(c.kind, both(f, left), 1)
	}
	sql := "(SELECT " + strings.Join(list, ", ") + " FROM " + f.sql + " WHERE " + g.meeting(f.columns, left.columns, max(depth, 0)) + ")"
	return named(g.alias(), sql, columns)
}

// named gives a source an alias and its columns names of their own.
func named(alias, sql string, columns []column) source {
	s := source{}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
		s.columns = append(s.columns, column{alias + "." + c.name, c.kind})
	}
	s.sql = fmt.Sprintf("%s AS %s (%s)", sql, alias, strings.Join(names, ", "))
	return s
}
