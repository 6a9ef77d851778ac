package functions

import "github.com/s3dbsql/s3dbsql/types"

// sequenceFunctions work on sequences (manual, 9.17).
func sequenceFunctions() []Overload {
	class, number := types.RegClass, types.Int8
	return []Overload{
		pure(1574, "nextval", takes(class), number, scalar(func(env *Env, args []types.Value) (types.Value, error) {
			return checked(env.Session.NextValue(env.Ctx, sequenceName(env, args)))
		})).volatile(),
		pure(1575, "currval", takes(class), number, scalar(func(env *Env, args []types.Value) (types.Value, error) {
			return checked(env.Session.CurrentValue(sequenceName(env, args)))
		})).volatile(),
		pure(2559, "lastval", nil, number, scalar(func(env *Env, _ []types.Value) (types.Value, error) {
			return checked(env.Session.LastValue())
		})).volatile(),
		pure(4032, "pg_sequence_last_value", takes(class), number, scalar(sequenceLastValue)).volatile(),
		pure(1576, "setval", takes(class, number), number, scalar(setValue)).volatile(),
		pure(1765, "setval", takes(class, number, types.Bool), number, scalar(setValue)).volatile(),
	}
}

func sequenceName(env *Env, args []types.Value) string { return output(env, types.RegClass, args[0]) }

// setValue sets the last value; the third argument says whether nextval has
// returned it already, which is the default.
func setValue(env *Env, args []types.Value) (types.Value, error) {
	called := len(args) < 3 || args[2].Bool()
	err := env.Session.SetValue(env.Ctx, sequenceName(env, args), args[1].Int(), called)
	return args[1], err
}

// sequenceLastValue is NULL for a sequence that has not been used.
func sequenceLastValue(env *Env, args []types.Value) (types.Value, error) {
	last, called, err := env.Session.SequenceState(env.Ctx, sequenceName(env, args))
	if err != nil || !called {
		return types.Null, err
	}
	return types.NewInt(last), nil
}

// SequenceState is what SELECT * FROM sequence reads. No values are fetched
// ahead within a session, so that log_cnt is 0.
var SequenceState = &Set{
	Name: "sequence", Args: takes(types.RegClass), Result: types.RecordType,
	Columns: columns("last_value", types.Int8, "log_cnt", types.Int8, "is_called", types.Bool),
	Fn: func(env *Env, args []types.Value, yield func(types.Value) error) error {
		last, called, err := env.Session.SequenceState(env.Ctx, sequenceName(env, args))
		if err != nil {
			return err
		}
		return yield(types.NewRecord(&types.Record{
			Types:  takes(types.Int8, types.Int8, types.Bool),
			Values: []types.Value{types.NewInt(last), types.NewInt(0), types.NewBool(called)},
		}))
	},
}
