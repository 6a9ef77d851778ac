package wrap

import (
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// StackOptions are the parts of a Stack; a part left out is not there.
type StackOptions struct {
	Prefix  string // of all keys, without slashes at its ends
	Retry   *RetryOptions
	Limiter *Limiter
	Counts  *Counts

	// For tests.
	Record  func(line string)
	Faults  *Faults
	Latency time.Duration // of each answer
}

// Stack builds the wrappers around a driver, in this order from the caller
// down:
//
//	Retry    decides what is sent again, so every attempt passes the rest
//	Limit    holds a slot for an attempt, not for the waits between them
//	Count    counts attempts, as they are paid
//	Record   prints the same, with the caller's keys
//	Fault    loses what the parts above must cope with
//	Latency  is the network's
//	Prefix   is next to the driver: nothing above sees stored keys
//
// A database of its own inside the bucket is one more Prefix on top.
func Stack(driver storage.Bucket, opts StackOptions) storage.Bucket {
	b := Prefix(driver, opts.Prefix)
	if opts.Latency > 0 {
		b = Latency(b, func() time.Duration { return opts.Latency })
	}
	if opts.Faults != nil {
		b = Fault(b, opts.Faults)
	}
	if opts.Record != nil {
		b = Record(b, opts.Record)
	}
	if opts.Counts != nil {
		b = Count(b, opts.Counts)
	}
	if opts.Limiter != nil {
		b = Limit(b, opts.Limiter)
	}
	if opts.Retry != nil {
		b = Retry(b, *opts.Retry)
	}
	return b
}
