package session

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/executor"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// runQuery runs a command that reads or changes rows and was not prepared.
func (s *Session) runQuery(ctx context.Context, c *command, params []types.Value) (*result, error) {
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	p, err := s.prepare(ctx, c)
	if err != nil {
		return nil, err
	}
	return s.runPlanned(ctx, p, params)
}

// runPlanned runs a bound statement under the snapshot just taken. One that
// gives no rows has done its work when this returns.
func (s *Session) runPlanned(ctx context.Context, p *planned, params []types.Value) (*result, error) {
	q, err := p.Plan(s.bindEnv(nil), params)
	if err != nil {
		return nil, err
	}
	x := s.executorContext(ctx, params)
	op, err := executor.Build(x, q)
	if err != nil {
		return nil, err
	}
	r := &result{fields: p.fields, rows: &reader{op: op}, tag: p.Tag, counted: true, env: x.Env}
	if a, ok := op.(interface{ Affected() int64 }); ok && p.Tag != "SELECT" {
		r.affected = a.Affected
	}
	if p.Returns {
		return r, nil
	}
	defer r.close()
	_, err = r.rows.next(ctx, 0)
	r.rows = nil
	return r, err
}

func (s *Session) executorContext(ctx context.Context, params []types.Value) *executor.Context {
	return &executor.Context{
		Source: s.source(),
		Env:    s.functionEnv(ctx),
		Params: params,
		Memory: executor.NewMemory(s.db.QueryMemory),
		Virtual: func(ctx context.Context, t plan.Virtual) ([][]types.Value, error) {
			return s.db.System.Rows(ctx, t, s)
		},
		Referring: s.referring,
	}
}

// referring lists the foreign keys that refer to a table.
func (s *Session) referring(to *catalog.Table) []plan.ForeignKey {
	var keys []plan.ForeignKey
	for _, from := range s.Catalog().Tables() {
		for _, c := range from.Constraints {
			if c.Kind == catalog.ForeignKey && c.RefTable == to.OID {
				keys = append(keys, plan.ForeignKey{Constraint: c, From: from, To: to})
			}
		}
	}
	return keys
}

// rowsOf runs a bound query to its end and returns its rows.
func (s *Session) rowsOf(ctx context.Context, p *planned) (*types.Batch, error) {
	r, err := s.runPlanned(ctx, p, nil)
	if err != nil || r.rows == nil {
		return nil, err
	}
	defer r.close()
	all := types.NewBatch(p.Fields().Types(), 0)
	for {
		b, err := r.rows.next(ctx, 0)
		if b == nil || err != nil {
			return all, err
		}
		all.Append(b)
	}
}

func columnTypes(fields []Field) []*types.Type {
	ts := make([]*types.Type, 0, len(fields))
	for _, f := range fields {
		ts = append(ts, f.Type)
	}
	return slices.Clip(ts)
}
