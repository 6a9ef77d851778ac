package wrap

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/s3dbsql/s3dbsql/storage"
)

// Usage is a number of requests by operation, and what they moved.
type Usage struct {
	Get, Head, Put, Delete, DeleteMany, List int64

	Failed        int64 // of them answered by an error, "not found" included
	SentBytes     int64 // of bodies
	ReceivedBytes int64
}

// Requests returns the number of requests of every kind.
func (u Usage) Requests() int64 {
	return u.Get + u.Head + u.Put + u.Delete + u.DeleteMany + u.List
}

// Prices of one request in dollars: S3 Standard, us-east-1. Deletes are free.
const (
	dollarsPerWrite = 5.0 / 1e6 // PUT and LIST
	dollarsPerRead  = 0.4 / 1e6 // GET and HEAD
)

// Dollars returns the price of the requests at Amazon S3's list prices.
func (u Usage) Dollars() float64 {
	return float64(u.Put+u.List)*dollarsPerWrite + float64(u.Get+u.Head)*dollarsPerRead
}

// Add returns the sum of two usages.
func (u Usage) Add(v Usage) Usage { return u.Sub(Usage{}.Sub(v)) }

// Sub returns what came after the earlier usage.
func (u Usage) Sub(earlier Usage) Usage {
	return Usage{
		Get: u.Get - earlier.Get, Head: u.Head - earlier.Head, Put: u.Put - earlier.Put,
		Delete: u.Delete - earlier.Delete, DeleteMany: u.DeleteMany - earlier.DeleteMany, List: u.List - earlier.List,
		Failed: u.Failed - earlier.Failed, SentBytes: u.SentBytes - earlier.SentBytes,
		ReceivedBytes: u.ReceivedBytes - earlier.ReceivedBytes,
	}
}

// Counts adds up requests; many goroutines may use it. The zero value is
// ready.
type Counts struct {
	get, head, put, del, delMany, list atomic.Int64
	failed, sent, received             atomic.Int64
}

// Usage returns the sums so far.
func (c *Counts) Usage() Usage {
	return Usage{
		Get: c.get.Load(), Head: c.head.Load(), Put: c.put.Load(),
		Delete: c.del.Load(), DeleteMany: c.delMany.Load(), List: c.list.Load(),
		Failed: c.failed.Load(), SentBytes: c.sent.Load(), ReceivedBytes: c.received.Load(),
	}
}

func (c *Counts) add(r *request, err error) {
	switch r.op {
	case storage.OpGet:
		c.get.Add(1)
	case storage.OpHead:
		c.head.Add(1)
	case storage.OpPut, storage.OpBeginParts, storage.OpPutPart, storage.OpCopyPart, storage.OpFinishParts:
		c.put.Add(1) // they are priced alike
	case storage.OpDelete, storage.OpAbortParts:
		c.del.Add(1)
	case storage.OpDeleteMany:
		c.delMany.Add(1)
	case storage.OpList:
		c.list.Add(1)
	}
	if err != nil {
		c.failed.Add(1)
	}
	c.sent.Add(int64(len(r.upload.Body)))
	c.received.Add(r.received)
}

type counterKey struct{}

// WithCounter returns a context whose requests c counts too, beside the
// counters ctx has already: a statement's within a session's.
func WithCounter(ctx context.Context, c *Counts) context.Context {
	outer, _ := ctx.Value(counterKey{}).([]*Counts)
	return context.WithValue(ctx, counterKey{}, append(slices.Clip(outer), c))
}

// Count counts each request of b, answered or not, in total and in the
// counters of its context.
func Count(b storage.Bucket, total *Counts) storage.Bucket {
	return intercepted{b, func(ctx context.Context, r *request) error {
		err := r.send(ctx)
		total.add(r, err)
		counters, _ := ctx.Value(counterKey{}).([]*Counts)
		for _, c := range counters {
			c.add(r, err)
		}
		return err
	}}
}
