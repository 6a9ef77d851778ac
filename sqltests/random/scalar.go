package random

import "fmt"

// scalar returns an expression of a kind over columns.
func (g *generator) scalar(k kind, in []column, depth int) string {
	if c := g.columnOf(k, in); c != "" && g.n(4) > 0 {
		return c
	}
	if depth <= 0 || g.n(3) == 0 {
		return g.constant(k)
	}
	sub := func(k kind) string { return g.scalar(k, in, depth-1) }
	switch g.n(4) {
	case 0:
		return fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", g.predicate(in, depth-1), sub(k), sub(k))
	case 1:
		return fmt.Sprintf("coalesce(%s, %s)", sub(k), sub(k))
	}
	switch k {
	case integer:
		return g.one(
			fmt.Sprintf("(%s %s %s)", sub(integer), g.one("+", "-", "*"), g.constant(integer)),
			fmt.Sprintf("length(%s)", sub(text)),
			fmt.Sprintf("(%s - %s)", sub(date), g.constant(date)),
			fmt.Sprintf("nullif(%s, %s)", sub(integer), g.constant(integer)),
		)
	case text:
		return g.one(
			fmt.Sprintf("(%s || %s)", sub(text), sub(text)),
			fmt.Sprintf("upper(%s)", sub(text)),
			fmt.Sprintf("%s::text", sub(integer)),
			fmt.Sprintf("substr(%s, 2)", sub(text)),
		)
	case numeric:
		return g.one(fmt.Sprintf("(%s + %s)", sub(numeric), sub(integer)), fmt.Sprintf("round(%s)", sub(numeric)))
	case date:
		return fmt.Sprintf("(%s + %s)", sub(date), g.constant(integer))
	}
	return fmt.Sprintf("(%s)", g.predicate(in, depth-1))
}

// columnOf names a column of a kind, "" if there is none.
func (g *generator) columnOf(k kind, in []column) string {
	var names []string
	for _, c := range in {
		if c.kind == k {
			names = append(names, c.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return g.one(names...)
}

func (g *generator) constant(k kind) string {
	if g.n(12) == 0 {
		return "NULL::" + [...]string{"int", "text", "numeric", "date", "bool"}[k]
	}
	switch k {
	case integer:
		return fmt.Sprint(g.n(9))
	case text:
		return g.one("'t1'", "'t2'", "'t4'", "'k7'", "'v3'", "''")
	case numeric:
		return g.one("1.5", "0", "3.0", "4.25")
	case date:
		return g.one("date '2024-01-03'", "date '2024-01-05'", "date '2023-12-31'")
	}
	return g.one("true", "false")
}
