package plan

import "github.com/s3dbsql/s3dbsql/expr"

// MapExprs returns a copy of n in which change was applied to each of its own
// expressions; inputs are untouched.
func MapExprs(n Node, change func(expr.Expr) expr.Expr) Node {
	switch n := n.(type) {
	case *Values:
		rows := make([][]expr.Expr, len(n.Rows))
		for i, r := range n.Rows {
			rows[i] = mapAll(r, change)
		}
		return &Values{n.Columns, rows}
	case *Scan:
		copied := *n
		copied.Bounds, copied.KeyCond = mapAll(n.Bounds, change), mapOne(n.KeyCond, change)
		copied.Keys = make([][]expr.Expr, len(n.Keys))
		for i, k := range n.Keys {
			copied.Keys[i] = mapAll(k, change)
		}
		return &copied
	case *Filter:
		return &Filter{n.Input, change(n.Cond)}
	case *Project:
		return &Project{n.Input, mapAll(n.Exprs, change), n.Cols}
	case *Sort:
		return &Sort{n.Input, mapKeys(n.Keys, change), mapOne(n.Top, change)}
	case *Limit:
		return &Limit{n.Input, mapOne(n.Count, change), mapOne(n.Offset, change), n.WithTies, mapKeys(n.Keys, change)}
	case *Distinct:
		return &Distinct{n.Input, mapAll(n.On, change)}
	}
	return mapWide(n, change)
}

func mapWide(n Node, change func(expr.Expr) expr.Expr) Node {
	switch n := n.(type) {
	case *Join:
		copied := *n
		copied.Cond, copied.LateralArgs = mapOne(n.Cond, change), mapAll(n.LateralArgs, change)
		copied.Keys = make([]JoinKey, len(n.Keys))
		for i, k := range n.Keys {
			copied.Keys[i] = JoinKey{change(k.Left), change(k.Right)}
		}
		return &copied
	case *Aggregate:
		copied := *n
		copied.Keys, copied.Calls = mapAll(n.Keys, change), make([]AggregateCall, len(n.Calls))
		for i, c := range n.Calls {
			c.Direct, c.Args = mapAll(c.Direct, change), mapAll(c.Args, change)
			c.Order, c.Filter = mapKeys(c.Order, change), mapOne(c.Filter, change)
			copied.Calls[i] = c
		}
		return &copied
	case *Window:
		copied := *n
		copied.Partition, copied.Order = mapAll(n.Partition, change), mapKeys(n.Order, change)
		copied.Calls = make([]WindowCall, len(n.Calls))
		for i, c := range n.Calls {
			c.Args, c.Filter = mapAll(c.Args, change), mapOne(c.Filter, change)
			copied.Calls[i] = c
		}
		return &copied
	case *ProjectSet:
		return &ProjectSet{n.Input, mapAll(n.Exprs, change), mapSets(n.Sets, change), n.Cols}
	case *FunctionScan:
		return mapFunctions(n, change)
	}
	return mapChange(n, change)
}

func mapFunctions(n *FunctionScan, change func(expr.Expr) expr.Expr) Node {
	copied := *n
	copied.Calls = make([]FunctionCall, len(n.Calls))
	for i, c := range n.Calls {
		c.Scalar = mapOne(c.Scalar, change)
		c.Set = mapSets([]*SetCall{c.Set}, change)[0]
		copied.Calls[i] = c
	}
	return &copied
}

func mapChange(n Node, change func(expr.Expr) expr.Expr) Node {
	switch n := n.(type) {
	case *Insert:
		copied := *n
		copied.Checks, copied.Returning = mapChecks(n.Checks, change), mapAll(n.Returning, change)
		copied.Through = mapThrough(n.Through, change)
		if n.Conflict != nil {
			copied.Conflict = &Conflict{n.Conflict.Arbiter, mapAll(n.Conflict.Set, change), mapOne(n.Conflict.Where, change)}
		}
		return &copied
	case *Update:
		copied := *n
		copied.Set, copied.Recheck = mapAll(n.Set, change), mapOne(n.Recheck, change)
		copied.Checks, copied.Returning = mapChecks(n.Checks, change), mapAll(n.Returning, change)
		copied.Through = mapThrough(n.Through, change)
		return &copied
	case *Delete:
		copied := *n
		copied.Recheck, copied.Returning = mapOne(n.Recheck, change), mapAll(n.Returning, change)
		return &copied
	}
	return n
}

func mapOne(e expr.Expr, change func(expr.Expr) expr.Expr) expr.Expr {
	if e == nil {
		return nil
	}
	return change(e)
}

func mapAll(es []expr.Expr, change func(expr.Expr) expr.Expr) []expr.Expr {
	if es == nil {
		return nil
	}
	out := make([]expr.Expr, len(es))
	for i, e := range es {
		out[i] = mapOne(e, change)
	}
	return out
}

func mapKeys(keys []SortKey, change func(expr.Expr) expr.Expr) []SortKey {
	out := make([]SortKey, len(keys))
	for i, k := range keys {
		k.Expr = change(k.Expr)
		out[i] = k
	}
	return out
}

func mapSets(sets []*SetCall, change func(expr.Expr) expr.Expr) []*SetCall {
	out := make([]*SetCall, len(sets))
	for i, s := range sets {
		if s != nil {
			out[i] = &SetCall{s.Set, mapAll(s.Args, change)}
		}
	}
	return out
}

func mapChecks(checks []CheckExpr, change func(expr.Expr) expr.Expr) []CheckExpr {
	out := make([]CheckExpr, len(checks))
	for i, c := range checks {
		c.Expr = mapOne(c.Expr, change)
		out[i] = c
	}
	return out
}

func mapThrough(checks []ViewCheck, change func(expr.Expr) expr.Expr) []ViewCheck {
	out := make([]ViewCheck, len(checks))
	for i, c := range checks {
		out[i] = ViewCheck{c.View, change(c.Cond)}
	}
	return out
}

// EachExpr calls visit for each of n's own expressions.
func EachExpr(n Node, visit func(expr.Expr)) {
	MapExprs(n, func(e expr.Expr) expr.Expr {
		visit(e)
		return e
	})
}
