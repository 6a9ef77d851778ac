package functions

import (
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// systemFunctions tell about the session and the server (manual, 9.26 and
// 9.27).
func systemFunctions() []Overload {
	name, text, number := types.Name, types.Text, types.Int4
	ask := func(oid types.OID, name string, result *types.Type, answer func(SessionInfo) types.Value) Overload {
		return pure(oid, name, nil, result, scalar(func(env *Env, _ []types.Value) (types.Value, error) {
			return answer(env.Session), nil
		})).stable()
	}
	user := func(s SessionInfo) types.Value { return types.NewText(s.User()) }
	return []Overload{
		ask(89, "version", text, version),
		ask(861, "current_database", name, func(s SessionInfo) types.Value { return types.NewText(s.Database()) }),
		ask(1402, "current_schema", name, currentSchema),
		ask(745, "current_user", name, user),
		ask(746, "session_user", name, user),
		ask(2026, "pg_backend_pid", number, func(s SessionInfo) types.Value { return types.NewInt(int64(s.ProcessID())) }),
		ask(810, "pg_client_encoding", name, func(SessionInfo) types.Value { return types.NewText("UTF8") }),
		ask(1039, "getdatabaseencoding", name, func(SessionInfo) types.Value { return types.NewText("UTF8") }),
		ask(3810, "pg_is_in_recovery", types.Bool, func(SessionInfo) types.Value { return types.NewBool(false) }).volatile(),
		ask(2854, "pg_my_temp_schema", types.OIDType, func(SessionInfo) types.Value { return types.NewInt(0) }),
		pure(2855, "pg_is_other_temp_schema", takes(types.OIDType), types.Bool, constant(types.NewBool(false))).stable(),
		pure(1403, "current_schemas", takes(types.Bool), name.Array, scalar(currentSchemas)).stable(),
		pure(2077, "current_setting", takes(text), text, scalar(currentSetting)).stable(),
		pure(3294, "current_setting", takes(text, types.Bool), text, scalar(currentSetting)).stable(),
		pure(2078, "set_config", takes(text, text, types.Bool), text, scalar(setConfig)).volatile().nullCall(),
		pure(2943, "txid_current", nil, types.Int8, scalar(transactionID)).stable(),
		pure(5059, "pg_current_xact_id", nil, types.XID8, scalar(transactionID)).stable(),
		pure(2626, "pg_sleep", takes(types.Float8), types.Void, scalar(sleep)).volatile(),
		pure(2171, "pg_cancel_backend", takes(number), types.Bool, scalar(cancelBackend)).volatile(),
		pure(1264, "pg_char_to_encoding", takes(name), number, scalar(encodingNumber)).stable(),
		pure(3778, "pg_tablespace_location", takes(types.OIDType), text, constant(types.NewText(""))).stable(),
		pure(1597, "pg_encoding_to_char", takes(number), name, scalar(encodingName)).stable(),
	}
}

// constant makes a function of its result.
func constant(v types.Value) body {
	return scalar(func(*Env, []types.Value) (types.Value, error) { return v, nil })
}

func version(s SessionInfo) types.Value {
	number, _ := s.Setting("server_version")
	return types.NewText("PostgreSQL " + number + " (s3dbsql)")
}

func currentSchema(s SessionInfo) types.Value {
	if path := s.SearchPath(); len(path) > 0 {
		return types.NewText(path[0])
	}
	return types.Null
}

// currentSchemas is the search path, with pg_catalog in front if wanted.
func currentSchemas(env *Env, args []types.Value) (types.Value, error) {
	var values []types.Value
	if args[0].Bool() {
		values = append(values, types.NewText("pg_catalog"))
	}
	for _, schema := range env.Session.SearchPath() {
		values = append(values, types.NewText(schema))
	}
	return types.NewArray(newList(values)), nil
}

// currentSetting is the value of a setting; the second argument says whether a
// missing one is NULL rather than an error.
func currentSetting(env *Env, args []types.Value) (types.Value, error) {
	name := args[0].Text()
	if value, ok := env.Session.Setting(name); ok {
		return types.NewText(value), nil
	}
	if len(args) > 1 && args[1].Bool() {
		return types.Null, nil
	}
	return types.Null, pgerr.Newf(pgerr.UndefinedObject, "unrecognized configuration parameter \"%s\"", name)
}

func setConfig(env *Env, args []types.Value) (types.Value, error) {
	if args[0].IsNull() {
		return types.Null, pgerr.New(pgerr.NullValueNotAllowed, "SET requires parameter name")
	}
	name := args[0].Text()
	if err := env.Session.SetSetting(name, args[1].Text(), args[2].Bool()); err != nil {
		return types.Null, err
	}
	value, _ := env.Session.Setting(name)
	return types.NewText(value), nil
}

// transactionID is a number that grows from one transaction to the next: the
// microseconds of its start, as this server does not number transactions.
func transactionID(env *Env, _ []types.Value) (types.Value, error) {
	return types.NewInt(env.TransactionStart.UnixMicro()), nil
}

// sleep waits for some seconds, or until the statement is cancelled.
func sleep(env *Env, args []types.Value) (types.Value, error) {
	timer := time.NewTimer(time.Duration(min(args[0].Float(), 1e9) * float64(time.Second)))
	defer timer.Stop()
	select {
	case <-timer.C:
		return types.NewText(""), nil
	case <-env.Ctx.Done():
		return types.Null, env.Ctx.Err()
	}
}

func cancelBackend(env *Env, args []types.Value) (types.Value, error) {
	return types.NewBool(env.Session.Cancel(int32(args[0].Int()))), nil
}

// encodingUTF8 is the number of the only encoding.
const encodingUTF8 = 6

func encodingName(_ *Env, args []types.Value) (types.Value, error) {
	if args[0].Int() == encodingUTF8 {
		return types.NewText("UTF8"), nil
	}
	return types.NewText(""), nil
}

// encodingNumber undoes encodingName; -1 stands for every other name.
func encodingNumber(_ *Env, args []types.Value) (types.Value, error) {
	if encodingOf(args[0].Text()) == "UTF8" {
		return types.NewInt(encodingUTF8), nil
	}
	return types.NewInt(-1), nil
}
