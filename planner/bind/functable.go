package bind

import (
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// functionTable binds functions in FROM. They may read the items before them
// without LATERAL.
func (b *binder) functionTable(l *level, f *parser.FuncTable) (plan.Node, *scope, error) {
	node := &plan.FunctionScan{Ordinality: f.Ordinality}
	if f.Ordinality && len(f.Columns) > 0 {
		return nil, nil, b.at(pgerr.New(pgerr.SyntaxError, "WITH ORDINALITY cannot be used with a column definition list").
			WithHint("Put the column definition list inside ROWS FROM()."), f.Columns[0])
	}
	inner := l.beside()
	inner.clause = "functions in FROM"
	for _, fn := range sideBySide(f.Funcs) {
		call, cols, err := b.tableFunction(inner, fn, f)
		if err != nil {
			return nil, nil, err
		}
		node.Calls = append(node.Calls, call)
		node.Cols = append(node.Cols, cols...)
	}
	if f.Ordinality {
		node.Cols = append(node.Cols, plan.Column{Name: "ordinality", Type: types.Int8, Typmod: types.NoTypmod})
	}
	name := node.Cols[0].Name
	if call, ok := f.Funcs[0].Call.(*parser.FuncCall); ok {
		name = call.Name.Name
	}
	alias := f.Alias
	if alias != nil && len(alias.Columns) == 0 && len(node.Calls) == 1 && node.Calls[0].Columns == 1 && !hasColumns(node.Calls[0]) {
		// The alias of a function with one column names that column, too.
		alias = &parser.Alias{Name: alias.Name, Columns: []string{alias.Name}}
	}
	return b.aliased(b.modified(node), name, alias, f, len(node.Cols))
}

// sideBySide makes of unnest with several arrays as many calls with one.
func sideBySide(fns []*parser.TableFunc) []*parser.TableFunc {
	var all []*parser.TableFunc
	for _, fn := range fns {
		call, ok := fn.Call.(*parser.FuncCall)
		if !ok || call.Name.Name != "unnest" || len(call.Args) < 2 {
			all = append(all, fn)
			continue
		}
		for _, arg := range call.Args {
			one := *call
			one.Args = []parser.Expr{arg}
			all = append(all, &parser.TableFunc{Call: &one, Columns: fn.Columns})
		}
	}
	return all
}

// hasColumns reports whether a function names its output columns itself.
func hasColumns(c plan.FunctionCall) bool { return c.Set != nil && len(c.Set.Set.Columns) > 0 }

// tableFunction binds one function of FROM and describes its columns.
func (b *binder) tableFunction(l *level, fn *parser.TableFunc, f *parser.FuncTable) (plan.FunctionCall, plan.Schema, error) {
	list := append(fn.Columns[:len(fn.Columns):len(fn.Columns)], f.Columns...)
	call, ok := fn.Call.(*parser.FuncCall)
	if !ok || len(b.Functions.Sets(calledName(call))) == 0 {
		e, err := b.expr(l, fn.Call)
		if err != nil {
			return plan.FunctionCall{}, nil, err
		}
		if len(list) > 0 {
			return plan.FunctionCall{}, nil, b.errorf(list[0], pgerr.SyntaxError, "a column definition list is only allowed for functions returning \"record\"")
		}
		name := parser.ColumnName(fn.Call)
		return plan.FunctionCall{Scalar: e, Columns: 1}, plan.Schema{{Name: name, Type: e.Type(), Typmod: e.Typmod()}}, nil
	}
	args, err := b.arguments(l, call)
	if err != nil {
		return plan.FunctionCall{}, nil, err
	}
	set, result, err := b.set(call, args)
	if err != nil {
		return plan.FunctionCall{}, nil, err
	}
	cols, err := b.recordColumns(&set, result, list, call)
	return plan.FunctionCall{Set: &set, Columns: len(cols)}, cols, err
}

// setColumns describes what a set-returning function gives in FROM.
func setColumns(call plan.SetCall, result *types.Type) plan.Schema {
	if len(call.Set.Columns) == 0 {
		_, name := functions.SplitName(call.Set.Name)
		return plan.Schema{{Name: name, Type: result, Typmod: types.NoTypmod}}
	}
	cols := make(plan.Schema, len(call.Set.Columns))
	for i, c := range call.Set.Columns {
		cols[i] = plan.Column{Name: c.Name, Type: c.Type, Typmod: types.NoTypmod}
	}
	return cols
}
