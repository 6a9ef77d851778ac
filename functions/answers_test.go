package functions_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

func testEnv() *functions.Env {
	start := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	return &functions.Env{
		Style:            types.DefaultStyle,
		Parse:            &types.ParseEnv{Now: func() time.Time { return start }},
		TransactionStart: start,
		StatementStart:   start,
		Clock:            func() time.Time { return start },
		Rand:             rand.New(rand.NewPCG(1, 2)),
		Random:           rand.NewChaCha8([32]byte{}),
	}
}

// literal is an argument as a test writes it: a type and a quoted text.
type literal struct {
	t    *types.Type
	text string
	null bool
}

func (l literal) sql() string {
	if l.null {
		return "NULL::" + l.t.SQLName
	}
	return "'" + strings.ReplaceAll(l.text, "'", "''") + "'::" + l.t.SQLName
}

func (l literal) value(t *types.Type) (types.Value, error) {
	if l.null {
		return types.Null, nil
	}
	return types.ParseText(t, types.NoTypmod, l.text, testEnv().Parse)
}

// parseCall reads a name and its literals: name type 'text' type NULL ...
func parseCall(line string) (name string, args []literal, err error) {
	name, rest, _ := strings.Cut(line, " ")
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		typeName, after, _ := strings.Cut(rest, " ")
		l := literal{t: types.ByName(typeName)}
		if l.t == nil {
			return "", nil, fmt.Errorf("no type %q in %q", typeName, line)
		}
		if l.null = strings.HasPrefix(after, "NULL"); l.null {
			rest = after[len("NULL"):]
		} else if l.text, rest, err = cutQuoted(after); err != nil {
			return "", nil, err
		}
		args = append(args, l)
	}
	return name, args, nil
}

// cutQuoted splits off a text in quotes, which a doubled quote stands for.
func cutQuoted(s string) (text, rest string, err error) {
	if !strings.HasPrefix(s, "'") {
		return "", "", fmt.Errorf("no quote at %q", s)
	}
	for i := 1; i < len(s); i++ {
		if s[i] != '\'' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '\'' {
			i++
			continue
		}
		return strings.ReplaceAll(s[1:i], "''", "'"), s[i+1:], nil
	}
	return "", "", fmt.Errorf("no closing quote in %q", s)
}

func isOperator(name string) bool { return strings.ContainsAny(name, "<>=|&@#?-+") }

func typesOf(args []literal) []*types.Type {
	var ts []*types.Type
	for _, a := range args {
		ts = append(ts, a.t)
	}
	return ts
}

func sqlOf(args []literal) string {
	var list []string
	for _, a := range args {
		list = append(list, a.sql())
	}
	return strings.Join(list, ", ")
}

// textOf prints a result.
func textOf(t *types.Type, v types.Value) string {
	if v.IsNull() {
		return "NULL"
	}
	return string(types.AppendText(nil, t, v, types.DefaultStyle))
}

// valuesFor reads the literals as the types a resolved call takes them.
func valuesFor(call functions.Call, args []literal) ([]types.Value, error) {
	var values []types.Value
	for i, a := range args {
		v, err := a.value(call.Args[i])
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	if call.Collect < 0 {
		return values, nil
	}
	rest := values[call.Collect:]
	array := &types.Array{}
	if len(rest) > 0 {
		array = &types.Array{Dims: []types.Dim{{Len: len(rest), Lower: 1}}, Values: rest}
	}
	return append(values[:call.Collect:call.Collect], types.NewArray(array)), nil
}

// callScalar answers one line of a "call" directive.
func callScalar(name string, args []literal) ([]string, error) {
	registry := functions.Builtins()
	var r functions.Resolved
	var err error
	if isOperator(name) {
		r, err = registry.ResolveOperator(name, args[0].t, args[1].t)
	} else {
		r, err = registry.ResolveFunction(name, typesOf(args), false)
	}
	if err != nil {
		return nil, err
	}
	values, err := valuesFor(r.Call, args)
	if err != nil {
		return nil, err
	}
	if !r.Overload.NullCall && anyNull(values) {
		return []string{"NULL"}, nil
	}
	v, err := r.Overload.Fn(testEnv(), values)
	if err != nil {
		return nil, err
	}
	return []string{textOf(r.Result, v)}, nil
}

func anyNull(values []types.Value) bool {
	for _, v := range values {
		if v.IsNull() {
			return true
		}
	}
	return false
}

func (j *judge) scalar(name string, args []literal) ([]string, error) {
	if isOperator(name) {
		return j.ask(fmt.Sprintf("SELECT (%s %s %s)", args[0].sql(), name, args[1].sql()))
	}
	return j.ask(fmt.Sprintf("SELECT %s(%s)", name, sqlOf(args)))
}

// callSet answers one line of a "set" directive.
func callSet(name string, args []literal) ([]string, error) {
	set, call, err := functions.Builtins().ResolveSet(name, typesOf(args))
	if err != nil {
		return nil, err
	}
	values, err := valuesFor(call, args)
	if err != nil || !set.NullCall && anyNull(values) {
		return nil, err
	}
	fn := set.Fn
	if set.Bind != nil {
		fn = set.Bind(call.Args, nil)
	}
	var rows []string
	err = fn(testEnv(), values, func(v types.Value) error {
		rows = append(rows, textOf(call.Result, v))
		if len(rows) == 10 {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return rows, err
}

var errEnough = errors.New("enough rows")

func (j *judge) set(name string, args []literal) ([]string, error) {
	if name == "_pg_expandarray" {
		name = "information_schema." + name
	}
	return j.ask(fmt.Sprintf("SELECT %s(%s) LIMIT 10", name, sqlOf(args)))
}

// TestAnswers runs the questions of testdata/answers: "call" for functions and
// operators, "set" and "record" for set-returning functions, "aggregate" and
// "window". Each line is answered by one line.
func TestAnswers(t *testing.T) {
	oracle := newJudge(t)
	datadriven.Walk(t, "testdata/answers", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var out strings.Builder
			for _, line := range strings.Split(strings.TrimSpace(d.Input), "\n") {
				rows, err := answer(oracle, d.Cmd, line)
				fmt.Fprintln(&out, report(rows, err))
			}
			return out.String()
		})
	})
}

func answer(oracle *judge, command, line string) ([]string, error) {
	switch command {
	case "aggregate", "window":
		return answerOver(oracle, command, line)
	case "record":
		return answerRecord(oracle, line)
	}
	name, args, err := parseCall(line)
	switch {
	case err != nil:
		return nil, err
	case command == "call" && oracle != nil:
		return oracle.scalar(name, args)
	case command == "call":
		return callScalar(name, args)
	case command == "set" && oracle != nil:
		return oracle.set(name, args)
	case command == "set":
		return callSet(name, args)
	}
	return nil, fmt.Errorf("no directive %s", command)
}
