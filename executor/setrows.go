package executor

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// setRunner runs set-returning calls and counts their rows against the query's
// memory.
type setRunner struct {
	x      *expr.Context
	memory *Memory
	held   int64
}

// checkEvery is the number of rows after which a set-returning call looks
// whether it was cancelled, and counts its memory.
const checkEvery = 1024

// run appends the rows of a call to columns and returns their number; a call
// that is strict gives none for a NULL argument.
func (s *setRunner) run(call *plan.SetCall, args []types.Value, cols []*types.Vector) (n int, err error) {
	for _, a := range args {
		if a.IsNull() && !call.Set.NullCall {
			return 0, nil
		}
	}
	counted := cols[0].Len()
	err = setFunction(call)(s.x.Env, args, func(v types.Value) error {
		spread(cols, v)
		if n++; n%checkEvery != 0 {
			return nil
		}
		if err := s.x.Env.Ctx.Err(); err != nil {
			return err
		}
		err := s.take(cols, counted)
		counted = cols[0].Len()
		return err
	})
	if err == nil {
		err = s.take(cols, counted)
	}
	return n, err
}

// spread adds a row to columns: a record's fields, or the value itself.
func spread(cols []*types.Vector, v types.Value) {
	if v.Kind() != types.KindRecord || len(cols) == 1 && cols[0].Type.Kind == types.KindRecord {
		cols[0].AppendValue(v)
		return
	}
	for i, field := range v.Record().Values {
		cols[i].AppendValue(field)
	}
}

func setFunction(call *plan.SetCall) functions.SetFn {
	if call.Set.Bind == nil {
		return call.Set.Fn
	}
	ts := make([]*types.Type, len(call.Args))
	for i, e := range call.Args {
		ts[i] = e.Type()
	}
	return call.Set.Bind(ts, call.Set.Columns)
}

func (s *setRunner) take(cols []*types.Vector, from int) error {
	size := sizeOf(&types.Batch{Cols: cols}, from)
	s.held += size
	return s.memory.take(size)
}

// release gives the memory back.
func (s *setRunner) release() {
	s.memory.give(s.held)
	s.held = 0
}
