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

// from binds the items of FROM to one row: their cross product, from left to
// right, so that lateral items see those before them.
func (b *binder) from(l *level, items []parser.TableExpr) (plan.Node, *scope, error) {
	if len(items) == 0 {
		return &plan.Values{Rows: [][]expr.Expr{{}}}, &scope{}, nil
	}
	node, left, err := b.tableExpr(l, items[0], &scope{})
	if err != nil {
		return nil, nil, err
	}
	for _, item := range items[1:] {
		right, err := b.rightSide(l, item, left)
		if err != nil {
			return nil, nil, err
		}
		if err := b.distinctNames(left, right.scope, item); err != nil {
			return nil, nil, err
		}
		node = right.join(plan.InnerJoin, node)
		left = left.beside(right.scope)
	}
	return node, left, nil
}

// side is the right side of a join, with the values of the left row that it
// reads if it is lateral.
type side struct {
	node  plan.Node
	scope *scope
	args  []expr.Expr
}

// rightSide binds an item that may read the row of left.
func (b *binder) rightSide(l *level, item parser.TableExpr, left *scope) (side, error) {
	inner := l.lateral(left)
	node, scope, err := b.tableExpr(inner, item, left)
	return side{node, scope, *inner.correlated}, err
}

func (s side) join(kind plan.JoinKind, left plan.Node) *plan.Join {
	return &plan.Join{Kind: kind, Left: left, Right: s.node, Lateral: len(s.args) > 0, LateralArgs: s.args}
}

// distinctNames refuses two items of one name, unless they are tables of
// different schemas.
func (b *binder) distinctNames(left, right *scope, node parser.Node) error {
	for _, r := range right.entries {
		for _, l := range left.entries {
			sameTable := l.schema == r.schema || l.schema == "" || r.schema == ""
			if l.name == r.name && sameTable && r.name != "" {
				return pgerr.Newf(pgerr.DuplicateAlias, "table name %q specified more than once", r.name)
			}
		}
	}
	return nil
}

// tableExpr binds one item. l is the level whose names the item may use: a
// lateral one for everything but the first item, of which only what is
// implicitly or explicitly lateral reads left.
func (b *binder) tableExpr(l *level, item parser.TableExpr, left *scope) (plan.Node, *scope, error) {
	switch item := item.(type) {
	case *parser.Table:
		return b.table(l, item)
	case *parser.DerivedTable:
		return b.derived(l, item)
	case *parser.FuncTable:
		return b.functionTable(l, item)
	case *parser.Join:
		return b.join(l, item, left)
	}
	return nil, nil, b.unsupported(item, "this FROM item")
}

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
		return b.stored(r, t)
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

// stored scans a table: all its columns, and behind them the system columns.
func (b *binder) stored(t *catalog.Table, ref *parser.Table) (plan.Node, *scope, error) {
	scan := &plan.Scan{Access: &catalog.Access{Table: t, Kind: catalog.Full}, WithID: true, Alias: t.Name}
	for i, c := range t.Columns {
		scan.Access.Columns = append(scan.Access.Columns, i)
		scan.Cols = append(scan.Cols, plan.Column{Name: c.Name, Type: c.Type, Typmod: c.Typmod, Table: t.OID, Number: c.Number})
	}
	scan.Cols = append(scan.Cols, plan.Column{Name: "_id", Type: types.Text, Typmod: types.NoTypmod, Table: t.OID})
	if ref.Alias != nil {
		scan.Alias = ref.Alias.Name
	}
	node, scope, err := b.aliased(scan, t.Name, ref.Alias, ref, len(t.Columns))
	if err != nil {
		return nil, nil, err
	}
	e := scope.entries[0]
	e.table, e.relation = t, t.OID
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
	if slices.Contains(b.views, v.OID) {
		return nil, nil, b.errorf(ref, pgerr.InvalidObjectDefinition, "infinite recursion detected in rules for relation %q", v.Name)
	}
	stmts, err := parser.Parse(v.Query)
	if err != nil {
		return nil, nil, err
	}
	inner := *b
	inner.views = append(slices.Clip(b.views), v.OID)
	inner.sql, inner.renaming = v.Query, nil
	inner.Path = []string{"pg_catalog", v.Schema}
	node, err := inner.query(&level{correlated: new([]expr.Expr)}, stmts[0].Node.(*parser.Query))
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
		s.entries[0].relation = v.OID
	}
	return node, s, err
}

// derived binds a subquery in FROM.
func (b *binder) derived(l *level, d *parser.DerivedTable) (plan.Node, *scope, error) {
	inner := l.beside()
	if !d.Lateral {
		inner = l.blind()
	}
	node, err := b.query(inner, d.Query)
	if err != nil {
		return nil, nil, err
	}
	node = b.settleUnknown(node)
	if d.Alias == nil {
		return nil, nil, b.at(pgerr.New(pgerr.SyntaxError, "subquery in FROM must have an alias").
			WithHint("For example, FROM (SELECT ...) [AS] foo."), d)
	}
	return b.aliased(node, d.Alias.Name, d.Alias, d, len(node.Schema()))
}

// aliased names an item and its columns; those from visible on are system
// columns.
func (b *binder) aliased(node plan.Node, name string, alias *parser.Alias, ref parser.Node, visible int) (plan.Node, *scope, error) {
	s := newEntry(name, node.Schema(), visible)
	if alias == nil {
		return node, s, nil
	}
	e := s.entries[0]
	if alias.Name != "" {
		e.name = alias.Name
	}
	if len(alias.Columns) > visible {
		return nil, nil, b.errorf(ref, pgerr.InvalidColumnReference, "table %q has %d columns available but %d columns specified", e.name, visible, len(alias.Columns))
	}
	for i, c := range alias.Columns {
		e.columns[i].name = c
	}
	return node, s, nil
}
