package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// Change binds INSERT, UPDATE or DELETE.
func Change(env Env, sql string, stmt parser.Stmt) (*plan.Query, error) {
	b := newBinder(env, sql)
	root, err := b.change(&level{correlated: new([]expr.Expr)}, stmt)
	if err != nil {
		return nil, err
	}
	return b.finish(root)
}

// change binds a statement that changes rows, with its WITH.
func (b *binder) change(l *level, stmt parser.Stmt) (plan.Node, error) {
	inner := l.beside()
	var w *parser.With
	var body func() (plan.Node, error)
	switch s := stmt.(type) {
	case *parser.Insert:
		w, body = s.With, func() (plan.Node, error) { return b.insert(inner, s) }
	case *parser.Update:
		w, body = s.With, func() (plan.Node, error) { return b.update(inner, s) }
	case *parser.Delete:
		w, body = s.With, func() (plan.Node, error) { return b.delete(inner, s) }
	default:
		return nil, b.unsupported(stmt, "MERGE")
	}
	if w == nil {
		return body()
	}
	return b.with(inner, w, body)
}

// tableRow is the scope of one row of a table whose columns start at offset,
// under the table's name or an alias.
func tableRow(t *catalog.Table, name string, offset int) *scope {
	cols := make(plan.Schema, len(t.Columns))
	for i, c := range t.Columns {
		cols[i] = plan.Column{Name: c.Name, Type: c.Type, Typmod: c.Typmod, Table: t.OID, Number: c.Number}
	}
	s := newEntry(name, cols, len(cols))
	s.entries[0].table, s.entries[0].relation = t, t.OID
	return s.shift(offset)
}

// assign makes an expression fit the column it is stored in, which the
// statement calls name.
func (b *binder) assign(e expr.Expr, c *catalog.Column, name string, node parser.Node) (expr.Expr, error) {
	out, err := b.coerce(e, c.Type, c.Typmod, assignment, node)
	if pgerr.CodeOf(err) == pgerr.CannotCoerce && err != nil {
		return nil, b.at(pgerr.Newf(pgerr.DatatypeMismatch, "column %q is of type %s but expression is of type %s",
			name, types.FormatType(c.Type, c.Typmod), e.Type().SQLName).
			WithHint("You will need to rewrite or cast the expression."), node)
	}
	return out, err
}

// defaultOf is the expression of a column's default, NULL if it has none.
func (b *binder) defaultOf(c *catalog.Column) (expr.Expr, error) {
	if c.Default == "" {
		return &expr.Const{Result: expr.Result{Of: c.Type, Mod: c.Typmod}, Value: types.Null}, nil
	}
	e, node, err := b.text(c.Default, nil)
	if err != nil {
		return nil, err
	}
	return b.assign(e, c, c.Name, node)
}

// text binds an expression kept as SQL text in the catalog, over the row of s.
func (b *binder) text(sql string, s *scope) (expr.Expr, parser.Node, error) {
	stmts, err := parser.Parse("SELECT " + sql)
	if err != nil {
		return nil, nil, err
	}
	inner := *b
	inner.sql = ""
	node := stmts[0].Node.(*parser.Query).Body.(*parser.Select).Targets[0].Expr
	e, err := inner.expr(&level{scope: s, clause: "DEFAULT expressions"}, node)
	return e, parser.Unknown, err
}

// checks binds the constraints that a new row of a table must satisfy, over
// the table's columns.
func (b *binder) checks(t *catalog.Table) ([]plan.CheckExpr, error) {
	var out []plan.CheckExpr
	for i, c := range t.Columns {
		if c.NotNull {
			out = append(out, plan.CheckExpr{Column: i, OfRule: c.Rule != ""})
		}
	}
	for _, c := range t.Constraints {
		if c.Kind != catalog.Check {
			continue
		}
		e, node, err := b.text(c.Expr, tableRow(t, t.Name, 0))
		if err != nil {
			return nil, err
		}
		if e, err = b.coerce(e, types.Bool, types.NoTypmod, assignment, node); err != nil {
			return nil, err
		}
		k := plan.CheckExpr{Name: c.Name, Expr: e, OfRule: c.OfRule}
		if c.OfRule {
			k.Column = c.Columns[0]
		}
		out = append(out, k)
	}
	return out, nil
}

// foreignKeys lists the references of a table to others, and referring those
// of others to it.
func (b *binder) foreignKeys(t *catalog.Table) (own, referring []plan.ForeignKey) {
	for _, other := range b.Catalog.Tables() {
		for _, c := range other.Constraints {
			if c.Kind != catalog.ForeignKey {
				continue
			}
			to, _ := b.Catalog.ByOID(c.RefTable).(*catalog.Table)
			key := plan.ForeignKey{Constraint: c, From: other, To: to}
			if other.OID == t.OID {
				own = append(own, key)
			}
			if c.RefTable == t.OID {
				referring = append(referring, key)
			}
		}
	}
	return own, referring
}

// returning binds RETURNING over the row of s.
func (b *binder) returning(l *level, s *scope, targets []*parser.Target) ([]expr.Expr, plan.Schema, error) {
	if len(targets) == 0 {
		return nil, nil, nil
	}
	over := &level{outer: l.outer, scope: s, correlated: l.correlated, ctes: l.ctes, clause: "RETURNING"}
	var es []expr.Expr
	var cols plan.Schema
	for _, t := range targets {
		bound, err := b.target(over, t)
		if err != nil {
			return nil, nil, err
		}
		for _, x := range bound {
			if x.expr.Type() == types.Unknown {
				if x.expr, err = b.coerce(x.expr, types.Text, types.NoTypmod, implicit, t.Expr); err != nil {
					return nil, nil, err
				}
			}
			es = append(es, x.expr)
			cols = append(cols, plan.Column{Name: x.name, Type: x.expr.Type(), Typmod: x.expr.Typmod()})
		}
	}
	return es, cols, nil
}
