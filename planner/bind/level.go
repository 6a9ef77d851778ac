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
	between    bool // shows the items of FROM to the left of a lateral one

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

// blind is beside for a derived table without LATERAL to the right of other
// items of FROM: the level between, which shows their row, is passed over.
func (l *level) blind() *level {
	if l.outer == nil || !l.outer.between {
		return l.beside()
	}
	above := l.outer
	return &level{outer: above.through(), correlated: l.correlated, ctes: l.ctes}
}

// through is a level that shows nothing itself and passes on what l's own
// outer levels show.
func (l *level) through() *level {
	return &level{outer: l.outer, correlated: l.correlated, ctes: l.ctes}
}

// lateral starts the right side of a lateral join: it sees the row of left,
// the FROM items before it.
func (l *level) lateral(left *scope) *level {
	between := &level{outer: l.outer, correlated: l.correlated, ctes: l.ctes, scope: left, between: true}
	return between.inner()
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
	used    bool // a table reference found it
}

func (c *cteList) find(name string) *cteList {
	for ; c != nil; c = c.next {
		if c.name == name {
			return c
		}
	}
	return nil
}
