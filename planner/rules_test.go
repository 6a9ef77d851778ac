package planner_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"github.com/s3dbsql/s3dbsql/planner/bind"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/planner/rules"

	"github.com/s3dbsql/s3dbsql/parser"
)

// TestRules runs the files of testdata/rules, one for each rule:
//
//	rule NAME   the plan of a statement before and after the rule, all rules
//	            that stand in front of it applied
//	plan        the plan after all rules
func TestRules(t *testing.T) {
	env := newEnv(t)
	datadriven.Walk(t, "testdata/rules", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			q := bound(t, env, d.Input)
			if d.Cmd == "plan" {
				return shown(rules.Run(rules.Access, rules.Run(rules.Static, q, env.Values), env.Values))
			}
			return step(t, env, q, strings.ReplaceAll(d.CmdArgs[0].Key, "-", " "))
		})
	})
}

// TestEachRuleHasItsFile looks for rules without tests.
func TestEachRuleHasItsFile(t *testing.T) {
	seen := map[string]bool{}
	datadriven.Walk(t, "testdata/rules", func(t *testing.T, path string) {
		seen[strings.ReplaceAll(path[strings.LastIndex(path, "/")+1:], "-", " ")] = true
	})
	for _, r := range slices.Concat(rules.Static, rules.Access) {
		if !seen[r.Name] {
			t.Errorf("there is no file of the rule %q", r.Name)
		}
	}
}

func bound(t *testing.T, env bind.Env, sql string) *plan.Query {
	stmt := parsed(t, sql)
	var q *plan.Query
	var err error
	if query, ok := stmt.(*parser.Query); ok {
		q, err = bind.Query(env, sql, query)
	} else {
		q, err = bind.Change(env, sql, stmt)
	}
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return q
}

// step shows what one rule does.
func step(t *testing.T, env bind.Env, q *plan.Query, name string) string {
	all := slices.Concat(rules.Static, rules.Access)
	i := slices.IndexFunc(all, func(r rules.Rule) bool { return r.Name == name })
	if i < 0 {
		t.Fatalf("there is no rule %q", name)
	}
	q = rules.Run(all[:i], q, env.Values)
	before, after := shown(q), shown(rules.Run(all[i:i+1], q, env.Values))
	if before == after {
		return "unchanged\n" + before
	}
	return before + "=>\n" + after
}

// shown prints a query with its subplans.
func shown(q *plan.Query) string {
	out := strings.Join(plan.FormatWith(q.Root, nil, details), "\n") + "\n"
	for i, s := range q.Subplans {
		out += fmt.Sprintf("Subplan %d\n", i+1)
		for _, line := range plan.FormatWith(s, nil, details) {
			out += "  " + line + "\n"
		}
	}
	return out
}

// details adds to a scan what EXPLAIN shows as a prefix and requests.
func details(n plan.Node, own []string) []string {
	s, ok := n.(*plan.Scan)
	if !ok {
		return own
	}
	access := own[0]
	for _, key := range append(slices.Clone(s.Keys), s.Bounds) {
		if len(key) > 0 {
			access += " " + fmt.Sprint(key)
		}
	}
	if s.Access.Limit > 0 {
		access += fmt.Sprintf(", limit %d", s.Access.Limit)
	}
	if s.Unread != nil {
		access += fmt.Sprintf(", columns %d", s.Access.Columns)
	}
	if s.Access.Lock {
		access += ", to be locked"
	}
	return append([]string{access}, own[1:]...)
}
