package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// Rewriting is a change of a table that gives all its rows new values, or new
// ids. They are read by Rows under the old definition, which is why nothing
// but Prepare is changed before.
type Rewriting struct {
	Old, New *catalog.Table
	// Prepare makes what Rows needs: sequences of new columns.
	Prepare func(d *catalog.Draft) error
	// Rows binds the query of the new rows: the columns of New in order, and
	// last the id of the old row.
	Rows func(env Env) (*plan.Query, error)
}

// columnValue binds the new value of a column over the old row.
type columnValue func(b *binder, row *level, c *catalog.Column) (expr.Expr, error)

func defaultValue(b *binder, _ *level, c *catalog.Column) (expr.Expr, error) { return b.defaultOf(c) }

// rewrite makes the statement write the rows anew, if it must.
func (a *alteration) rewrite(node parser.Node) error {
	if !a.rewrites {
		return nil
	}
	if a.reshapes && a.table.Options.ExternalWriters {
		return a.unsupported(node, "another type or key in a table that s3db.js also writes")
	}
	a.def.Rewrite = &Rewriting{Old: a.old, New: a.table, Prepare: a.makeSequences, Rows: a.newRows}
	return nil
}

// newRows binds the new rows. Generated columns follow from the others.
func (a *alteration) newRows(env Env) (*plan.Query, error) {
	b := newBinder(env, a.sql)
	scan, row, err := a.oldRow(b)
	if err != nil {
		return nil, err
	}
	set := make([]expr.Expr, len(a.table.Columns))
	for i, c := range a.table.Columns {
		if set[i], err = a.newValue(b, row, c); err != nil {
			return nil, err
		}
	}
	if set, err = b.regenerate(set, a.table); err != nil {
		return nil, err
	}
	id := scan.SystemIndex(catalog.ID)
	return b.finish(&plan.Project{Input: scan, Exprs: append(set, scan.Cols.Ref(id)), Cols: append(schemaOf(a.table), scan.Cols[id])})
}

// oldRow scans the rows as they are.
func (a *alteration) oldRow(b *binder) (*plan.Scan, *level, error) {
	node, s, err := b.stored(a.old, b.system, &parser.Table{Name: parser.QualifiedName{Name: a.old.Name}})
	if err != nil {
		return nil, nil, err
	}
	scan := node.(*plan.Scan)
	scan.Access.Lock = true
	return scan, &level{scope: s, correlated: new([]expr.Expr), clause: "transform expressions"}, nil
}

func (a *alteration) newValue(b *binder, row *level, c *catalog.Column) (expr.Expr, error) {
	if value := a.values[c.Number]; value != nil {
		return value(b, row, c)
	}
	for i, old := range a.old.Columns {
		if old.Number == c.Number {
			return &expr.Column{Result: expr.Result{Of: old.Type, Mod: old.Typmod}, Index: i, Name: old.Name}, nil
		}
	}
	return expr.NewConst(c.Type, types.Null), nil
}

// schemaOf is the row of a table.
func schemaOf(t *catalog.Table) plan.Schema {
	cols := make(plan.Schema, len(t.Columns))
	for i, c := range t.Columns {
		cols[i] = plan.Column{Name: c.Name, Type: c.Type, Typmod: c.Typmod, Table: t.OID, Number: c.Number}
	}
	return cols
}
