package s3db

import (
	"context"
	"errors"
	"iter"
	"sync"

	"github.com/s3dbsql/s3dbsql/engine"
)

// ReadOptions shape a readable stream. The zero value streams all records.
type ReadOptions struct {
	ListOptions
	BatchSize   int       // records read ahead of the consumer; a page of the store if 0
	Concurrency int       // records read at once; Options.Parallelism if 0
	Progress    func(int) // called after each record with how many were given out
}

// Readable streams records in the order of List:
//
//	for rec, err := range users.Readable(ctx, s3db.ReadOptions{}) { ... }
//
// All come from one moment. The loop sets the pace: what it has not asked for
// is not read, but for a batch. A record that cannot be decoded comes with its
// id and its error, and the loop goes on; after any other error it ends. A
// loop that takes longer than half the retention of the journal (5 minutes)
// may end with SQLSTATE 72000.
func (r *Resource) Readable(ctx context.Context, opts ReadOptions) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		stopped := false
		err := r.doOnce(ctx, func(op *operation) error {
			return op.stream(ctx, opts, func(rec Record, err error) bool {
				stopped = !yield(rec, err)
				return !stopped
			})
		})
		if err != nil && !stopped {
			yield(nil, err)
		}
	}
}

func (op *operation) stream(ctx context.Context, opts ReadOptions, yield func(Record, error) bool) error {
	access, match, err := op.access(opts.ListOptions)
	if err != nil {
		return err
	}
	access.Batch, access.FanOut = opts.BatchSize, opts.Concurrency
	limit := opts.Limit
	if limit > 0 {
		limit += opts.Offset
	}
	n := 0
	return op.limited(ctx, access, match, limit, func(e *engine.Record) error {
		if n++; n <= opts.Offset {
			return nil
		}
		rec, err := op.record(e)
		if err != nil {
			rec = Record{"id": e.ID}
		}
		if !yield(rec, err) {
			return errEnough
		}
		if opts.Progress != nil {
			opts.Progress(n - opts.Offset)
		}
		return nil
	})
}

// WriteOptions shape a writable stream.
type WriteOptions struct {
	BatchSize   int // records of one commit; 10 if 0, as in s3db.js
	Concurrency int // batches under way at once; 1 if 0
	// OnError is told of each record that could not be inserted; the others
	// are. Without it the first such error is that of Close.
	OnError  func(rec Record, err error)
	Progress func(int) // called after each batch with how many records were inserted so far
}

// Writable is a stream of records to be inserted. It belongs to one goroutine.
type Writable struct {
	r     *Resource
	ctx   context.Context
	opts  WriteOptions
	batch []Record
	slots chan struct{} // held by batches under way

	mu       sync.Mutex // also serializes OnError and Progress
	inserted int
	err      error
}

// Writable opens a stream that inserts what is written to it, batch by batch.
// ctx ends it.
func (r *Resource) Writable(ctx context.Context, opts WriteOptions) *Writable {
	if opts.BatchSize <= 0 {
		opts.BatchSize = 10
	}
	if opts.Concurrency <= 0 || r.tx != nil {
		opts.Concurrency = 1
	}
	return &Writable{r: r, ctx: ctx, opts: opts, slots: make(chan struct{}, opts.Concurrency)}
}

// Write adds a record. It waits while as many batches are under way as may be.
// The record must not be changed afterwards.
func (w *Writable) Write(rec Record) error {
	if w.batch = append(w.batch, rec); len(w.batch) < w.opts.BatchSize {
		return nil
	}
	return w.flush()
}

func (w *Writable) flush() error {
	batch := w.batch
	w.batch = nil
	if len(batch) == 0 {
		return nil
	}
	if w.r.tx != nil {
		w.insert(batch)
		return nil
	}
	select {
	case w.slots <- struct{}{}:
	case <-w.ctx.Done():
		return context.Cause(w.ctx)
	}
	go func() {
		defer func() { <-w.slots }()
		w.insert(batch)
	}()
	return nil
}

func (w *Writable) insert(batch []Record) {
	stored, err := w.r.InsertMany(w.ctx, batch)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.inserted += len(stored)
	w.fail(batch, err)
	if w.opts.Progress != nil {
		w.opts.Progress(w.inserted)
	}
}

// fail tells of the records of a batch that could not be inserted. w.mu is
// held.
func (w *Writable) fail(batch []Record, err error) {
	var bulk *BulkError
	switch {
	case err == nil:
	case w.opts.OnError == nil:
		w.err = errors.Join(w.err, err)
	case errors.As(err, &bulk):
		for _, item := range bulk.Items {
			w.opts.OnError(batch[item.Index], item.Err)
		}
	default:
		for _, rec := range batch {
			w.opts.OnError(rec, err)
		}
	}
}

// Close writes what is left, waits for all batches and returns what went
// wrong, unless OnError was told.
func (w *Writable) Close() error {
	err := w.flush()
	for range cap(w.slots) {
		w.slots <- struct{}{}
	}
	return errors.Join(err, w.err)
}

// Inserted is how many records were inserted so far.
func (w *Writable) Inserted() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.inserted
}
