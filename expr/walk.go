package expr

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/functions"
)

// Walk calls visit for e and everything below it, parents first. Where visit
// returns false the operands are passed over.
func Walk(e Expr, visit func(Expr) bool) {
	if e == nil || !visit(e) {
		return
	}
	for _, c := range e.Children() {
		Walk(c, visit)
	}
}

// Rewrite returns e with every node replaced by what change makes of it,
// operands first. Unchanged parts are shared with e.
func Rewrite(e Expr, change func(Expr) Expr) Expr {
	if e == nil {
		return nil
	}
	children := e.Children()
	rewritten := make([]Expr, len(children))
	changed := false
	for i, c := range children {
		rewritten[i] = Rewrite(c, change)
		changed = changed || rewritten[i] != c
	}
	if changed {
		e = e.WithChildren(rewritten)
	}
	return change(e)
}

// Any reports whether test holds for e or anything below it.
func Any(e Expr, test func(Expr) bool) bool {
	found := false
	Walk(e, func(e Expr) bool {
		found = found || test(e)
		return !found
	})
	return found
}

// Columns returns the indexes of the input columns that es read, ascending.
func Columns(es ...Expr) []int {
	var cols []int
	for _, e := range es {
		Walk(e, func(e Expr) bool {
			if c, ok := e.(*Column); ok && !slices.Contains(cols, c.Index) {
				cols = append(cols, c.Index)
			}
			return true
		})
	}
	slices.Sort(cols)
	return cols
}

// MapColumns returns e reading other columns: index i becomes to(i).
func MapColumns(e Expr, to func(int) int) Expr {
	return Rewrite(e, func(e Expr) Expr {
		if c, ok := e.(*Column); ok {
			moved := *c
			moved.Index = to(c.Index)
			return &moved
		}
		return e
	})
}

// Conjuncts splits a condition at its ANDs.
func Conjuncts(e Expr) []Expr {
	and, ok := e.(*And)
	if !ok {
		return []Expr{e}
	}
	var all []Expr
	for _, o := range and.Operands {
		all = append(all, Conjuncts(o)...)
	}
	return all
}

// Never reports whether a condition is the constant false or NULL: no row
// passes it.
func Never(cond Expr) bool {
	c, ok := cond.(*Const)
	return ok && (c.Value.IsNull() || !c.Value.Bool())
}

// Conjunction joins conditions with AND; nil if there are none.
func Conjunction(conds []Expr) Expr {
	switch len(conds) {
	case 0:
		return nil
	case 1:
		return conds[0]
	}
	return &And{conds}
}

// VolatilityOf is the weakest promise of any call within e.
func VolatilityOf(e Expr) functions.Volatility {
	worst := functions.Immutable
	Walk(e, func(e Expr) bool {
		switch n := e.(type) {
		case *Call:
			worst = weaker(worst, n.Overload.Volatility)
		case *AnyAll:
			worst = weaker(worst, n.Op.Volatility)
		case *Cast:
			worst = weaker(worst, n.volatility())
		case *Subquery, *Param, *Outer:
			worst = weaker(worst, functions.Stable)
		}
		return true
	})
	return worst
}

func weaker(a, b functions.Volatility) functions.Volatility {
	if a == functions.Volatile || b == functions.Volatile {
		return functions.Volatile
	}
	if a == functions.Stable || b == functions.Stable {
		return functions.Stable
	}
	return functions.Immutable
}
