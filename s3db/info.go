package s3db

import (
	"context"
	"strconv"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/types"
)

// Info is what there is to know of a record beside its attributes: the system
// fields that s3db.js puts among them (_v, _etag, _hasContent ...).
type Info struct {
	Version       string    // _v, of the definition that wrote it
	ETag          string    // of its object, with quotes; "" while only the journal has it
	LastModified  time.Time // likewise, zero
	ContentLength int64     // bytes of binary content
	MimeType      string    // of binary content
	HasContent    bool

	// Revision changes with every change of the record, by whoever. UpdateIf
	// takes it.
	Revision string
}

// Info tells of a record. *NotFoundError if there is none.
func (r *Resource) Info(ctx context.Context, id string) (info Info, err error) {
	err = r.do(ctx, func(op *operation) error {
		info, err = op.info(ctx, id)
		return err
	})
	return info, err
}

func (op *operation) info(ctx context.Context, id string) (Info, error) {
	access := op.byID(id)
	access.System = catalog.SystemColumns()
	scan, err := op.tx.Scan(ctx, access)
	if err != nil {
		return Info{}, err
	}
	defer scan.Close()
	rows, err := scan.Next(ctx)
	if err != nil {
		return Info{}, err
	}
	if rows == nil {
		return Info{}, &NotFoundError{op.r.name, id}
	}
	values := make([]types.Value, len(access.System))
	for i := range values {
		values[i] = rows.Batch.Cols[i].Value(rows.Batch.Index(0))
	}
	return infoOf(values), nil
}

func infoOf(values []types.Value) (info Info) {
	for i, v := range values {
		if v.IsNull() {
			continue
		}
		switch catalog.SystemColumn(i) {
		case catalog.RowVersion:
			info.Version = v.Text()
		case catalog.RowPosition:
			info.Revision = strconv.FormatInt(v.Int(), 10)
		case catalog.ETag:
			info.ETag = v.Text()
		case catalog.LastModified:
			info.LastModified = types.ToTime(v.Int())
		case catalog.ContentLength:
			info.ContentLength = v.Int()
		case catalog.MimeType:
			info.MimeType = v.Text()
		case catalog.HasContent:
			info.HasContent = v.Bool()
		}
	}
	if info.Revision == "" {
		info.Revision = info.ETag // a foreign client wrote it
	}
	return info
}

// ChangedError says that a record is not at the revision that was asked for.
type ChangedError struct{ Resource, ID, Revision string }

func (e *ChangedError) Error() string {
	return "resource \"" + e.Resource + "\": record \"" + e.ID + "\" has changed; it is at revision " + e.Revision
}

// UpdateIf is Update for a record that is at a revision of Info still, else it
// is a *ChangedError: s3db.js's updateConditional, which takes an ETag and does
// not see changes of metadata.
func (r *Resource) UpdateIf(ctx context.Context, id string, changes Record, revision string) (stored Record, err error) {
	if revision == "" {
		return nil, &ResourceError{r.name, "UpdateIf needs a revision, which Info tells"}
	}
	err = r.do(ctx, func(op *operation) error {
		if _, err := op.tx.LockRecords(ctx, op.table, []string{id}); err != nil {
			return err
		}
		now, err := op.info(ctx, id)
		if err != nil {
			return err
		}
		if now.Revision != revision {
			return &ChangedError{r.name, id, now.Revision}
		}
		stored, err = call(ctx, op, MethodUpdate, Args{ID: id, Record: changes}, (*operation).update)
		return err
	})
	return stored, err
}

// GetFromPartition returns a record if it is in a partition under these values
// of its fields. *NotFoundError if it is not.
func (r *Resource) GetFromPartition(ctx context.Context, id, partition string, values map[string]any) (rec Record, err error) {
	err = r.do(ctx, func(op *operation) error {
		rec, err = op.getFromPartition(ctx, id, ListOptions{Partition: partition, Values: values})
		return err
	})
	return rec, err
}

func (op *operation) getFromPartition(ctx context.Context, id string, opts ListOptions) (Record, error) {
	access, match, err := op.access(opts)
	if err != nil {
		return nil, err
	}
	access.IDs = []string{id}
	var rec Record
	err = op.limited(ctx, access, match, 1, func(e *engine.Record) (err error) {
		rec, err = op.record(e)
		return err
	})
	if err == nil && rec == nil {
		err = &NotFoundError{op.r.name, id}
	}
	if err == nil {
		op.tell(Event{Name: EventGetFromPartition, ID: id, Record: rec})
	}
	return rec, err
}

// DeleteAllData is DeleteAll; s3db.js's deletes everything below the name of
// the resource, and other resources whose names begin so.
func (r *Resource) DeleteAllData(ctx context.Context) (int, error) { return r.DeleteAll(ctx) }
