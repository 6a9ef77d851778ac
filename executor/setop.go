package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

func (c *Context) buildSetOp(n *plan.SetOp) (Operator, error) {
	left, err := c.build(n.Left)
	if err != nil {
		return nil, err
	}
	right, err := c.build(n.Right)
	if err != nil {
		left.Close()
		return nil, err
	}
	if n.Kind == plan.Union {
		both := &concat{inputs: []Operator{left, right}}
		if n.All {
			return both, nil
		}
		return newDistinct(both, c, &plan.Distinct{Input: n}), nil
	}
	return &setOp{left: left, right: right, n: n, table: newGroupTable(n.Cols.Types(), c.Memory)}, nil
}

// concat gives the rows of its inputs one after the other: UNION ALL.
type concat struct{ inputs []Operator }

// Next implements Operator.
func (u *concat) Next(ctx context.Context) (*types.Batch, error) {
	for len(u.inputs) > 0 {
		b, err := u.inputs[0].Next(ctx)
		if err != nil || b != nil {
			return b, err
		}
		u.inputs[0].Close()
		u.inputs = u.inputs[1:]
	}
	return nil, nil
}

// Close implements Operator.
func (u *concat) Close() {
	for _, in := range u.inputs {
		in.Close()
	}
}

// setOp is INTERSECT and EXCEPT: it counts the rows of the right input and
// then lets rows of the left one pass by these counts.
type setOp struct {
	left, right Operator
	n           *plan.SetOp
	table       *groupTable
	counts      []int // rows of the right input that are still unmatched
	given       []bool
	ready       bool
}

// Next implements Operator.
func (s *setOp) Next(ctx context.Context) (*types.Batch, error) {
	if !s.ready {
		s.ready = true
		if err := s.count(ctx); err != nil {
			return nil, err
		}
	}
	for {
		b, err := s.left.Next(ctx)
		if err != nil || b == nil {
			return nil, err
		}
		groups, err := s.table.find(b.Cols, b)
		if err != nil {
			return nil, err
		}
		s.grow()
		sel := make([]int32, 0, len(groups))
		for i, g := range groups {
			if s.passes(g) {
				sel = append(sel, int32(b.Index(i)))
			}
		}
		b.Sel = sel
		if len(sel) > 0 {
			return b, nil
		}
	}
}

func (s *setOp) count(ctx context.Context) error {
	for {
		b, err := s.right.Next(ctx)
		if err != nil || b == nil {
			return err
		}
		groups, err := s.table.find(b.Cols, b)
		if err != nil {
			return err
		}
		s.grow()
		for _, g := range groups {
			s.counts[g]++
		}
	}
}

func (s *setOp) grow() {
	for len(s.counts) < s.table.size() {
		s.counts, s.given = append(s.counts, 0), append(s.given, false)
	}
}

// passes decides on one row of the left input. ALL matches rows one to one.
func (s *setOp) passes(g int32) bool {
	matched := s.counts[g] > 0
	if s.n.All {
		if matched {
			s.counts[g]--
		}
		return matched == (s.n.Kind == plan.Intersect)
	}
	pass := matched == (s.n.Kind == plan.Intersect) && !s.given[g]
	s.given[g] = s.given[g] || pass
	return pass
}

// Close implements Operator.
func (s *setOp) Close() {
	s.left.Close()
	s.right.Close()
	s.table.rows.release()
}
