package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// columnConstraints applies the constraints written at a column, which must
// not contradict each other.
func (n *newTable) columnConstraints(c *catalog.Column, list []*parser.Constraint) error {
	said := map[parser.ConstraintKind]bool{parser.DefaultConstraint: c.Default != ""}
	for _, k := range list {
		if what := contradiction(said, k.Kind); what != "" {
			return n.errorf(k, pgerr.SyntaxError, "%s for column %q of table %q", what, c.Name, n.table.Name)
		}
		said[k.Kind] = true
		if err := n.columnConstraint(c, k); err != nil {
			return err
		}
	}
	return nil
}

// contradiction says what a constraint of a column does not go with, "" if it
// goes with those that were said before.
func contradiction(said map[parser.ConstraintKind]bool, k parser.ConstraintKind) string {
	const (
		null      = parser.NullConstraint
		notNull   = parser.NotNullConstraint
		value     = parser.DefaultConstraint
		identity  = parser.IdentityConstraint
		generated = parser.GeneratedConstraint
	)
	both := func(a, b parser.ConstraintKind) bool { return k == a && said[b] || k == b && said[a] }
	switch {
	case both(null, notNull), both(null, identity):
		return "conflicting NULL/NOT NULL declarations"
	case k == value && said[value]:
		return "multiple default values specified"
	case k == identity && said[identity]:
		return "multiple identity specifications"
	case k == generated && said[generated]:
		return "multiple generation clauses specified"
	case both(value, identity):
		return "both default and identity specified"
	case both(value, generated):
		return "both default and generation expression specified"
	case both(identity, generated):
		return "both identity and generation expression specified"
	}
	return ""
}

// columnConstraint applies a constraint written at a column.
func (n *newTable) columnConstraint(c *catalog.Column, k *parser.Constraint) error {
	switch k.Kind {
	case parser.NullConstraint:
		return nil
	case parser.NotNullConstraint:
		c.NotNull = true
		return nil
	case parser.DefaultConstraint:
		return n.setDefault(c, k.Expr)
	case parser.GeneratedConstraint:
		n.generated = append(n.generated, generatedColumn{c, k.Expr})
		return nil
	case parser.IdentityConstraint:
		return n.identity(c, k)
	}
	moved := *k
	if len(moved.Columns) == 0 && k.Kind != parser.CheckConstraint {
		moved.Columns = []string{c.Name}
	}
	n.pending = append(n.pending, &moved)
	if k.Kind == parser.CheckConstraint {
		n.pending[len(n.pending)-1].Columns = []string{c.Name} // names the constraint
	}
	return nil
}

// setDefault checks a default and keeps its text.
func (n *newTable) setDefault(c *catalog.Column, e parser.Expr) error {
	bound, err := n.expr(&level{clause: "DEFAULT expressions"}, e)
	if err != nil {
		return err
	}
	if expr.Any(bound, func(e expr.Expr) bool { _, ok := e.(*expr.Subquery); return ok }) {
		return n.errorf(e, pgerr.FeatureNotSupported, "cannot use subquery in DEFAULT expression")
	}
	assigned, err := n.assignDefault(bound, c, e)
	if err != nil {
		return err
	}
	c.Default = parser.Deparse(e)
	if k, ok := assigned.(*expr.Const); ok && k.Value.IsNull() {
		c.Default = ""
	}
	return nil
}

func (n *newTable) assignDefault(e expr.Expr, c *catalog.Column, node parser.Expr) (expr.Expr, error) {
	out, err := n.coerce(e, c.Type, c.Typmod, assignment, node)
	if err != nil && pgerr.CodeOf(err) == pgerr.CannotCoerce {
		return nil, n.at(pgerr.Newf(pgerr.DatatypeMismatch, "column %q is of type %s but default expression is of type %s",
			c.Name, types.FormatType(c.Type, c.Typmod), e.Type().SQLName).
			WithHint("You will need to rewrite or cast the expression."), node)
	}
	return out, err
}
