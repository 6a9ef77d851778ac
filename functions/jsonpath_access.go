package functions

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// access yields what an accessor takes from an item. unwrap says that an array
// may be replaced by its elements, which lax mode does once.
func (r *pathRun) access(n *types.PathNode, item types.JSONValue, unwrap bool, yield emit) error {
	array := item.Kind == types.JSONArray
	switch n.Op {
	case types.PathAnyElement:
		return r.anyElement(item, yield)
	case types.PathSubscript:
		return r.subscript(n, item, yield)
	case types.PathAny:
		return r.anyLevel(n, item, yield)
	case types.PathMethod:
		if n.Text == "type" || n.Text == "size" {
			return r.method(n, item, yield)
		}
	}
	if array && unwrap {
		return emitAll(item.Items, func(e types.JSONValue) error { return r.access(n, e, false, yield) })
	}
	switch n.Op {
	case types.PathMember:
		return r.member(n.Text, item, yield)
	case types.PathAnyMember:
		if item.Kind == types.JSONObject {
			return emitAll(item.Items, yield)
		}
		return r.missing(pgerr.SQLJSONObjectNotFound, "jsonpath wildcard member accessor can only be applied to an object")
	case types.PathFilter:
		return r.filter(n.Right, item, yield)
	}
	return r.method(n, item, yield)
}

// missing is an error of structure, which lax mode forgives.
func (r *pathRun) missing(code pgerr.Code, message string) error {
	if r.forgiving {
		return nil
	}
	return pgerr.New(code, message)
}

func (r *pathRun) member(key string, item types.JSONValue, yield emit) error {
	if item.Kind != types.JSONObject {
		return r.missing(pgerr.SQLJSONMemberNotFound, "jsonpath member accessor can only be applied to an object")
	}
	if v, ok := item.Field(key); ok {
		return yield(v)
	}
	return r.missing(pgerr.SQLJSONMemberNotFound, "JSON object does not contain key \""+key+"\"")
}

func (r *pathRun) anyElement(item types.JSONValue, yield emit) error {
	switch {
	case item.Kind == types.JSONArray:
		return emitAll(item.Items, yield)
	case !r.path.Strict:
		return yield(item)
	}
	return r.missing(pgerr.SQLJSONArrayNotFound, "jsonpath wildcard array accessor can only be applied to an array")
}

// subscript yields elements; in lax mode what is no array is one of itself.
func (r *pathRun) subscript(n *types.PathNode, item types.JSONValue, yield emit) error {
	elements := item.Items
	if item.Kind != types.JSONArray {
		if r.path.Strict {
			return r.missing(pgerr.SQLJSONArrayNotFound, "jsonpath array accessor can only be applied to an array")
		}
		elements = []types.JSONValue{item}
	}
	outer := r.size
	defer func() { r.size = outer }()
	r.size = len(elements)
	for _, sub := range n.Ranges {
		from, to, err := r.bounds(sub)
		if err != nil {
			return err
		}
		if !r.forgiving && (from < 0 || from > to || to >= len(elements)) {
			return pgerr.New(pgerr.InvalidSQLJSONSubscript, "jsonpath array subscript is out of bounds")
		}
		for i := max(from, 0); i <= min(to, len(elements)-1); i++ {
			if err := yield(elements[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *pathRun) bounds(sub types.PathRange) (from, to int, err error) {
	if from, err = r.index(sub.From); err != nil || sub.To == nil {
		return from, from, err
	}
	to, err = r.index(sub.To)
	return from, to, err
}

// index is a subscript: one number, its fraction cut off.
func (r *pathRun) index(n *types.PathNode) (int, error) {
	var items []types.JSONValue
	err := r.eval(n, func(item types.JSONValue) error {
		items = append(items, item)
		return nil
	})
	if err != nil {
		return 0, err
	}
	if len(items) != 1 || items[0].Kind != types.JSONNumber {
		return 0, pgerr.New(pgerr.InvalidSQLJSONSubscript, "jsonpath array subscript is not a single numeric value")
	}
	var whole, fraction apd.Decimal
	items[0].Number.Modf(&whole, &fraction)
	i, err := whole.Int64()
	if err != nil || int64(int32(i)) != i {
		return 0, pgerr.New(pgerr.InvalidSQLJSONSubscript, "jsonpath array subscript is out of integer range")
	}
	return int(i), nil
}

// anyLevel yields an item and all inside it, within the levels of the
// accessor. Behind it errors of structure are forgiven.
func (r *pathRun) anyLevel(n *types.PathNode, item types.JSONValue, yield emit) error {
	outer := r.forgiving
	defer func() { r.forgiving = outer }()
	r.forgiving = true
	if n.First == 0 {
		if err := yield(item); err != nil {
			return err
		}
	}
	return descend(n, item, 1, yield)
}

func descend(n *types.PathNode, item types.JSONValue, level int, yield emit) error {
	if n.Last != types.PathEnd && level > n.Last {
		return nil
	}
	for _, child := range item.Items {
		leaf := child.Kind != types.JSONArray && child.Kind != types.JSONObject
		if n.First != types.PathEnd && level >= n.First || n.First == types.PathEnd && n.Last == types.PathEnd && leaf {
			if err := yield(child); err != nil {
				return err
			}
		}
		if err := descend(n, child, level+1, yield); err != nil {
			return err
		}
	}
	return nil
}

func (r *pathRun) filter(condition *types.PathNode, item types.JSONValue, yield emit) error {
	outer := r.current
	r.current = item
	holds := r.test(condition)
	r.current = outer
	if holds != yes {
		return r.fatal
	}
	return yield(item)
}
