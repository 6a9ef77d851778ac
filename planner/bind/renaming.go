package bind

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// renaming finds where a query names a relation or a column of it: the
// catalog keeps queries and conditions as text, which must follow when
// something that they read is renamed.
type renaming struct {
	relation types.OID
	column   string // that is renamed; "" for the relation itself
	to       string
	schema   string // that the relation moves to; "" if it stays

	from    *entry // item of FROM that the name looked up last was found in
	refs    []*parser.ColumnRef
	tables  []*parser.Table
	targets []*parser.Target
	natural bool // columns are paired by name
}

// ref notes a name that was bound.
func (r *renaming) ref(ref *parser.ColumnRef) {
	if r == nil {
		return
	}
	if r.from != nil && r.from.relation == r.relation {
		r.refs = append(r.refs, ref)
	}
	r.from = nil
}

// item notes an item of FROM.
func (r *renaming) item(t *parser.Table, relation any) {
	if _, _, oid := catalog.Identity(relation); r != nil && oid == r.relation {
		r.tables = append(r.tables, t)
	}
}

// rename changes the tree. Output columns keep their names, and so do the
// items of FROM, by which the rest of the query may call them.
func (r *renaming) rename() {
	names := make([]string, len(r.targets))
	for i, t := range r.targets {
		names[i] = t.OutputName()
	}
	for _, ref := range r.refs {
		if last := len(ref.Names) - 1; r.column != "" && ref.Names[last] == r.column {
			ref.Names[last] = r.to
		}
	}
	for i, t := range r.targets {
		if ref, ok := t.Expr.(*parser.ColumnRef); t.OutputName() != names[i] && (!ok || !ref.Star) {
			t.As = names[i]
		}
	}
	for _, t := range r.tables {
		if r.column != "" {
			break
		}
		if t.Alias == nil {
			t.Alias = &parser.Alias{Name: t.Name.Name}
		}
		t.Name.Name = r.to
		if r.schema != "" {
			t.Name.Schema = r.schema
		}
	}
}

// inView changes the query of a view; nil if it stays as it is.
func (r renaming) inView(env Env, v *catalog.View) (*catalog.View, error) {
	before := r.column
	if before == "" {
		_, before, _ = catalog.Identity(env.Catalog.ByOID(r.relation))
	}
	if !strings.Contains(v.Query, strings.ReplaceAll(before, `"`, `""`)) {
		return nil, nil
	}
	stmts, err := parser.Parse(v.Query)
	if err != nil {
		return nil, err
	}
	query := stmts[0].Node.(*parser.Query)
	b := newBinder(env, v.Query)
	b.renaming, b.Path = &r, []string{"pg_catalog", v.Schema}
	if _, err := b.query(&level{correlated: new([]expr.Expr)}, query); err != nil || len(r.tables) == 0 {
		return nil, nil // a view that is broken already, or reads something else
	}
	if r.natural && r.column != "" {
		return nil, pgerr.Unsupported("renaming a column that a view may read by NATURAL JOIN")
	}
	r.rename()
	changed := *v
	changed.Query = parser.Deparse(query)
	return &changed, nil
}

// inCondition changes the text of an expression over a row of the relation.
func (r renaming) inCondition(env Env, text string, t *catalog.Table) (string, error) {
	if text == "" {
		return "", nil
	}
	stmts, err := parser.Parse("SELECT " + text)
	if err != nil {
		return "", err
	}
	node := stmts[0].Node.(*parser.Query).Body.(*parser.Select).Targets[0].Expr
	b := newBinder(env, "")
	b.renaming = &r
	if _, err := b.expr(&level{scope: tableRow(t, t.Name, 0), clause: "check constraints"}, node); err != nil {
		return "", err
	}
	r.rename()
	if r.column == "" { // by its table's name: t.a
		for _, ref := range r.refs {
			ref.Names = ref.Names[len(ref.Names)-1:]
		}
	}
	return parser.Deparse(node), nil
}

// follow changes the views that read a relation; env has it under its old
// name, draft under the new one.
func (r renaming) follow(env Env, draft *catalog.Draft) error {
	var changed []*catalog.View
	for _, x := range env.Catalog.Relations() {
		v, ok := x.(*catalog.View)
		if !ok || v.OID == r.relation && r.column == "" {
			continue
		}
		next, err := r.inView(env, v)
		if err != nil {
			return err
		}
		if next != nil {
			draft.PutView(next)
			changed = append(changed, next)
		}
	}
	env.Catalog = draft.Snapshot
	for _, v := range changed {
		if !binds(env, v) {
			return pgerr.Unsupported("renaming what the view " + v.Name + " reads")
		}
	}
	return nil
}
