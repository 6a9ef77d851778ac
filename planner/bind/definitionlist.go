package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// recordColumns gives the call of a function that returns records the columns
// of a column definition list, as in json_to_record(x) AS (a int, b text), or
// of the row that it fills. It returns the columns' types with modifiers.
func (b *binder) recordColumns(call *plan.SetCall, result *types.Type, list []*parser.ColumnDef, node parser.Node) (plan.Schema, error) {
	switch {
	case len(list) > 0 && result != types.RecordType:
		return nil, b.errorf(list[0], pgerr.SyntaxError, "a column definition list is only allowed for functions returning \"record\"")
	case len(list) > 0 && len(call.Set.Columns) > 0:
		return nil, b.errorf(list[0], pgerr.SyntaxError, "a column definition list is redundant for a function with OUT parameters")
	case result != types.RecordType || len(call.Set.Columns) > 0:
		return setColumns(*call, result), nil
	}
	cols, err := b.definitions(list)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 && len(call.Args) > 0 {
		for _, f := range b.fields(call.Args[0]) {
			cols = append(cols, plan.Column{Name: f.name, Type: f.of.Of, Typmod: f.of.Mod})
		}
	}
	if len(cols) == 0 {
		return nil, b.errorf(node, pgerr.SyntaxError, "a column definition list is required for functions returning \"record\"")
	}
	set := *call.Set
	for _, c := range cols {
		set.Columns = append(set.Columns, functions.SetColumn{Name: c.Name, Type: c.Type})
	}
	call.Set = &set
	return cols, nil
}

// setFields are those of the records that a call returns in a target list, nil
// if nothing says what they are.
func (b *binder) setFields(call *plan.SetCall) recordType {
	var fields recordType
	for _, c := range call.Set.Columns {
		fields = append(fields, recordField{c.Name, expr.ResultOf(c.Type)})
	}
	if fields != nil || len(call.Args) == 0 || b.fields(call.Args[0]) == nil {
		return fields
	}
	fields = b.fields(call.Args[0])
	set := *call.Set
	for _, f := range fields {
		set.Columns = append(set.Columns, functions.SetColumn{Name: f.name, Type: f.of.Of})
	}
	call.Set = &set
	return fields
}

// definitions binds a column definition list.
func (b *binder) definitions(list []*parser.ColumnDef) (plan.Schema, error) {
	var cols plan.Schema
	for _, d := range list {
		if slices.ContainsFunc(cols, func(c plan.Column) bool { return c.Name == d.Name }) {
			return nil, pgerr.Newf(pgerr.DuplicateColumn, "column name %q specified more than once", d.Name)
		}
		t, typmod, err := b.typeName(d.Type)
		if err != nil {
			return nil, err
		}
		cols = append(cols, plan.Column{Name: d.Name, Type: t, Typmod: typmod})
	}
	return cols, nil
}

// modified applies the type modifiers of a definition list, such as
// varchar(3), to what the functions of a scan return.
func (b *binder) modified(node *plan.FunctionScan) plan.Node {
	p := &plan.Project{Input: node, Cols: node.Cols}
	raw, changed := slices.Clone(node.Cols), false
	for i, c := range node.Cols {
		if c.Typmod != types.NoTypmod && c.Type != types.RecordType {
			raw[i].Typmod, changed = types.NoTypmod, true
		}
		p.Exprs = append(p.Exprs, b.modify(raw.Ref(i), c.Typmod, implicit))
	}
	if !changed {
		return node
	}
	node.Cols = raw
	return p
}

// rowColumns are those of a table or view.
func rowColumns(relation any) ([]*catalog.Column, bool) {
	switch r := relation.(type) {
	case *catalog.Table:
		return r.Columns, true
	case *catalog.View:
		return r.Columns, true
	}
	return nil, false
}

// rowType binds the cast of NULL or ROW(...) to the row type of a table, as in
// NULL::t; it returns nil for another cast.
func (b *binder) rowType(l *level, c *parser.Cast) (expr.Expr, error) {
	if len(c.Type.Dims) > 0 || types.ByName(c.Type.Name.Name) != nil {
		return nil, nil
	}
	found, err := b.relation(c.Type.Name, c)
	if err != nil {
		return nil, nil // the error is that there is no such type
	}
	cols, ok := rowColumns(found)
	if !ok {
		return nil, nil
	}
	arg, err := b.expr(l, c.Arg)
	if err != nil {
		return nil, err
	}
	fields := make(recordType, len(cols))
	for i, col := range cols {
		fields[i] = recordField{col.Name, expr.Result{Of: col.Type, Mod: col.Typmod}}
	}
	if null, ok := arg.(*expr.Const); ok && null.Value.IsNull() {
		return &expr.Const{Result: b.record(fields), Value: types.Null}, nil
	}
	row, ok := arg.(*expr.MakeRow)
	if !ok {
		return nil, b.unsupported(c, "casting this to a row type")
	}
	if len(row.Fields) != len(fields) {
		few := map[bool]string{true: "few", false: "many"}[len(row.Fields) < len(fields)]
		return nil, b.at(pgerr.Newf(pgerr.CannotCoerce, "cannot cast type record to %s", c.Type.Name.Name).
			WithDetail("Input has too %s columns.", few), c)
	}
	names, values := make([]string, len(fields)), make([]expr.Expr, len(fields))
	for i, f := range fields {
		names[i] = f.name
		if values[i], err = b.coerce(row.Fields[i], f.of.Of, f.of.Mod, explicit, c); err != nil {
			return nil, err
		}
	}
	return b.makeRow(names, values), nil
}
