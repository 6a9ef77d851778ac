package executor

import (
	"unsafe"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// setRunner collects the rows of set-returning calls and counts them against
// the query's memory.
type setRunner struct {
	x      *expr.Context
	memory *Memory
	held   int64
}

// checkEvery is the number of rows after which a set-returning call looks
// whether it was cancelled, and counts its memory.
const checkEvery = 1024

// run gives the rows of a call; one that is strict gives none for a NULL
// argument.
func (s *setRunner) run(call *plan.SetCall, args []types.Value) ([]types.Value, error) {
	for _, a := range args {
		if a.IsNull() && !call.Set.NullCall {
			return nil, nil
		}
	}
	var rows []types.Value
	err := setFunction(call)(s.x.Env, args, func(v types.Value) error {
		rows = append(rows, v)
		if len(rows)%checkEvery != 0 {
			return nil
		}
		if err := s.x.Env.Ctx.Err(); err != nil {
			return err
		}
		return s.take(rows[len(rows)-checkEvery:])
	})
	if err == nil {
		err = s.take(rows[len(rows)/checkEvery*checkEvery:])
	}
	return rows, err
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

func (s *setRunner) take(rows []types.Value) error {
	size := int64(len(rows)) * int64(unsafe.Sizeof(types.Value{}))
	for _, v := range rows {
		if v.Kind() == types.KindText && !v.IsNull() {
			size += int64(len(v.Text()))
		}
	}
	s.held += size
	return s.memory.take(size)
}

// release gives the memory back.
func (s *setRunner) release() {
	s.memory.give(s.held)
	s.held = 0
}
