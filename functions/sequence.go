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
