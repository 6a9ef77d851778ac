package pgcatalog

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
)

// viewText is the query of a view as pg_get_viewdef gives it. pg_dump cuts
// off the semicolon.
func viewText(v *catalog.View) string {
	return " " + strings.TrimRight(strings.TrimSpace(v.Query), "; \n") + ";"
}

// indexText is the CREATE INDEX of an index, or its column at a place from 1;
// "" if there is none.
func indexText(x *index, column int) string {
	if column > len(x.keys) {
		return ""
	}
	if column > 0 {
		return functions.QuoteIdent(x.table.Columns[x.keys[column-1]].Name)
	}
	create := "CREATE INDEX "
	if x.unique {
		create = "CREATE UNIQUE INDEX "
	}
	return create + functions.QuoteIdent(x.name) + " ON " + qualified(x.table.Schema, x.table.Name) +
		" USING btree " + columnList(x.table, x.keys)
}

func columnList(t *catalog.Table, columns []int) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = functions.QuoteIdent(t.Columns[c].Name)
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// actions are the words for a foreign key's letters; NO ACTION is not written.
var actions = map[byte]string{'r': "RESTRICT", 'c': "CASCADE", 'n': "SET NULL", 'd': "SET DEFAULT"}

// constraintText is a constraint as ALTER TABLE ADD takes it.
func constraintText(env *systable.Env, c *catalog.Constraint) string {
	t := tableOf(env.Catalog, c)
	switch {
	case t == nil:
		return ""
	case c.Kind == catalog.PrimaryKey:
		return "PRIMARY KEY " + columnList(t, c.Columns)
	case c.Kind == catalog.Unique:
		return "UNIQUE " + columnList(t, c.Columns)
	case c.Kind == catalog.Check:
		return "CHECK (" + parenthesized(c.Expr) + ")" + validity(c)
	}
	to, ok := env.Catalog.ByOID(c.RefTable).(*catalog.Table)
	if !ok {
		return ""
	}
	text := "FOREIGN KEY " + columnList(t, c.Columns) + " REFERENCES " + visible(env, to.Schema, to.Name) + columnList(to, c.RefColumns)
	if word := actions[c.OnUpdate]; word != "" {
		text += " ON UPDATE " + word
	}
	if word := actions[c.OnDelete]; word != "" {
		text += " ON DELETE " + word
	}
	return text + validity(c)
}

func validity(c *catalog.Constraint) string {
	if c.NotValid {
		return " NOT VALID"
	}
	return ""
}

// parenthesized puts an expression into parentheses unless one pair already
// holds all of it.
func parenthesized(expr string) string {
	if !strings.HasPrefix(expr, "(") || !strings.HasSuffix(expr, ")") {
		return "(" + expr + ")"
	}
	depth := 0
	for i, c := range expr {
		switch c {
		case '\'', '"':
			return "(" + expr + ")"
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 && i < len(expr)-1 {
			return "(" + expr + ")"
		}
	}
	return expr
}

// tableOf is the table of a constraint.
func tableOf(s *catalog.Snapshot, c *catalog.Constraint) *catalog.Table {
	for _, t := range s.Tables() {
		for _, other := range t.Constraints {
			if other == c {
				return t
			}
		}
	}
	return nil
}

// arguments are the parameters of a function as pg_get_function_arguments
// lists them, without defaults.
func (p *proc) arguments() string {
	names := p.parameterNames()
	var list []string
	add := func(mode, typ string) {
		text := mode
		if i := len(list); i < len(names) && names[i] != "" {
			text += functions.QuoteIdent(names[i]) + " "
		}
		list = append(list, text+typ)
	}
	for i, t := range p.args {
		mode := ""
		if p.variadic && i == len(p.args)-1 {
			mode = "VARIADIC "
		}
		add(mode, t.SQLName)
	}
	for _, c := range p.columns {
		add("OUT ", c.Type.SQLName)
	}
	if p.sort == 'o' {
		direct := strings.Join(list[:p.direct], ", ")
		return strings.TrimPrefix(direct+" ORDER BY "+strings.Join(list[p.direct:], ", "), " ")
	}
	return strings.Join(list, ", ")
}

func (p *proc) resultText() string {
	if p.set {
		return "SETOF " + p.result.SQLName
	}
	return p.result.SQLName
}
