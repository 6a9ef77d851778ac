package random

import (
	"fmt"
	"strings"
)

// predicate returns a condition over columns.
func (g *generator) predicate(in []column, depth int) string {
	if depth <= 0 {
		return g.simple(in, 0)
	}
	sub := func() string { return g.predicate(in, depth-1) }
	switch g.n(9) {
	case 0:
		return fmt.Sprintf("(%s AND %s)", sub(), sub())
	case 1:
		return fmt.Sprintf("(%s OR %s)", sub(), sub())
	case 2:
		return fmt.Sprintf("NOT (%s)", sub())
	case 3:
		return g.one("", "NOT ") + fmt.Sprintf("EXISTS (%s)", g.correlated(in, depth-1))
	case 4:
		k := g.comparable()
		return fmt.Sprintf("%s %s (%s)", g.scalar(k, in, 1), g.one("IN", "IN", "NOT IN", "= ANY", "<= ALL"), g.list(k, in, depth-1))
	case 5:
		k := g.comparable()
		return fmt.Sprintf("%s %s (%s)", g.scalar(k, in, 1), g.comparison(), g.single(k, in, depth-1))
	}
	return g.simple(in, depth)
}

// simple returns a condition without subqueries.
func (g *generator) simple(in []column, depth int) string {
	k := g.comparable()
	e := g.scalar(k, in, depth)
	switch g.n(9) {
	case 0:
		return e + g.one(" IS NULL", " IS NOT NULL")
	case 1:
		return fmt.Sprintf("%s %sIN (%s)", e, g.one("", "NOT "), g.constants(k))
	case 2:
		return fmt.Sprintf("%s BETWEEN %s AND %s", e, g.scalar(k, in, 0), g.scalar(k, in, 0))
	case 3:
		return fmt.Sprintf("%s %sLIKE %s", g.scalar(text, in, depth), g.one("", "NOT "), g.one("'t%'", "'%2'", "'k_'", "'%'", "'t1'"))
	case 4:
		return fmt.Sprintf("%s IS %sDISTINCT FROM %s", e, g.one("", "NOT "), g.scalar(k, in, 0))
	case 5:
		return g.scalar(boolean, in, 0) + g.one("", " IS TRUE", " IS NOT FALSE", " IS UNKNOWN")
	}
	return fmt.Sprintf("%s %s %s", e, g.comparison(), g.scalar(k, in, depth))
}

func (g *generator) comparison() string { return g.one("=", "=", "=", "<>", "<", "<=", ">", ">=") }

func (g *generator) comparable() kind {
	return [...]kind{integer, integer, text, text, numeric, date}[g.n(6)]
}

func (g *generator) constants(k kind) string {
	list := make([]string, 1+g.n(4))
	for i := range list {
		list[i] = g.constant(k)
	}
	return strings.Join(list, ", ")
}

// correlated returns a subquery that sees the columns around it.
func (g *generator) correlated(outer []column, depth int) string {
	f := g.from(depth)
	return "SELECT 1 FROM " + f.sql + " WHERE " + g.meeting(f.columns, outer, depth)
}

// meeting returns a condition that ties inner to outer columns.
func (g *generator) meeting(inner, outer []column, depth int) string {
	k := g.comparable()
	tie := fmt.Sprintf("%s %s %s", g.scalar(k, inner, 0), g.one("=", "=", "=", "<"), g.scalar(k, outer, 0))
	if g.n(2) == 0 {
		return tie
	}
	return tie + g.one(" AND ", " OR ") + g.predicate(append(inner[:len(inner):len(inner)], outer...), depth)
}

// list returns a subquery of one column.
func (g *generator) list(k kind, outer []column, depth int) string {
	f := g.from(depth)
	q := "SELECT " + g.scalar(k, f.columns, 0) + " FROM " + f.sql
	switch g.n(3) {
	case 0:
		return q
	case 1:
		return q + " WHERE " + g.meeting(f.columns, outer, depth)
	}
	return q + " WHERE " + g.predicate(f.columns, depth)
}

// single returns a subquery of one value.
func (g *generator) single(k kind, outer []column, depth int) string {
	f := g.from(depth)
	q := fmt.Sprintf("SELECT %s(%s) FROM %s", g.one("min", "max"), g.scalar(k, f.columns, 0), f.sql)
	if g.n(2) == 0 {
		return q
	}
	return q + " WHERE " + g.meeting(f.columns, outer, depth)
}
