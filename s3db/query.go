package s3db

import (
	"context"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
)

// Query returns the records that have all values of a filter, by name or by
// path with dots. Where the filter has the leading field of a partition that
// is complete, its listing narrows the search. Offset counts matches (s3db.js
// counts the records it looked at). Limit 0 is 100, as there.
func (r *Resource) Query(ctx context.Context, filter Record, opts ListOptions) ([]Record, error) {
	return invoke(ctx, r, MethodQuery, Args{Filter: filter, List: opts}, func(op *operation, ctx context.Context, args Args) ([]Record, error) {
		list, err := op.query(ctx, args.Filter, args.List)
		if err == nil {
			op.tell(Event{Name: EventQuery, Count: len(list), Partition: args.List.Partition})
		}
		return list, err
	})
}

func (op *operation) query(ctx context.Context, filter Record, opts ListOptions) ([]Record, error) {
	limit, skip := opts.Limit, opts.Offset
	if limit == 0 {
		limit = 100
	}
	want, err := normal(filter)
	if err != nil {
		return nil, err
	}
	opts = op.narrowed(want, ListOptions{Partition: opts.Partition, Values: opts.Values})
	list := []Record{}
	err = op.each(ctx, opts, func(e *engine.Record) error {
		rec, err := op.record(e)
		if err != nil || !matches(rec, want) {
			return err
		}
		if skip--; skip >= 0 {
			return nil
		}
		if list = append(list, rec); len(list) == limit {
			return errEnough
		}
		return nil
	})
	return list, err
}

// narrowed selects a partition whose leading field the filter has.
func (op *operation) narrowed(filter Record, opts ListOptions) ListOptions {
	if opts.Partition != "" {
		return opts
	}
	for _, p := range op.table.Partitions {
		order := p.KeyOrder()
		if _, ok := filter[order[0].Path]; !ok || !op.tx.Trusted(op.table, p.Key) {
			continue
		}
		values := map[string]any{}
		for _, f := range order {
			if v, ok := filter[f.Path]; ok {
				values[f.Path] = v
			}
		}
		return ListOptions{Partition: p.Key, Values: values}
	}
	return opts
}

// normal makes of the values of a filter what records hold.
func normal(filter Record) (Record, error) {
	o, err := filter.object()
	if err != nil {
		return nil, err
	}
	r := Record(valueOf(o, catalog.AttributesOf(catalog.NewObject()), "").(map[string]any))
	if id := filter.ID(); id != "" {
		r["id"] = id
	}
	return r, nil
}

func matches(rec, want Record) bool {
	for path, v := range want {
		if got, ok := at(rec, path); !ok || !equal(got, v) {
			return false
		}
	}
	return true
}

// at returns what stands at a path with dots.
func at(m map[string]any, path string) (v any, ok bool) {
	if v, ok := m[path]; ok {
		return v, true
	}
	name, rest, nested := strings.Cut(path, ".")
	child, _ := m[name].(map[string]any)
	if !nested || child == nil {
		return nil, false
	}
	return at(child, rest)
}

// equal compares values as JavaScript compares numbers and texts; lists and
// objects by their contents.
func equal(a, b any) bool {
	x, isNumber := number(a)
	y, both := number(b)
	if isNumber || both {
		return isNumber && both && x == y
	}
	return reflect.DeepEqual(a, b)
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// jsText is the text of a value as JavaScript's String() has it, which is how
// partition values stand in keys.
func jsText(v any) string {
	switch v := plain(v).(type) {
	case string:
		return v
	case []any:
		texts := make([]string, len(v))
		for i, item := range v {
			texts[i] = jsText(item)
		}
		return strings.Join(texts, ",")
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		text, _ := json.Marshal(v) // what JSON cannot say matches nothing
		return string(text)
	}
}
