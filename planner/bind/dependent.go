package bind

import (
	"cmp"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// reference is a foreign key with the table that it belongs to.
type reference struct {
	table *catalog.Table
	key   *catalog.Constraint
}

// referrers finds the foreign keys that refer to columns of the altered table
// for which match is true, given their numbers.
func (a *alteration) referrers(match func(columns []int16) bool) []reference {
	var found []reference
	add := func(from, to *catalog.Table) {
		for _, k := range from.Constraints {
			if k.Kind != catalog.ForeignKey || k.RefTable != a.table.OID || slices.Contains(a.freed, k.OID) {
				continue
			}
			numbers := make([]int16, len(k.RefColumns))
			for i, c := range k.RefColumns {
				numbers[i] = to.Columns[c].Number
			}
			if match(numbers) {
				found = append(found, reference{from, k})
			}
		}
	}
	for _, t := range a.Catalog.Tables() {
		if t.OID == a.table.OID {
			add(a.table, a.table)
		} else {
			add(t, a.old)
		}
	}
	return found
}

// numbersOf are the numbers of columns of the altered table.
func (a *alteration) numbersOf(columns []int) []int16 {
	numbers := make([]int16, len(columns))
	for i, c := range columns {
		numbers[i] = a.table.Columns[c].Number
	}
	return numbers
}

// viewsOver finds the views that read a column: those that cannot be bound
// without it.
func (a *alteration) viewsOver(c *catalog.Column) []*catalog.View {
	without := copyTable(a.old)
	for _, other := range without.Columns {
		if other.Number == c.Number {
			other.Name = "\x00" // no query has it
		}
	}
	draft := a.Catalog.Draft()
	draft.PutTable(without)
	env := a.Env
	env.Catalog = draft.Snapshot
	var views []*catalog.View
	for _, r := range a.Catalog.Relations() {
		v, ok := r.(*catalog.View)
		if ok && strings.Contains(v.Query, strings.ReplaceAll(c.Name, `"`, `""`)) && binds(a.Env, v) && !binds(env, v) {
			views = append(views, v)
		}
	}
	return views
}

// binds reports whether the query of a view can be bound.
func binds(env Env, v *catalog.View) bool {
	stmts, err := parser.Parse(v.Query)
	if err != nil {
		return false
	}
	b := newBinder(env, v.Query)
	b.Path = []string{"pg_catalog", v.Schema}
	_, err = b.query(&level{correlated: new([]expr.Expr)}, stmts[0].Node.(*parser.Query))
	return err == nil
}

// dependent is what depends on a part of the altered table: a view, a foreign
// key or a generated column.
type dependent struct {
	oid    types.OID
	what   string // "view v"
	on     string // "column c of table t"
	view   *catalog.View
	key    *catalog.Constraint
	column *catalog.Column
}

func dependentReferences(list []reference, on string) []dependent {
	var out []dependent
	for _, r := range list {
		out = append(out, dependent{oid: r.key.OID, what: "constraint " + r.key.Name + " on table " + r.table.Name, on: on, key: r.key})
	}
	return out
}

// release lets dependents go under CASCADE; without it they are the reason
// why what ("column c of table t") cannot be dropped.
func (a *alteration) release(list []dependent, what string, cascade bool) error {
	slices.SortFunc(list, func(a, b dependent) int { return cmp.Compare(a.oid, b.oid) })
	lines := make([]string, len(list))
	for i, d := range list {
		lines[i] = "drop cascades to " + d.what
		if !cascade {
			lines[i] = d.what + " depends on " + d.on
		}
	}
	switch {
	case len(list) == 0:
		return nil
	case !cascade:
		return pgerr.Newf(pgerr.DependentObjectsStillExist, "cannot drop %s because other objects depend on it", what).
			WithDetail("%s", strings.Join(lines, "\n")).
			WithHint("Use DROP ... CASCADE to drop the dependent objects too.")
	case len(list) == 1:
		a.def.notice(pgerr.SuccessfulCompletion, "%s", lines[0])
	default:
		n := pgerr.Newf(pgerr.SuccessfulCompletion, "drop cascades to %d other objects", len(list))
		a.def.Notices = append(a.def.Notices, n.WithDetail("%s", strings.Join(lines, "\n")))
	}
	for _, d := range list {
		a.cascade(d)
	}
	return nil
}

func (a *alteration) cascade(d dependent) {
	switch {
	case d.view != nil:
		a.cascaded = append(a.cascaded, catalog.Name{Schema: d.view.Schema, Name: d.view.Name})
	case d.key != nil:
		a.freed = append(a.freed, d.key.OID)
		a.table.Constraints = slices.DeleteFunc(a.table.Constraints, func(c *catalog.Constraint) bool { return c.OID == d.key.OID })
	default:
		a.removeColumn(a.table.Column(d.column.Name))
	}
}
