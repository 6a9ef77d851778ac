package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/s3dbsql/s3dbsql/sqltests/bench/tap"
)

// Purposes of requests.
const (
	answer = "answer" // the client waits for it
	later  = "later"  // rows become objects, or what s3db.js does behind the answer
	probe  = "probe"  // what other servers have committed
	keeper = "keeper" // who applies the journal and how far
)

// side is one of the two that are measured.
type side interface {
	// do carries out a call and returns how long the caller waited and how
	// many rows it touched.
	do(ctx context.Context, c call) (time.Duration, int, error)
	// settle returns when nothing is left to do behind the answers.
	settle(ctx context.Context) error
	tap() *tap.Tap
}

// measured is one operation at one latency on one side.
type measured struct {
	took  []time.Duration // median of each run
	calls int
	sums  tap.Sums // of all calls
	most  int      // requests under way at once
	err   error
}

// tooLong is a run that is not repeated.
const tooLong = 15 * time.Second

// measure runs an operation a few times.
func measure(ctx context.Context, s side, op operation, n *numbers, runs int) *measured {
	m := &measured{}
	if m.err = s.settle(ctx); m.err != nil {
		return m
	}
	before := s.tap().Sums()
	s.tap().Most()
	for len(m.took) < runs {
		m.calls += op.times
		took, err := run(ctx, s, op, n)
		if m.err = err; err != nil {
			break
		}
		if m.took = append(m.took, took); took > tooLong {
			break
		}
	}
	m.sums, m.most = s.tap().Sums().Sub(before), s.tap().Most()
	return m
}

// run is one run: the median of its calls.
func run(ctx context.Context, s side, op operation, n *numbers) (time.Duration, error) {
	var times []time.Duration
	for range op.times {
		took, rows, err := s.do(ctx, op.call(n))
		if err == nil && rows != op.rows {
			err = fmt.Errorf("%d rows instead of %d", rows, op.rows)
		}
		if err == nil {
			err = s.settle(ctx)
		}
		if err != nil {
			return 0, err
		}
		times = append(times, took)
	}
	return median(times), nil
}

func median(times []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// time is the median of the runs.
func (m *measured) time() time.Duration { return median(m.took) }
