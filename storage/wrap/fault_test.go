package wrap_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// TestFaults shows what each fault leaves behind of a PUT if absent.
func TestFaults(t *testing.T) {
	tests := []struct {
		name    string
		rates   wrap.FaultRates
		want    []error // any of these
		written []bool  // any of these, before Settle
		settled []bool  // after it
	}{
		{"none", wrap.FaultRates{}, []error{nil}, []bool{true}, []bool{true}},
		{"lost", wrap.FaultRates{Lost: 1}, []error{storage.ErrUnknown}, []bool{false}, []bool{false}},
		{"lost reply", wrap.FaultRates{LostReply: 1}, []error{storage.ErrUnknown}, []bool{true}, []bool{true}},
		{"late", wrap.FaultRates{Late: 1}, []error{storage.ErrUnknown}, []bool{false}, []bool{true}},
		{"duplicate", wrap.FaultRates{Duplicate: 1}, []error{nil, storage.ErrPrecondition}, []bool{true}, []bool{true}},
		{"conflict", wrap.FaultRates{Conflict: 1}, []error{storage.ErrConflict}, []bool{false}, []bool{false}},
		{"slow down", wrap.FaultRates{SlowDown: 1}, []error{storage.ErrThrottled}, []bool{false}, []bool{false}},
		{"internal", wrap.FaultRates{Internal: 1}, []error{storage.ErrUnknown}, []bool{true, false}, []bool{true, false}},
	}
	for _, test := range tests {
		for seed := range uint64(10) {
			driver := mem.New(mem.Options{})
			faults := wrap.NewFaults(seed, test.rates)
			_, err := wrap.Fault(driver, faults).Put(t.Context(), "k", storage.Upload{Body: []byte("x")}, storage.Condition{IfAbsent: true})
			if !slices.ContainsFunc(test.want, func(want error) bool { return errors.Is(err, want) }) {
				t.Errorf("%s, seed %d: error %v", test.name, seed, err)
			}
			written := func() bool { _, err := driver.Head(t.Context(), "k"); return err == nil }
			if !slices.Contains(test.written, written()) {
				t.Errorf("%s, seed %d: written is %v", test.name, seed, written())
			}
			faults.Settle(t.Context())
			if !slices.Contains(test.settled, written()) {
				t.Errorf("%s, seed %d: after settling, written is %v", test.name, seed, written())
			}
		}
	}
}

// TestFaultsReplay runs one workload twice with one seed.
func TestFaultsReplay(t *testing.T) {
	run := func() (log []string) {
		faults := wrap.NewFaults(42, wrap.FaultRates{
			Lost: .1, Internal: .1, SlowDown: .1, LostReply: .1, Late: .1, Duplicate: .1, Conflict: .1,
		})
		faults.Before = func(op storage.Op, key string) { log = append(log, fmt.Sprint("before ", op, key)) }
		faults.After = func(op storage.Op, key string) { log = append(log, fmt.Sprint("after ", op, key)) }
		b := wrap.Fault(mem.New(mem.Options{}), faults)
		for i := range 300 {
			key := fmt.Sprint(i % 7)
			_, err := b.Put(t.Context(), key, storage.Upload{Body: []byte(fmt.Sprint(i))}, storage.Condition{})
			log = append(log, fmt.Sprint(err))
			obj, err := b.Get(t.Context(), key, storage.GetOptions{})
			if err == nil {
				log = append(log, string(obj.Body))
			}
		}
		return log
	}
	first, second := run(), run()
	if !slices.Equal(first, second) {
		t.Error("the same seed gave other faults")
	}
	if !slices.Contains(first, `PUT "3": outcome unknown: injected fault`) {
		t.Error("no fault in 300 writes")
	}
}
