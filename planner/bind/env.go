package bind

import (
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// Env is what a statement is bound against.
type Env struct {
	Catalog   *catalog.Snapshot
	Path      []string // schemas searched for unqualified names, in order
	Functions *functions.Registry
	Virtual   Virtual        // system tables; nil if there are none
	Values    *functions.Env // settings under which literals are read
	// Params are the types of $1, $2 ... as far as the client gave them; bind
	// fills in the others (nil or Unknown) from their use.
	Params []*types.Type
}

// Virtual finds system tables.
type Virtual interface {
	Lookup(schema, name string) (plan.Virtual, plan.Schema, bool)
}

// binder is the state of binding one statement.
type binder struct {
	Env
	sql       string // the text that positions count in
	subplans  []plan.Node
	records   *[]recordType
	recursing *recursion             // the common table expression that is being bound
	numbers   int                    // CTE numbers handed out
	seen      map[types.OID]bool     // relations read, if anybody asks
	views     []types.OID            // whose queries are being bound, outermost first
	home      string                 // schema of the view being made: names of others get their schema
	renaming  *renaming              // nil unless the text is searched for a name
	system    []catalog.SystemColumn // that the text may read
}

// newBinder makes a binder; every one is made here.
func newBinder(env Env, sql string) *binder {
	return &binder{Env: env, sql: sql, records: new([]recordType), system: mentioned(sql)}
}

// at gives an error its position in the query text: that of node, unless it
// is a text that the client did not send.
func (b *binder) at(err error, node parser.Node) error {
	var e *pgerr.Error
	if node.Pos() >= 0 && b.sql != "" && errors.As(err, &e) {
		_ = e.At(parser.Position(b.sql, node.Pos())) // it is err, or err wraps it
	}
	return err
}

// placed gives an error a character position, if that is known.
func placed(err error, pos int) error {
	var e *pgerr.Error
	if pos > 0 && errors.As(err, &e) {
		_ = e.At(pos)
	}
	return err
}

// errorf makes an error at a node.
func (b *binder) errorf(node parser.Node, code pgerr.Code, format string, args ...any) error {
	return b.at(pgerr.Newf(code, format, args...), node)
}

// unsupported makes a 0A000 at a node.
func (b *binder) unsupported(node parser.Node, feature string) error {
	return b.at(pgerr.Unsupported(feature), node)
}

// position is the character position of a node, for nodes that keep it.
func (b *binder) position(node parser.Node) int {
	if node.Pos() < 0 || b.sql == "" {
		return 0
	}
	return parser.Position(b.sql, node.Pos())
}

// Query binds a query; its root keeps the output names. sql is the text in
// which the tree's positions count.
func Query(env Env, sql string, q *parser.Query) (*plan.Query, error) {
	b := newBinder(env, sql)
	root, err := b.query(&level{}, q)
	if err != nil {
		return nil, err
	}
	return b.finish(b.settleUnknown(root))
}

// finish makes the statement's Query out of a bound root.
func (b *binder) finish(root plan.Node) (*plan.Query, error) {
	for i, t := range b.Params {
		if t == nil || t == types.Unknown {
			return nil, pgerr.Newf(pgerr.IndeterminateDatatype, "could not determine data type of parameter $%d", i+1)
		}
	}
	return &plan.Query{Root: root, Subplans: b.subplans, Params: b.Params}, nil
}
