package expr

import (
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// Context is what an expression may ask of the statement it runs in.
type Context struct {
	Env    *functions.Env
	Params []types.Value // Param n is Params[n-1]
	Outer  []types.Value // Outer i is Outer[i]
	// Subqueries evaluates Subquery nodes; it may be nil where there are none.
	Subqueries Subqueries
}

// Subqueries runs the plans of subquery expressions; the executor is it.
type Subqueries interface {
	// Eval is the value of s for one outer row. correlated are the values of
	// s.Correlated and left those of s.Left; both are valid during the call.
	Eval(s *Subquery, correlated, left []types.Value) (types.Value, error)
}
