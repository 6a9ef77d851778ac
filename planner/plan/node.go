package plan

import (
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Node is a node of a plan.
type Node interface {
	// Schema describes the output columns.
	Schema() Schema
	// Children returns the inputs.
	Children() []Node
	// WithChildren returns a copy with other inputs, as many as Children.
	WithChildren(inputs []Node) Node
	// Describe prints the node without its inputs: a title as EXPLAIN shows
	// it, and detail lines such as "Filter: ...".
	Describe() (title string, details []string)
}

// Schema is the list of a node's output columns.
type Schema []Column

// Column is an output column. Table and Number say where it comes from, for
// RowDescription; they are 0 for computed columns.
type Column struct {
	Name   string
	Type   *types.Type
	Typmod int32
	Table  types.OID
	Number int16
}

// Types returns the columns' types.
func (s Schema) Types() []*types.Type {
	ts := make([]*types.Type, len(s))
	for i, c := range s {
		ts[i] = c.Type
	}
	return ts
}

// Ref is an expression that reads column i of a schema.
func (s Schema) Ref(i int) *expr.Column {
	return &expr.Column{Result: expr.Result{Of: s[i].Type, Mod: s[i].Typmod}, Index: i, Name: s[i].Name}
}

// Refs are expressions that read the columns of a schema, in order.
func (s Schema) Refs() []expr.Expr {
	refs := make([]expr.Expr, len(s))
	for i := range s {
		refs[i] = s.Ref(i)
	}
	return refs
}

// Query is a whole statement that returns rows, or changes them: its root and
// the subplans that expr.Subquery nodes anywhere below refer to by index. A
// subplan is a Query's Root of its own whose Subplans are in the same list.
type Query struct {
	Root     Node
	Subplans []Node
	Params   []*types.Type // types of $1, $2 ...
}
