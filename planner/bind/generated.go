package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// generatedColumn is a column GENERATED ALWAYS AS (node) STORED.
type generatedColumn struct {
	column *catalog.Column
	node   parser.Expr
}

// generation checks the expression of a generated column and keeps its text.
// It may read the other columns of the row, and nothing that changes by
// itself.
func (n *newTable) generation(c *catalog.Column, node parser.Expr) error {
	row := &level{scope: tableRow(n.table, n.table.Name, 0), clause: "column generation expressions"}
	bound, err := n.expr(row, node)
	if err != nil {
		return err
	}
	if err := n.generates(bound, node); err != nil {
		return err
	}
	if bound, err = n.assignDefault(bound, c, node); err != nil {
		return err
	}
	if expr.VolatilityOf(bound) != functions.Immutable {
		return pgerr.New(pgerr.InvalidObjectDefinition, "generation expression is not immutable")
	}
	c.Generated = parser.Deparse(node)
	return nil
}

// generates refuses what a generation expression may not read.
func (n *newTable) generates(e expr.Expr, node parser.Expr) error {
	switch e := e.(type) {
	case *expr.Subquery:
		return n.errorf(node, pgerr.FeatureNotSupported, "cannot use subquery in column generation expression")
	case *expr.MakeRow:
		if e.Names != nil {
			return n.at(pgerr.New(pgerr.InvalidObjectDefinition, "cannot use whole-row variable in column generation expression").
				WithDetail("This would cause the generated column to depend on its own value."), node)
		}
	case *expr.Column:
		if n.isGenerated(n.table.Columns[e.Index]) {
			return n.at(pgerr.Newf(pgerr.InvalidObjectDefinition, "cannot use generated column %q in column generation expression", n.table.Columns[e.Index].Name).
				WithDetail("A generated column cannot reference another generated column."), node)
		}
	}
	for _, child := range e.Children() {
		if err := n.generates(child, node); err != nil {
			return err
		}
	}
	return nil
}

// isGenerated reports whether a column is generated, also if its expression is
// not bound yet.
func (n *newTable) isGenerated(c *catalog.Column) bool {
	for _, g := range n.generated {
		if g.column == c {
			return true
		}
	}
	return c.Generated != ""
}

// regenerate computes generated columns from the new values of the others.
func (b *binder) regenerate(set []expr.Expr, t *catalog.Table) ([]expr.Expr, error) {
	out := append([]expr.Expr{}, set...)
	for i, c := range t.Columns {
		if c.Generated == "" {
			continue
		}
		bound, node, err := b.text(c.Generated, tableRow(t, t.Name, 0))
		if err != nil {
			return nil, err
		}
		if bound, err = b.assign(bound, c, c.Name, node); err != nil {
			return nil, err
		}
		out[i] = expr.Rewrite(bound, func(e expr.Expr) expr.Expr {
			if col, ok := e.(*expr.Column); ok {
				return set[col.Index]
			}
			return e
		})
	}
	return out, nil
}
