package bind

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// sequenceTable binds SELECT ... FROM sequence: a table of one row, which says
// where the sequence stands.
func (b *binder) sequenceTable(seq *catalog.Sequence, t *parser.Table) (plan.Node, *scope, error) {
	state := functions.SequenceState
	call := plan.SetCall{Set: state, Args: []expr.Expr{expr.NewConst(types.RegClass, types.NewInt(int64(seq.OID)))}}
	cols := setColumns(call, state.Result)
	node := &plan.FunctionScan{Calls: []plan.FunctionCall{{Set: &call, Columns: len(cols)}}, Cols: cols}
	return b.aliased(node, seq.Name, t.Alias, t, len(cols))
}
