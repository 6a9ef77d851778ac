package s3db

import (
	"context"
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
)

// ListOptions select records. The zero value selects all.
type ListOptions struct {
	Partition string         // name of a partition; "" for all records
	Values    map[string]any // of its fields, by path; the leading ones narrow the listing
	Limit     int            // at most so many; 0 for all (s3db.js stops at 1,000)
	Offset    int            // records to pass over
}

// Page is a page of records.
type Page struct {
	Items      []Record
	TotalItems int // -1 where it was not counted
	TotalPages int // -1 where it was not counted
	Page       int // from 0
	PageSize   int
	HasMore    bool
}

// PageOptions select a page.
type PageOptions struct {
	ListOptions      // Limit is the size of the page; 100 if 0
	SkipCount   bool // do not count all records
}

// List returns records in the order of their keys: ids, or for a partition the
// values of its fields and then ids. A record that cannot be read is an error,
// where s3db.js returns nothing at all.
func (r *Resource) List(ctx context.Context, opts ListOptions) ([]Record, error) {
	return invoke(ctx, r, MethodList, Args{List: opts}, (*operation).listed)
}

// GetAll returns all records.
func (r *Resource) GetAll(ctx context.Context) ([]Record, error) {
	return invoke(ctx, r, MethodGetAll, Args{}, (*operation).listed)
}

func (op *operation) listed(ctx context.Context, args Args) ([]Record, error) {
	list, err := op.list(ctx, args.List)
	if err == nil {
		op.tell(Event{Name: EventList, Count: len(list), Partition: args.List.Partition})
	}
	return list, err
}

// ListIDs returns the ids of records in the order of List. Listings alone
// answer it for all records, and for partitions that are complete.
func (r *Resource) ListIDs(ctx context.Context, opts ListOptions) ([]string, error) {
	return invoke(ctx, r, MethodListIDs, Args{List: opts}, func(op *operation, ctx context.Context, args Args) ([]string, error) {
		ids, err := op.ids(ctx, args.List)
		if err == nil {
			op.tell(Event{Name: EventListIDs, Count: len(ids), Partition: args.List.Partition})
		}
		return ids, err
	})
}

// Count counts records, by listings as ListIDs.
func (r *Resource) Count(ctx context.Context, opts ListOptions) (int, error) {
	return invoke(ctx, r, MethodCount, Args{List: opts}, func(op *operation, ctx context.Context, args Args) (int, error) {
		ids, err := op.ids(ctx, args.List)
		if err == nil {
			op.tell(Event{Name: EventCount, Count: len(ids), Partition: args.List.Partition})
		}
		return len(ids), err
	})
}

// Page returns one page of records and, unless told not to, how many there are.
func (r *Resource) Page(ctx context.Context, opts PageOptions) (Page, error) {
	return invoke(ctx, r, MethodPage, Args{Page: opts}, func(op *operation, ctx context.Context, args Args) (Page, error) {
		page, err := op.page(ctx, args.Page)
		if err == nil {
			op.tell(Event{Name: EventPage, Page: &page, Partition: args.Page.Partition})
		}
		return page, err
	})
}

func (op *operation) page(ctx context.Context, opts PageOptions) (Page, error) {
	size := opts.Limit
	if size <= 0 {
		size = 100
	}
	p := Page{Page: opts.Offset / size, PageSize: size, TotalItems: -1, TotalPages: -1}
	ids, err := op.ids(ctx, ListOptions{Partition: opts.Partition, Values: opts.Values, Limit: pageLimit(opts, size)})
	if err != nil {
		return p, err
	}
	if !opts.SkipCount {
		p.TotalItems, p.TotalPages = len(ids), (len(ids)+size-1)/size
	}
	end := min(opts.Offset+size, len(ids))
	p.HasMore = end < len(ids)
	p.Items, err = op.inOrder(ctx, ids[min(opts.Offset, end):end])
	return p, err
}

// pageLimit is how many ids to list for a page: one more than it ends with
// tells whether there are more.
func pageLimit(opts PageOptions, size int) int {
	if opts.SkipCount {
		return opts.Offset + size + 1
	}
	return 0
}

// inOrder returns the records of ids in their order.
func (op *operation) inOrder(ctx context.Context, ids []string) ([]Record, error) {
	found, err := op.getMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]Record, 0, len(ids))
	for _, id := range ids {
		if rec := found[id]; rec != nil {
			list = append(list, rec)
		}
	}
	return list, nil
}

// list passes over Offset ids without reading their records.
func (op *operation) list(ctx context.Context, opts ListOptions) (list []Record, err error) {
	if opts.Offset > 0 {
		ids, err := op.ids(ctx, opts)
		if err != nil {
			return nil, err
		}
		return op.inOrder(ctx, ids)
	}
	list = []Record{}
	err = op.each(ctx, opts, func(e *engine.Record) error {
		rec, err := op.record(e)
		list = append(list, rec)
		return err
	})
	return list, err
}

func (op *operation) ids(ctx context.Context, opts ListOptions) ([]string, error) {
	ids := []string{}
	limit := opts.Limit
	if limit > 0 {
		opts.Limit += opts.Offset
	}
	err := op.eachKey(ctx, opts, func(e *engine.Record) error {
		ids = append(ids, e.ID)
		return nil
	})
	return ids[min(opts.Offset, len(ids)):], err
}

// errEnough ends a listing.
var errEnough = errors.New("enough")

// each gives f the records selected, whatever Offset says.
func (op *operation) each(ctx context.Context, opts ListOptions, f func(*engine.Record) error) error {
	access, match, err := op.access(opts)
	if err != nil {
		return err
	}
	return op.limited(ctx, access, match, opts.Limit, f)
}

// eachKey is each for callers that want ids only.
func (op *operation) eachKey(ctx context.Context, opts ListOptions, f func(*engine.Record) error) error {
	access, match, err := op.access(opts)
	if err != nil {
		return err
	}
	access.KeyOnly = match == nil
	return op.limited(ctx, access, match, opts.Limit, f)
}

func (op *operation) limited(ctx context.Context, a *catalog.Access, match func(*engine.Record) (bool, error), limit int, f func(*engine.Record) error) error {
	n := 0
	if match == nil {
		a.Limit = min(limit, catalog.MaxLimit)
	}
	err := op.tx.Records(ctx, a, func(e *engine.Record) error {
		if match != nil {
			if ok, err := match(e); err != nil || !ok {
				return err
			}
		}
		if err := f(e); err != nil {
			return err
		}
		if n++; n == limit {
			return errEnough // and no request for more
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// access is how the records selected are found.
func (op *operation) access(opts ListOptions) (*catalog.Access, func(*engine.Record) (bool, error), error) {
	if opts.Partition == "" {
		return &catalog.Access{Table: op.table, Kind: catalog.Full}, nil, nil
	}
	values := make(map[string]string, len(opts.Values))
	for path, v := range opts.Values {
		values[path] = jsText(v)
	}
	a, match, err := op.tx.ByPartition(op.table, opts.Partition, values)
	if err == nil && a == nil {
		err = &PartitionError{Resource: op.r.name, Partition: opts.Partition, Reason: "it does not exist, or is over a secret"}
	}
	return a, match, err
}
