package wrap

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/s3dbsql/s3dbsql/storage"
)

// FaultRates are probabilities, from 0 to 1, that a request meets a fault;
// together at most 1. Those of the second group only meet writes.
type FaultRates struct {
	Lost     float64 // the request does not arrive: outcome unknown
	Internal float64 // 500: done or not, one time in two
	SlowDown float64 // 503: not done

	LostReply float64 // done, the answer is lost: outcome unknown
	Late      float64 // outcome unknown, done only after some later requests
	Duplicate float64 // done twice, at once or (one in two) once more later; the last answer that is there counts
	Conflict  float64 // 409: not done
}

// Faults makes the requests of a bucket fail on purpose. The same seed and
// the same order of requests give the same faults.
type Faults struct {
	Rates FaultRates

	// Before and After are called around each request that reaches the
	// store: kill points. They may not return.
	Before, After func(op storage.Op, key string)

	mu      sync.Mutex
	rng     *rand.Rand
	arrived int
	late    []lateRequest
}

// lateRequest is on its way until so many requests have arrived.
type lateRequest struct {
	due  int
	send func(context.Context) error
}

const maxLate = 20 // requests that may overtake a late one

// NewFaults returns faults of the given rates.
func NewFaults(seed uint64, rates FaultRates) *Faults {
	return &Faults{Rates: rates, rng: rand.New(rand.NewPCG(seed, seed))}
}

// Fault puts faults between the caller and b.
func Fault(b storage.Bucket, f *Faults) storage.Bucket {
	return intercepted{b, f.around}
}

// Settle lets everything arrive that is still on its way.
func (f *Faults) Settle(ctx context.Context) {
	f.mu.Lock()
	late := f.late
	f.late = nil
	f.mu.Unlock()
	for _, r := range late {
		_ = r.send(ctx) // nobody waits for this answer
	}
}

var errInjected = errors.New("injected fault")

func (f *Faults) around(ctx context.Context, r *request) error {
	f.deliver(ctx)
	draw, coin := f.draw()
	fails := func(rate float64) bool {
		hit := draw >= 0 && draw < rate
		draw -= rate
		return hit
	}
	switch rates := f.Rates; {
	case fails(rates.Lost):
		return injected(r, storage.ErrUnknown)
	case fails(rates.Internal):
		if coin {
			_ = f.send(ctx, r) // 500 is the answer, whatever was done
		}
		return injected(r, storage.ErrUnknown)
	case fails(rates.SlowDown):
		return injected(r, storage.ErrThrottled)
	case r.op.Write() && fails(rates.LostReply):
		_ = f.send(ctx, r) // this answer is lost
		return injected(r, storage.ErrUnknown)
	case r.op.Write() && fails(rates.Late):
		f.postpone(r)
		return injected(r, storage.ErrUnknown)
	case r.op.Write() && fails(rates.Duplicate):
		return f.duplicate(ctx, r, coin)
	case r.op.Write() && fails(rates.Conflict):
		return injected(r, storage.ErrConflict)
	}
	return f.send(ctx, r)
}

func (f *Faults) duplicate(ctx context.Context, r *request, later bool) error {
	if later {
		f.postpone(r)
	} else {
		_ = f.send(ctx, r) // the answer to the second one counts
	}
	return f.send(ctx, r)
}

func (f *Faults) send(ctx context.Context, r *request) error {
	if f.Before != nil {
		f.Before(r.op, r.key)
	}
	err := r.send(ctx)
	if f.After != nil {
		f.After(r.op, r.key)
	}
	return err
}

func (f *Faults) draw() (float64, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.rng.Float64(), f.rng.IntN(2) == 0
}

// postpone leaves r on its way. Its sender may use the body's memory again.
func (f *Faults) postpone(r *request) {
	r.upload.Body = bytes.Clone(r.upload.Body)
	r.upload.Metadata = maps.Clone(r.upload.Metadata)
	r.many = slices.Clone(r.many)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.late = append(f.late, lateRequest{f.arrived + 1 + f.rng.IntN(maxLate), r.discard})
}

// deliver counts an arrival and sends what is due; the context of the late
// request's own caller may be over.
func (f *Faults) deliver(ctx context.Context) {
	f.mu.Lock()
	f.arrived++
	var due, later []lateRequest
	for _, r := range f.late {
		if r.due <= f.arrived {
			due = append(due, r)
		} else {
			later = append(later, r)
		}
	}
	f.late = later
	f.mu.Unlock()
	for _, r := range due {
		_ = r.send(context.WithoutCancel(ctx)) // nobody waits for this answer
	}
}

func injected(r *request, sentinel error) error {
	return &storage.OpError{Op: r.op, Key: r.key, Err: sentinel, Cause: errInjected}
}
