package bind

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// level is one SELECT (or a part of one) while it is bound. A name that scope
// lacks is asked of outer; what it gives is added to correlated, and stands
// here as an Outer with its index. Levels whose plans end up in one tree share
// correlated.
type level struct {
	outer      *level
	scope      *scope
	correlated *[]expr.Expr
	ctes       *cteList

	// from is the query whose item of FROM is bound here, with the items to
	// the left in the levels between; nil for a level of another kind.
	from    *level
	between bool   // shows the items of FROM to the left of a lateral one
	hidden  *scope // what stands here and may not be read, for messages

	clause  string // where expressions stand now, for messages: "WHERE" ...
	calls   *calls // aggregate, window and set-returning calls collected; nil: none allowed
	windows []namedWindow
}

// inner starts a subquery expression within l: it may read l's row.
func (l *level) inner() *level {
	return &level{outer: l, correlated: new([]expr.Expr), ctes: l.ctes}
}

// beside starts a query that becomes part of l's own plan and does not see
// l's row: a derived table, an arm of a set operation, a CTE.
func (l *level) beside() *level {
	return &level{outer: l.outer, correlated: l.correlated, ctes: l.ctes}
}

// blind is beside for what does not see the items of FROM to its left either:
// a derived table without LATERAL, the condition of a join.
func (l *level) blind() *level {
	if l.from == nil {
		return l.beside()
	}
	return &level{outer: l.outer.hide(l.from.outer), correlated: l.correlated, ctes: l.ctes}
}

// hide is l and the levels around it up to query, which stays as it is: they
// pass on what is outside, and show nothing of their own.
func (l *level) hide(query *level) *level {
	if l == query {
		return query
	}
	return &level{outer: l.outer.hide(query), correlated: l.correlated, ctes: l.ctes, hidden: l.scope}
}

// lateral starts the right side of a lateral join: it sees the row of left,
// the FROM items before it.
func (l *level) lateral(left *scope) *level {
	between := &level{outer: l.outer, correlated: l.correlated, ctes: l.ctes, scope: left, between: true}
	item := between.inner()
	if item.from = l.from; l.from == nil {
		item.from = l
	}
	return item
}

// capture makes an expression of the level outside readable here.
func (l *level) capture(e expr.Expr) expr.Expr {
	for i, c := range *l.correlated {
		if expr.Equal(c, e) {
			return outerRef(i, e)
		}
	}
	*l.correlated = append(*l.correlated, e)
	return outerRef(len(*l.correlated)-1, e)
}

func outerRef(index int, e expr.Expr) expr.Expr {
	return &expr.Outer{Result: expr.Result{Of: e.Type(), Mod: e.Typmod()}, Index: index, Name: e.String()}
}

// cteList is the common table expressions in sight, innermost first.
type cteList struct {
	next    *cteList
	name    string
	number  int
	columns plan.Schema
	*recursion
}

func (c *cteList) find(name string) *cteList {
	for ; c != nil; c = c.next {
		if c.name == name {
			return c
		}
	}
	return nil
}
