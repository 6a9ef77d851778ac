package rules

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// unreadByUpdate marks the columns whose old values an UPDATE does not need:
// secrets that no assignment and no condition reads, and that either get
// another value or nothing reads of the new row. The other columns are read
// whatever it does: an error may print the row.
func unreadByUpdate(n *plan.Update) []bool {
	old, next := make(columns, len(n.Input.Schema())), make(columns, len(n.Input.Schema()))
	ofOld := map[expr.Expr]bool{n.Recheck: true}
	old.read(n.Recheck)
	for i, e := range n.Set {
		ofOld[e] = true
		if !n.Keeps(i) {
			old.read(e)
		}
	}
	plan.EachExpr(n, func(e expr.Expr) {
		if !ofOld[e] {
			next.read(e)
		}
	})
	unread := secrets(n.Table)
	for i := range unread {
		unread[i] = unread[i] && !old[i] && (!n.Keeps(i) || !next[i])
	}
	return unread
}

// unreadByDelete marks the secrets that a DELETE does not read.
func unreadByDelete(n *plan.Delete) []bool {
	old := make(columns, len(n.Input.Schema()))
	plan.EachExpr(n, func(e expr.Expr) { old.read(e) })
	unread := secrets(n.Table)
	for i := range unread {
		unread[i] = unread[i] && !old[i]
	}
	return unread
}

func secrets(t *catalog.Table) []bool {
	marked := make([]bool, len(t.Columns))
	for i, c := range t.Columns {
		marked[i] = c.HoldsSecret()
	}
	return marked
}

// but are these columns without those that are unread.
func (c columns) but(unread []bool) columns {
	for i, u := range unread {
		c[i] = c[i] && !u
	}
	return c
}
