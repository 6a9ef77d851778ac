package bind

import (
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// recursion is the binding of one common table expression: it happens when the
// expression is reached, or before, when another refers to it.
type recursion struct {
	def     *parser.CTE
	bind    func() error
	busy    bool // it is being bound: a reference is to itself
	bound   bool
	form    string // why it may not refer to itself at all, with %q for its name
	refused string // why not where it is bound now
	refs    int    // to itself
}

// Where a recursive term may not refer to its query.
const (
	inBase      = "recursive reference to query %q must not appear within its non-recursive term"
	inSubquery  = "recursive reference to query %q must not appear within a subquery"
	inOuterJoin = "recursive reference to query %q must not appear within an outer join"
	inIntersect = "recursive reference to query %q must not appear within INTERSECT"
	inExcept    = "recursive reference to query %q must not appear within EXCEPT"
)

// complete binds a common table expression, unless that was done.
func (b *binder) complete(item *cteList) error {
	if item.bound {
		return nil
	}
	outside := b.recursing
	b.recursing, item.busy = item.recursion, true
	err := item.bind()
	b.recursing, item.busy, item.bound = outside, false, true
	return err
}

// refer checks a reference to a common table expression.
func (b *binder) refer(item *cteList, node parser.Node) error {
	switch {
	case !item.busy:
		return b.complete(item)
	case b.recursing != item.recursion:
		return b.errorf(item.def, pgerr.FeatureNotSupported, "mutual recursion between WITH items is not implemented")
	case item.form != "":
		return b.errorf(item.def, pgerr.InvalidRecursion, item.form, item.name)
	case item.refused != "":
		return b.errorf(node, pgerr.InvalidRecursion, item.refused, item.name)
	case item.refs > 0:
		return b.errorf(node, pgerr.InvalidRecursion, "recursive reference to query %q must not appear more than once", item.name)
	}
	item.refs++
	return nil
}

// selfReferences counts the references of the query that is being bound to
// itself.
func (b *binder) selfReferences() int {
	if b.recursing == nil {
		return 0
	}
	return b.recursing.refs
}

// refuse forbids the query that is being bound to refer to itself, until the
// function it returns is called.
func (b *binder) refuse(why string) (done func()) {
	r := b.recursing
	if r == nil || r.refused != "" || why == "" {
		return func() {}
	}
	r.refused = why
	return func() { r.refused = "" }
}

func isUnion(q *parser.Query) bool {
	union, ok := q.Body.(*parser.SetOp)
	return ok && union.Kind == parser.Union
}

// recursive binds base UNION [ALL] step, where step reads the rows of the
// round before under the expression's own name. A step that does not is an
// ordinary query.
func (b *binder) recursive(l *level, item *cteList, c *parser.CTE, q *parser.Query) (plan.Node, error) {
	inner := l.beside()
	if q.With != nil {
		return b.with(inner, q.With, func() (plan.Node, error) { return b.recursiveUnion(inner, item, c, q) })
	}
	return b.recursiveUnion(inner, item, c, q)
}

func (b *binder) recursiveUnion(l *level, item *cteList, c *parser.CTE, q *parser.Query) (plan.Node, error) {
	union := q.Body.(*parser.SetOp)
	item.refused = inBase
	base, err := b.query(l.beside(), union.Left)
	if err != nil {
		return nil, err
	}
	base = b.settleUnknown(base)
	if item.columns, err = b.renamed(base.Schema(), c); err != nil {
		return nil, err
	}
	cols := item.columns
	item.refused = ""
	step, err := b.query(l.beside(), union.Right)
	if err != nil {
		return nil, err
	}
	if item.refs == 0 {
		return b.body(l.beside(), q)
	}
	if err := b.plainUnion(q); err != nil {
		return nil, err
	}
	if step, err = b.recursiveTypes(step, cols, c, union.Left); err != nil {
		return nil, err
	}
	return &plan.RecursiveUnion{Number: item.number, All: union.All, Base: base, Step: step, Cols: cols}, nil
}

// plainUnion refuses what a recursive query may not have behind its UNION.
func (b *binder) plainUnion(q *parser.Query) error {
	what, node := "", parser.Node(parser.Unknown)
	switch {
	case len(q.OrderBy) > 0:
		what, node = "ORDER BY", q.OrderBy[0].Expr
	case q.Limit != nil && q.Limit.Offset != nil:
		what, node = "OFFSET", q.Limit.Offset
	case q.Limit != nil:
		what, node = "LIMIT", q.Limit.Count
	case len(q.Locking) > 0:
		what = "FOR UPDATE/SHARE"
	default:
		return nil
	}
	return b.errorf(node, pgerr.FeatureNotSupported, "%s in a recursive query is not implemented", what)
}

// recursiveTypes holds the recursive term to the column types of the other.
func (b *binder) recursiveTypes(step plan.Node, cols plan.Schema, c *parser.CTE, base *parser.Query) (plan.Node, error) {
	got := step.Schema()
	if len(got) != len(cols) {
		return nil, b.errorf(c, pgerr.SyntaxError, "each UNION query must have the same number of columns")
	}
	mods := make([]int32, len(cols))
	for i := range cols {
		mods[i] = cols[i].Typmod
		common, err := b.Functions.CommonType("UNION", cols[i].Type, got[i].Type)
		if err != nil {
			return nil, b.at(err, c)
		}
		if common != cols[i].Type {
			return nil, b.at(pgerr.Newf(pgerr.DatatypeMismatch, "recursive query %q column %d has type %s in non-recursive term but type %s overall",
				c.Name, i+1, cols[i].Type.SQLName, common.SQLName).WithHint("Cast the output of the non-recursive term to the correct type."), outputNode(base, i))
		}
	}
	return b.convert(step, cols.Types(), mods, implicit, c)
}
