package parser

import (
	"fmt"
	"strconv"
	"strings"
)

// Deparse is SQL text that parses to the tree again: of a *Query, an
// expression, a *TypeName, or a command that changes rows. Like PostgreSQL's own
// it puts operators in parentheses and writes the standard's type names.
//
// Other commands have no text; Deparse gives them the name of their type.
func Deparse(n Node) string {
	var d deparser
	switch n := n.(type) {
	case *Query:
		d.query(n)
	case Stmt:
		d.dml(n)
	case Expr:
		d.expr(n)
	case *TypeName:
		d.typeName(n)
	default:
		d.printf("%T", n)
	}
	return d.String()
}

// deparser writes the text of trees.
type deparser struct{ strings.Builder }

func (d *deparser) printf(format string, args ...any) { fmt.Fprintf(d, format, args...) }

func (d *deparser) write(parts ...string) {
	for _, p := range parts {
		d.WriteString(p)
	}
}

// list writes items with commas between them.
func list[T any](d *deparser, items []T, write func(T)) {
	for i, item := range items {
		if i > 0 {
			d.write(", ")
		}
		write(item)
	}
}

// bracketed writes prefix (items) unless there are none.
func bracketed[T any](d *deparser, prefix string, items []T, write func(T)) {
	if len(items) == 0 {
		return
	}
	d.write(prefix, "(")
	list(d, items, write)
	d.write(")")
}

// clause writes a keyword and items unless there are none.
func clause[T any](d *deparser, keyword string, items []T, write func(T)) {
	if len(items) == 0 {
		return
	}
	d.write(keyword)
	list(d, items, write)
}

func (d *deparser) exprs(items []Expr) { list(d, items, d.expr) }

// optional writes a keyword and an expression unless it is absent.
func (d *deparser) optional(keyword string, e Expr) {
	if e != nil {
		d.write(keyword)
		d.expr(e)
	}
}

func (d *deparser) ident(name string) { d.write(QuoteIdent(name)) }

func (d *deparser) name(n QualifiedName) {
	for _, qualifier := range [...]string{n.Catalog, n.Schema} {
		if qualifier != "" {
			d.ident(qualifier)
			d.write(".")
		}
	}
	d.ident(n.Name)
}

func (d *deparser) alias(a *Alias) {
	if a == nil {
		return
	}
	d.write(" AS ")
	d.ident(a.Name)
	bracketed(d, "", a.Columns, d.ident)
}

// QuoteIdent is name as SQL has to spell it: in double quotes unless it is
// lower case and no keyword that means something where a name may stand.
func QuoteIdent(name string) string {
	if plainIdent(name) && !reserved[name] {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

func plainIdent(name string) bool {
	for i, c := range []byte(name) {
		lower := c >= 'a' && c <= 'z' || c == '_'
		if !lower && (i == 0 || c != '$' && (c < '0' || c > '9')) {
			return false
		}
	}
	return name != ""
}

// QuoteLiteral is text as a string constant. Text with a backslash is written
// with escapes, so that it means the same under any
// standard_conforming_strings.
func QuoteLiteral(text string) string {
	text = strings.ReplaceAll(text, "'", "''")
	if !strings.Contains(text, `\`) {
		return "'" + text + "'"
	}
	return "E'" + strings.ReplaceAll(text, `\`, `\\`) + "'"
}

func (d *deparser) int(n int) { d.write(strconv.Itoa(n)) }
