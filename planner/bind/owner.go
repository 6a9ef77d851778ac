package bind

import "github.com/s3dbsql/s3dbsql/expr"

// owner is the level that expressions bound in l belong to: the innermost one
// whose row they read, l itself if they read none.
func (l *level) owner(es []expr.Expr) *level {
	var outside []expr.Expr
	for _, e := range es {
		if expr.Any(e, func(e expr.Expr) bool {
			if o, ok := e.(*expr.Outer); ok {
				outside = append(outside, (*l.correlated)[o.Index])
			}
			return readsRow(e)
		}) {
			return l
		}
	}
	if len(outside) == 0 {
		return l
	}
	return l.outer.owner(outside)
}

// readsRow reports whether an expression is a value of its own level's row.
func readsRow(e expr.Expr) bool {
	switch e.(type) {
	case *expr.Column, *ref:
		return true
	}
	return false
}

// carry makes an expression of a level outside readable in l.
func (l *level) carry(from *level, e expr.Expr) expr.Expr {
	if l == from || e == nil {
		return e
	}
	return l.capture(l.outer.carry(from, e))
}

// captures says how much each level from l outward reads of those outside.
func (l *level) captures() []int {
	var n []int
	for ; l != nil && l.correlated != nil; l = l.outer {
		n = append(n, len(*l.correlated))
	}
	return n
}

// forget drops what was captured since then, for something that is bound anew
// in another level.
func (l *level) forget(before []int) {
	for _, n := range before {
		*l.correlated = (*l.correlated)[:n]
		l = l.outer
	}
}
