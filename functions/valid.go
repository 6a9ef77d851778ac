package functions

import (
	"sync"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
	"github.com/s3dbsql/s3dbsql/validation"
)

// ruleFunctions judge values by the attribute rules of s3db.js, as CHECK
// constraints of the tables that s3db.js defined do.
func ruleFunctions() []Overload {
	valid := func(n types.OID, args ...*types.Type) Overload {
		return polymorphic(FirstOwnFunction+n, "s3db.valid", args, types.Bool, bindValid)
	}
	return []Overload{
		valid(60, types.Text, types.Text), valid(61, types.Text, types.AnyElement),
		valid(62, types.Text, types.Text, types.Text), valid(63, types.Text, types.AnyElement, types.Text),
	}
}

func bindValid(ts []*types.Type, _ *types.Type) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		key := ruleKey{text: args[0].Text()}
		if len(args) > 2 {
			key.v21 = args[2].Text() == "v21"
		}
		v, err := ruleOf(key)
		if err != nil {
			return types.Null, err
		}
		_, err = v.Value("", documentValue(env, ts[1], args[1]))
		return types.NewBool(err == nil), nil
	}
}

// Violation says how a value breaks an attribute rule, in the words of
// s3db.js; "" if it does not, or if more than the value decides.
func Violation(env *Env, rule, name string, t *types.Type, value types.Value) string {
	v, err := ruleOf(ruleKey{text: rule})
	if err != nil || value.IsNull() {
		return ""
	}
	if _, err = v.Value(name, documentValue(env, t, value)); err != nil {
		return err.Error()
	}
	return ""
}

// documentValue is a value of SQL as a record of s3db.js has it.
func documentValue(env *Env, t *types.Type, v types.Value) any {
	switch {
	case t.Kind == types.KindInt && t.Category == types.CategoryNumeric:
		return float64(v.Int())
	case t.Kind == types.KindFloat:
		return v.Float()
	case t.Kind == types.KindBool:
		return v.Bool()
	case t == types.TimestampTZ || t == types.Timestamp:
		return types.ToTime(v.Int())
	case t.Kind == types.KindText && t != types.JSON && t != types.JSONB:
		return output(env, t, v)
	}
	w := jsonWriter{style: env.Style}
	w.value(t, v)
	parsed, err := types.ParseJSON(string(w.buf))
	if err != nil {
		return string(w.buf)
	}
	return documentJSON(parsed)
}

func documentJSON(j types.JSONValue) any {
	switch j.Kind {
	case types.JSONString:
		return j.Text
	case types.JSONNumber:
		f, _ := j.Number.Float64()
		return f
	case types.JSONBool:
		return j.Bool
	case types.JSONArray:
		list := make([]any, len(j.Items))
		for i := range j.Items {
			list[i] = documentJSON(j.Items[i])
		}
		return list
	case types.JSONObject:
		o := make(map[string]any, len(j.Keys))
		for i, key := range j.Keys {
			o[key] = documentJSON(j.Items[i])
		}
		return o
	}
	return nil
}

// ruleKey is a rule as text, and the dialect in which it is meant.
type ruleKey struct {
	text string
	v21  bool
}

// maxRules bounds the compiled rules that are kept; a full cache drops any
// for the next.
const maxRules = 512

var compiledRules = struct {
	sync.Mutex
	compiled map[ruleKey]*validation.Validator
}{compiled: map[ruleKey]*validation.Validator{}}

// ruleOf compiles a rule; 22023 if it is none.
func ruleOf(key ruleKey) (*validation.Validator, error) {
	compiledRules.Lock()
	defer compiledRules.Unlock()
	if v := compiledRules.compiled[key]; v != nil {
		return v, nil
	}
	v, err := validation.CompileRule(key.text, validation.Options{V21: key.v21})
	if err != nil {
		return nil, pgerr.Newf(pgerr.InvalidParameterValue, "invalid attribute rule: %w", err)
	}
	for old := range compiledRules.compiled {
		if len(compiledRules.compiled) < maxRules {
			break
		}
		delete(compiledRules.compiled, old)
	}
	compiledRules.compiled[key] = v
	return v, nil
}
