package planner

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/bind"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/planner/rules"
	"github.com/s3dbsql/s3dbsql/types"
)

// Prepared is a bound statement that reads or changes rows. It may be kept and
// run many times under the catalog version it was bound against.
type Prepared struct {
	Query *plan.Query
	// Returns says that the statement gives rows: a query, or RETURNING.
	Returns bool
	// Tag is the command tag, to be followed by the number of rows.
	Tag string
}

// Prepare binds SELECT, VALUES, INSERT, UPDATE or DELETE. sql is the text in
// which the statement's positions count. Errors have SQLSTATE and position.
func Prepare(env bind.Env, sql string, stmt parser.Stmt) (*Prepared, error) {
	var q *plan.Query
	var err error
	if query, ok := stmt.(*parser.Query); ok {
		q, err = bind.Query(env, sql, query)
	} else {
		q, err = bind.Change(env, sql, stmt)
	}
	if err != nil {
		return nil, err
	}
	p := &Prepared{Query: rules.Run(rules.Static, q, env.Values), Tag: tags[parser.Tag(stmt)]}
	if err := rules.CheckFullJoins(p.Query); err != nil {
		return nil, err
	}
	p.Returns = p.Tag == "SELECT" || len(q.Root.Schema()) > 0
	return p, nil
}

// tags are the command tags that row counts follow; INSERT's has an OID that
// is always 0.
var tags = map[string]string{"SELECT": "SELECT", "VALUES": "SELECT", "INSERT": "INSERT 0", "UPDATE": "UPDATE", "DELETE": "DELETE"}

// Fields are the output columns.
func (p *Prepared) Fields() plan.Schema { return p.Query.Root.Schema() }

// Plan chooses access paths for the given parameter values and returns the
// query to run.
func (p *Prepared) Plan(env bind.Env, params []types.Value) (*plan.Query, error) {
	if len(params) != len(p.Query.Params) {
		return nil, pgerr.Newf(pgerr.ProtocolViolation, "the statement has %d parameters, %d were given", len(p.Query.Params), len(params))
	}
	q := p.Query
	if len(params) > 0 {
		q = withValues(q, params)
	}
	return rules.Run(rules.Access, q, env.Values), nil
}

// withValues puts parameter values in the place of parameters.
func withValues(q *plan.Query, params []types.Value) *plan.Query {
	set := func(n plan.Node) plan.Node {
		return plan.MapExprs(n, func(e expr.Expr) expr.Expr {
			return expr.Rewrite(e, func(e expr.Expr) expr.Expr {
				if p, ok := e.(*expr.Param); ok {
					return &expr.Const{Result: p.Result, Value: params[p.Number-1]}
				}
				return e
			})
		})
	}
	out := *q
	out.Root = plan.Rewrite(q.Root, set)
	out.Subplans = make([]plan.Node, len(q.Subplans))
	for i, s := range q.Subplans {
		out.Subplans[i] = plan.Rewrite(s, set)
	}
	return &out
}
