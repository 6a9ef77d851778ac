package rules

import (
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
)

// Rule rewrites a plan.
type Rule struct {
	Name  string
	Apply func(c *Context, n plan.Node) plan.Node
}

// Context is what rules may look at.
type Context struct {
	Query *plan.Query
	Env   *functions.Env

	lookups int // the number of the last join with a lookup
}

// Static are the rules that need no parameter values, in order.
var Static = []Rule{
	{"fold", fold},
	{"unnest", unnest},
	{"aggregates", aggregates},
	{"lateral", lateral},
	{"pull up", pullUp},
	{"pushdown", pushdown},
	{"unnest", unnest}, // what was a join's condition and is now a filter of one side
	{"join order", joinOrder},
	{"join keys", joinKeys},
	{"top", top},
}

// Access are the rules that choose access paths, in order.
var Access = []Rule{
	{"by id", byID},
	{"partition", partition},
	{"by version", byVersion},
	{"lookup", lookup},
	{"key condition", keyCondition},
	{"limit", limit},
	{"prune", prune},
}

// Run applies rules to a query and its subplans.
func Run(rules []Rule, q *plan.Query, env *functions.Env) *plan.Query {
	out := *q
	out.Subplans = append([]plan.Node{}, q.Subplans...)
	c := &Context{Query: &out, Env: env}
	for _, r := range rules {
		for i, s := range out.Subplans {
			out.Subplans[i] = r.Apply(c, s)
		}
		out.Root = r.Apply(c, out.Root)
	}
	return &out
}
