package bind

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// dependents finds the views and foreign keys that need what is dropped: they
// go too under CASCADE, and forbid the DROP otherwise.
func (d *dropping) dependents(s *parser.Drop) error {
	for again := true; again; {
		again = false
		for _, r := range d.Catalog.Relations() {
			v, ok := r.(*catalog.View)
			if !ok || d.gone[v.OID] || !d.readsDropped(v) {
				continue
			}
			if !d.cascade {
				return d.refuse(s, "view "+v.Name)
			}
			d.def.notice(pgerr.SuccessfulCompletion, "drop cascades to view %s", v.Name)
			d.add(catalog.Name{Schema: v.Schema, Name: v.Name}, v.OID)
			again = true
		}
	}
	for _, t := range d.Catalog.Tables() {
		for _, c := range t.Constraints {
			if c.Kind != catalog.ForeignKey || !d.gone[c.RefTable] || d.gone[t.OID] {
				continue
			}
			if !d.cascade {
				return d.refuse(s, "constraint "+c.Name+" on table "+t.Name)
			}
			d.def.notice(pgerr.SuccessfulCompletion, "drop cascades to constraint %s on table %s", c.Name, t.Name)
			d.keys[t.OID] = append(d.keys[t.OID], c)
		}
	}
	return d.defaults(s)
}

func (d *dropping) refuse(s *parser.Drop, dependent string) error {
	kind, name := kindWords[s.Kind], s.Names[0].Name
	return pgerr.Newf(pgerr.DependentObjectsStillExist, "cannot drop %s %s because other objects depend on it", kind, name).
		WithDetail("%s depends on %s %s", dependent, kind, name).
		WithHint("Use DROP ... CASCADE to drop the dependent objects too.")
}

// readsDropped binds a view to see which relations it reads. The text of one
// that reads a relation, written by Deparse, has its name.
func (d *dropping) readsDropped(v *catalog.View) bool {
	if !slices.ContainsFunc(d.relations, func(n catalog.Name) bool {
		return strings.Contains(v.Query, strings.ReplaceAll(n.Name, `"`, `""`))
	}) {
		return false
	}
	stmts, err := parser.Parse(v.Query)
	if err != nil {
		return false
	}
	inner := newBinder(d.Env, v.Query)
	inner.seen = map[types.OID]bool{}
	inner.Path = []string{"pg_catalog", v.Schema}
	if _, err := inner.query(&level{correlated: new([]expr.Expr)}, stmts[0].Node.(*parser.Query)); err != nil {
		return false
	}
	for oid := range inner.seen {
		if d.gone[oid] {
			return true
		}
	}
	return false
}
