package rules

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// lookup lets hash joins look up the rows of a table on one side by the keys
// of the other side, where these make its primary key or the leading fields of
// a partition. Whether there are few enough is seen when they are there.
func lookup(c *Context, root plan.Node) plan.Node {
	return plan.Rewrite(root, func(n plan.Node) plan.Node {
		if j, ok := n.(*plan.Join); ok && !j.Lateral && !j.NullAware && len(j.Keys) > 0 {
			return c.withLookup(j)
		}
		return n
	})
}

// withLookup chooses the side to look up: the only one that can be, else the
// one that is taken to be larger, of equals the one that is found by id.
func (c *Context) withLookup(j *plan.Join) plan.Node {
	left, right := &finder{number: c.lookups + 1}, &finder{number: c.lookups + 1}
	for _, k := range j.Keys {
		left.types, right.types = append(left.types, k.Right.Type()), append(right.types, k.Left.Type())
		left.keys, right.keys = append(left.keys, k.Left), append(right.keys, k.Right)
	}
	out := *j
	var byRight, byLeft plan.Node
	if j.Kind == plan.InnerJoin || j.Kind == plan.SemiJoin || j.Kind == plan.RightJoin {
		byRight = left.find(j.Left, left.keys)
	}
	if j.Kind != plan.RightJoin && j.Kind != plan.FullJoin {
		byLeft = right.find(j.Right, right.keys)
	}
	switch l, r := rows(j.Left), rows(j.Right); {
	case byLeft == nil && byRight == nil:
		return j
	case byLeft == nil || byRight != nil && (r < l || r == l && left.kind <= right.kind):
		out.Left, out.Lookup, out.LookupKeys = byRight, plan.LookupLeft, left.found
	default:
		out.Right, out.Lookup, out.LookupKeys = byLeft, plan.LookupRight, right.found
	}
	c.lookups++
	out.Number = c.lookups
	return &out
}

// finder looks on one side of a join for a scan whose rows can be looked up.
type finder struct {
	number int
	keys   []expr.Expr   // of the join, over the row of this side
	types  []*types.Type // of the keys on the other side

	kind  catalog.AccessKind
	found []int // the keys to look up by
}

// find returns n with a lookup in its scan, nil if it cannot have one. keys
// are the join keys over n's row.
func (f *finder) find(n plan.Node, keys []expr.Expr) plan.Node {
	var in plan.Node
	switch n := n.(type) {
	case *plan.Scan:
		return f.scan(n, keys)
	case *plan.Filter:
		if movable(n.Cond) {
			in = f.find(n.Input, keys)
		}
	case *plan.Project:
		if !slices.ContainsFunc(n.Exprs, func(e expr.Expr) bool { return !movable(e) }) {
			in = f.find(n.Input, substituteAll(keys, n.Exprs))
		}
	}
	if in == nil {
		return nil
	}
	return n.WithChildren([]plan.Node{in})
}

// scan adds the access path by id, or else by the partition, or the part of the
// primary key, that keys give most fields of.
func (f *finder) scan(s *plan.Scan, keys []expr.Expr) plan.Node {
	if s.Access.Kind == catalog.ByID || s.Lookup != nil {
		return nil
	}
	t, access, copied := s.Access.Table, *s.Access, *s
	key := func(column int) int { return f.key(slices.Index(s.Access.Columns, column), keys) }
	access.Kind, access.Part, access.KeyOnly = catalog.ByID, nil, false
	f.found = leadingKeys(t.PrimaryKey, key)
	if len(f.found) < len(t.PrimaryKey) || len(f.found) == 0 {
		if s.Access.Kind != catalog.Full || t.Options.RawKeys {
			return nil
		}
		access.Kind = catalog.ByIDPrefix
		for _, p := range t.Partitions {
			if fields := fieldKeys(t, p, key); len(fields) > len(f.found) {
				f.found, access.Part, access.Kind = fields, p, catalog.ByPartition
			}
		}
	}
	if len(f.found) == 0 {
		return nil
	}
	f.kind = access.Kind
	copied.Lookup = &plan.Lookup{Number: f.number, Access: &access}
	return &copied
}

// key is the number of the join key that a column of the scan is, -1 if none.
func (f *finder) key(column int, keys []expr.Expr) int {
	for i, k := range keys {
		if isColumn(k, column) && sameForm(k.Type(), f.types[i]) {
			return i
		}
	}
	return -1
}

// leadingKeys are the join keys of the first of columns.
func leadingKeys(columns []int, key func(column int) int) []int {
	var found []int
	for _, c := range columns {
		k := key(c)
		if k < 0 {
			break
		}
		found = append(found, k)
	}
	return found
}

// fieldKeys are the join keys of the leading fields of a partition, none if
// rows of theirs may have no reference.
func fieldKeys(t *catalog.Table, p *catalog.Partition, key func(column int) int) []int {
	columns := fieldOrder(t, p)
	found := leadingKeys(columns, key)
	if !p.Trusted || !p.Complete(t, len(found), columns[:len(found)]...) {
		return nil
	}
	return found
}
