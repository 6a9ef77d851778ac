package executor

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// build makes the operator of a node and of everything below it.
func (c *Context) build(n plan.Node) (Operator, error) {
	op, err := c.buildNode(n)
	if err != nil || c.Observe == nil {
		return op, err
	}
	return c.Observe(n, op), nil
}

func (c *Context) buildNode(n plan.Node) (Operator, error) {
	switch n := n.(type) {
	case *plan.Values:
		return &values{c: c.expressions(), n: n}, nil
	case *plan.Scan:
		return c.buildScan(n)
	case *plan.VirtualScan:
		return &virtualScan{c: c, n: n}, nil
	case *plan.FunctionScan:
		return newFunctionScan(c, n), nil
	case *plan.CTEScan:
		return newCTEScan(c, n)
	case *plan.Feed:
		return c.Feed, nil
	case *plan.Join:
		return c.buildJoin(n)
	case *plan.SetOp:
		return c.buildSetOp(n)
	case *plan.CTE:
		return c.buildCTE(n)
	case *plan.RecursiveUnion:
		return newRecursion(c, n)
	}
	return c.buildUnary(n)
}

// buildUnary makes the operators that have one input.
func (c *Context) buildUnary(n plan.Node) (Operator, error) {
	inputs := n.Children()
	if len(inputs) != 1 {
		return nil, pgerr.Newf(pgerr.InternalError, "no operator for plan node %T", n)
	}
	in, err := c.build(inputs[0])
	if err != nil {
		return nil, err
	}
	x := c.expressions()
	switch n := n.(type) {
	case *plan.Filter:
		return &filter{in: in, c: x, cond: expr.Compile(n.Cond), never: expr.Never(n.Cond)}, nil
	case *plan.Project:
		if interact(n.Exprs) {
			return newRowProject(in, x, n), nil
		}
		return newProject(in, x, n), nil
	case *plan.ProjectSet:
		return newProjectSet(in, c, n), nil
	case *plan.Sort:
		return newSort(in, c, n)
	case *plan.Limit:
		return newLimit(in, c, n)
	case *plan.Distinct:
		return newDistinct(in, c, n), nil
	case *plan.Aggregate:
		return newAggregate(in, c, n), nil
	case *plan.Window:
		return newWindow(in, c, n), nil
	case *plan.Insert:
		return newInsert(in, c, n), nil
	case *plan.Update:
		return newUpdate(in, c, n), nil
	case *plan.Delete:
		return newDelete(in, c, n), nil
	}
	in.Close()
	return nil, pgerr.Newf(pgerr.InternalError, "no operator for plan node %T", n)
}

func compileAll(es []expr.Expr) []*expr.Program {
	ps := make([]*expr.Program, len(es))
	for i, e := range es {
		ps[i] = expr.Compile(e)
	}
	return ps
}
