package bind

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// table binds a name: a common table expression, a stored table, a view or a
// system table.
func (b *binder) table(l *level, t *parser.Table) (plan.Node, *scope, error) {
	if t.Sample != nil {
		return nil, nil, b.unsupported(t, "TABLESAMPLE")
	}
	if t.Name.Schema == "" {
		if cte := l.ctes.find(t.Name.Name); cte != nil {
			if err := b.refer(cte, t); err != nil {
				return nil, nil, err
			}
			node := &plan.CTEScan{Number: cte.number, Name: cte.name, Cols: cte.columns}
			return b.aliased(node, t.Name.Name, t.Alias, t, len(cte.columns))
		}
	}
	relation, err := b.relation(t.Name, t)
	if err != nil {
		return nil, nil, err
	}
	b.qualify(t, relation)
	b.renaming.item(t, relation)
	switch r := relation.(type) {
	case *catalog.Table:
		return b.stored(r, b.system, t)
	case *catalog.View:
		return b.view(l, r, t)
	case *catalog.Sequence:
		return b.sequenceTable(r, t)
	case virtualTable:
		node, scope, err := b.aliased(&plan.VirtualScan{Table: r.table, Cols: r.columns}, t.Name.Name, t.Alias, t, len(r.columns))
		if i := slices.IndexFunc(r.columns, func(c plan.Column) bool { return c.Name == "oid" }); i >= 0 && err == nil {
			scope.hideTableOID(r.columns, i)
		}
		return node, scope, err
	}
	return nil, nil, b.unsupported(t, "this relation")
}

// qualify writes the schema of a relation into the query of a view that is
// made in another one: there the name alone would not be found again.
func (b *binder) qualify(t *parser.Table, relation any) {
	if schema, _, _ := catalog.Identity(relation); b.home != "" && schema != b.home && t.Name.Schema == "" {
		t.Name.Schema = schema
	}
}

// virtualTable is a system table found by name.
type virtualTable struct {
	table   plan.Virtual
	columns plan.Schema
}

// relation finds a relation by name along the search path.
func (b *binder) relation(name parser.QualifiedName, node parser.Node) (any, error) {
	schemas := b.Path
	if name.Schema != "" {
		schemas = []string{name.Schema}
	}
	for _, schema := range schemas {
		if r := b.Catalog.Relation(schema, name.Name); r != nil {
			b.note(r)
			return r, nil
		}
		if b.Virtual != nil {
			if v, cols, ok := b.Virtual.Lookup(schema, name.Name); ok {
				return virtualTable{v, cols}, nil
			}
		}
	}
	if name.Schema != "" {
		return nil, b.errorf(node, pgerr.UndefinedTable, "relation \"%s.%s\" does not exist", name.Schema, name.Name)
	}
	return nil, b.errorf(node, pgerr.UndefinedTable, "relation %q does not exist", name.Name)
}

// note keeps which relations a statement reads.
func (b *binder) note(relation any) {
	if b.seen != nil {
		_, _, oid := catalog.Identity(relation)
		b.seen[oid] = true
	}
}

// stored scans a table: all its columns, and behind them system columns.
func (b *binder) stored(t *catalog.Table, system []catalog.SystemColumn, ref *parser.Table) (plan.Node, *scope, error) {
	scan := &plan.Scan{Access: &catalog.Access{Table: t, Kind: catalog.Full}, System: system, Alias: t.Name}
	for i, c := range t.Columns {
		scan.Access.Columns = append(scan.Access.Columns, i)
		scan.Cols = append(scan.Cols, plan.Column{Name: c.Name, Type: c.Type, Typmod: c.Typmod, Table: t.OID, Number: c.Number})
	}
	scan.Cols = append(scan.Cols, systemSchema(t, system)...)
	if ref.Alias != nil {
		scan.Alias = ref.Alias.Name
	}
	node, scope, err := b.aliased(scan, t.Name, ref.Alias, ref, len(t.Columns))
	if err != nil {
		return nil, nil, err
	}
	e := scope.entries[0]
	e.table, e.relation, e.origin = t, t.OID, t.Name
	if ref.Alias == nil {
		e.schema = t.Schema
	}
	scope.hideTableOID(scan.Cols, len(t.Columns))
	return node, scope, nil
}

// hideTableOID adds the system column tableoid to the scope of a table. An
// outer join makes it NULL, as it does key, which never is in the table.
func (s *scope) hideTableOID(cols plan.Schema, key int) {
	oid := expr.NewConst(types.OIDType, types.NewInt(int64(cols[key].Table)))
	there := &expr.TestIs{Operand: cols.Ref(key), Test: expr.IsNotNull}
	e := s.entries[0]
	e.hidden = append(e.hidden, scopeColumn{"tableoid", &expr.Case{
		Result: expr.ResultOf(types.OIDType), Whens: []expr.When{{Cond: there, Then: oid}},
	}, e})
}

// view binds the query of a view where it is used.
func (b *binder) view(l *level, v *catalog.View, ref *parser.Table) (plan.Node, *scope, error) {
	inner, q, err := b.inside(v, ref)
	if err != nil {
		return nil, nil, err
	}
	node, err := inner.query(&level{correlated: new([]expr.Expr)}, q)
	if err != nil {
		return nil, nil, err
	}
	b.subplans, b.numbers = inner.subplans, inner.numbers
	names := &parser.Alias{Name: v.Name}
	if ref.Alias != nil {
		names.Name = ref.Alias.Name
	}
	for _, c := range v.Columns {
		names.Columns = append(names.Columns, c.Name)
	}
	if ref.Alias != nil {
		copy(names.Columns, ref.Alias.Columns)
	}
	node = b.settleUnknown(node)
	node, s, err := b.aliased(node, v.Name, names, ref, len(node.Schema()))
	if err == nil {
		s.entries[0].relation, s.entries[0].origin = v.OID, v.Name
	}
	return node, s, err
}

// inside starts to bind the query of a view, which finds names in the schema
// of the view. What it adds to the statement is left to the caller to take over.
func (b *binder) inside(v *catalog.View, ref *parser.Table) (*binder, *parser.Query, error) {
	if slices.Contains(b.views, v.OID) {
		return nil, nil, b.errorf(ref, pgerr.InvalidObjectDefinition, "infinite recursion detected in rules for relation %q", v.Name)
	}
	stmts, err := parser.Parse(v.Query)
	if err != nil {
		return nil, nil, err
	}
	inner := *b
	inner.views = append(slices.Clip(b.views), v.OID)
	inner.sql, inner.renaming = "", nil // the client did not send it: errors have no position
	inner.system = mentioned(v.Query)
	inner.Path = []string{"pg_catalog", v.Schema}
	return &inner, stmts[0].Node.(*parser.Query), nil
}
