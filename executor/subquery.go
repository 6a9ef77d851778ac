package executor

import (
	"context"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// subqueries evaluates subquery expressions. Those that read nothing of the
// outer row run once in a statement.
type subqueries struct{ c *Context }

var _ expr.Subqueries = (*subqueries)(nil)

// subplanRows are the rows of a subplan that ran.
type subplanRows struct {
	*buffer
	table *groupTable // of its single column, once IN asked for it
	null  bool        // that column holds a NULL
}

func newSubqueries(c *Context) *subqueries { return &subqueries{c} }

// Eval implements expr.Subqueries.
func (q *subqueries) Eval(s *expr.Subquery, correlated, left []types.Value) (types.Value, error) {
	rows, err := q.rows(s, correlated)
	if err != nil {
		return types.Null, err
	}
	if len(correlated) > 0 {
		defer rows.release()
	}
	switch s.Kind {
	case expr.ScalarSubquery:
		return scalar(rows)
	case expr.ExistsSubquery:
		return types.NewBool((rows.Rows() > 0) != s.Negated), nil
	case expr.ArraySubquery:
		return arrayOf(s.Of, rows), nil
	}
	v, err := q.compare(s, rows, left)
	if err == nil && s.Negated && !v.IsNull() {
		v = types.NewBool(!v.Bool())
	}
	return v, err
}

// rows runs the subplan, or finds the rows of the time it ran.
func (q *subqueries) rows(s *expr.Subquery, correlated []types.Value) (*subplanRows, error) {
	if len(correlated) > 0 {
		return q.run(s, correlated)
	}
	if rows := q.c.cached[s.Plan]; rows != nil {
		return rows, nil
	}
	rows, err := q.run(s, nil)
	if err == nil {
		q.c.cached[s.Plan] = rows
	}
	return rows, err
}

func (q *subqueries) run(s *expr.Subquery, outer []types.Value) (*subplanRows, error) {
	root := q.c.subplans[s.Plan]
	op, err := q.c.within(outer).build(root)
	if err != nil {
		return nil, err
	}
	defer op.Close()
	rows := &subplanRows{buffer: newBuffer(root.Schema().Types(), q.c.Memory)}
	ctx := q.c.Env.Ctx
	if s.Kind == expr.ExistsSubquery {
		return rows, rows.first(ctx, op)
	}
	return rows, rows.fill(ctx, op)
}

// first keeps the first batch only: EXISTS needs to know no more.
func (r *subplanRows) first(ctx context.Context, op Operator) error {
	b, err := op.Next(ctx)
	if err != nil || b == nil {
		return err
	}
	return r.add(b)
}

func scalar(rows *subplanRows) (types.Value, error) {
	switch rows.Rows() {
	case 0:
		return types.Null, nil
	case 1:
		return rows.Cols[0].Value(0), nil
	}
	return types.Null, pgerr.New(pgerr.CardinalityViolation, "more than one row returned by a subquery used as an expression")
}

// arrayOf is ARRAY(SELECT ...): rows that are arrays make one more dimension.
func arrayOf(t *types.Type, rows *subplanRows) types.Value {
	a := &types.Array{}
	n := rows.Rows()
	if n == 0 {
		return types.NewArray(a)
	}
	a.Dims = []types.Dim{{Len: n, Lower: 1}}
	for i := range n {
		v := rows.Cols[0].Value(i)
		if rows.Cols[0].Type == t && !v.IsNull() {
			if i == 0 {
				a.Dims = append(a.Dims, v.Array().Dims...)
			}
			a.Values = append(a.Values, v.Array().Values...)
			continue
		}
		a.Values = append(a.Values, v)
	}
	return types.NewArray(a)
}

// compare is left op ANY or ALL (rows) in three-valued logic.
func (q *subqueries) compare(s *expr.Subquery, rows *subplanRows, left []types.Value) (types.Value, error) {
	if t, ok := equality(s); ok && s.Kind == expr.AnySubquery && len(s.Correlated) == 0 {
		return q.probe(t, rows, left[0])
	}
	width := len(rows.Cols)
	row := append(append([]types.Value{}, left...), make([]types.Value, width)...)
	x, null := q.c.expressions(), false
	for i := range rows.Rows() {
		for k, c := range rows.Cols {
			row[len(left)+k] = c.Value(i)
		}
		v, err := expr.EvalRow(x, s.Compare, row)
		switch {
		case err != nil:
			return types.Null, err
		case v.IsNull():
			null = true
		case v.Bool() == (s.Kind == expr.AnySubquery):
			return v, nil
		}
	}
	if null {
		return types.Null, nil
	}
	return types.NewBool(s.Kind == expr.AllSubquery), nil
}

// equality reports whether a subquery is left = ANY over one column of the
// same type, which a hash table can answer.
func equality(s *expr.Subquery) (*types.Type, bool) {
	call, ok := s.Compare.(*expr.Call)
	if !ok || call.Overload.Name != "=" || len(s.Left) != 1 {
		return nil, false
	}
	l, left := call.Args[0].(*expr.Column)
	r, right := call.Args[1].(*expr.Column)
	return s.Left[0].Type(), left && right && l.Type() == r.Type()
}

// probe looks a value up among the rows.
func (q *subqueries) probe(t *types.Type, rows *subplanRows, left types.Value) (types.Value, error) {
	if rows.table == nil {
		rows.table = newGroupTable([]*types.Type{t}, q.c.Memory)
		if _, err := rows.table.find(rows.Cols, rows.Batch); err != nil {
			return types.Null, err
		}
		rows.null = rows.Cols[0].Nulls.Any()
	}
	switch {
	case rows.Rows() == 0:
		return types.NewBool(false), nil
	case left.IsNull():
		return types.Null, nil
	}
	key := types.NewVector(t, 1)
	key.AppendValue(left)
	hash := []uint64{0}
	types.HashInto(hash, key, nil)
	if rows.table.lookup([]*types.Vector{key}, 0, hash[0]) >= 0 {
		return types.NewBool(true), nil
	}
	if rows.null {
		return types.Null, nil
	}
	return types.NewBool(false), nil
}
