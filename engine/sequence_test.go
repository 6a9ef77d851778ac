package engine

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func sequenceOf(start, step, low, high int64, cycle bool) *catalog.Sequence {
	return &catalog.Sequence{
		OID: 20000, Schema: "public", Name: "s", Type: types.Int8,
		Start: start, Increment: step, Min: low, Max: high, Cache: 1, Cycle: cycle,
	}
}

func (f *fixture) next(seq *catalog.Sequence) int64 {
	f.t.Helper()
	v, err := f.db.NextValue(f.ctx, seq)
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

func TestSequence(t *testing.T) {
	f := newFixture(t).open()
	seq := sequenceOf(1, 1, 1, 1<<62, false)
	if v, called, err := f.db.LastValue(f.ctx, seq); v != 1 || called || err != nil {
		t.Errorf("%d %v %v", v, called, err)
	}
	for want := int64(1); want <= 100; want++ {
		if got := f.next(seq); got != want {
			t.Fatalf("got %d, want %d", got, want)
		}
	}
	if v, called, _ := f.db.LastValue(f.ctx, seq); v != 100 || !called {
		t.Errorf("%d %v", v, called)
	}
	f.crash()
	f.open()
	if v := f.next(seq); v <= 100 {
		t.Errorf("%d was handed out before the crash", v)
	}
	if err := f.db.SetValue(f.ctx, seq, 500, false); err != nil {
		t.Fatal(err)
	}
	if v := f.next(seq); v != 500 {
		t.Errorf("got %d", v)
	}
	if err := f.db.SetValue(f.ctx, seq, 600, true); err != nil {
		t.Fatal(err)
	}
	if v := f.next(seq); v != 601 {
		t.Errorf("got %d", v)
	}
}

func TestSequenceEnds(t *testing.T) {
	cases := []struct {
		seq     *catalog.Sequence
		values  []int64
		message string
	}{
		{sequenceOf(1, 1, 1, 3, false), []int64{1, 2, 3}, `nextval: reached maximum value of sequence "s" (3)`},
		{sequenceOf(-1, -2, -4, -1, false), []int64{-1, -3}, `nextval: reached minimum value of sequence "s" (-4)`},
		{sequenceOf(2, 1, 1, 3, true), []int64{2, 3, 1, 2, 3, 1}, ""},
		{sequenceOf(9223372036854775806, 1, 1, 9223372036854775807, false), []int64{9223372036854775806, 9223372036854775807}, `nextval: reached maximum value of sequence "s" (9223372036854775807)`},
		{sequenceOf(-9223372036854775808, 9223372036854775807, -9223372036854775808, 9223372036854775807, false), []int64{-9223372036854775808, -1, 9223372036854775806}, `nextval: reached maximum value of sequence "s" (9223372036854775807)`},
	}
	for _, c := range cases {
		f := newFixture(t).open()
		for _, want := range c.values {
			if got := f.next(c.seq); got != want {
				t.Errorf("got %d, want %d", got, want)
			}
		}
		if c.message != "" {
			_, err := f.db.NextValue(f.ctx, c.seq)
			if err == nil || err.Error() != c.message || pgerr.CodeOf(err) != pgerr.SequenceGeneratorLimitExceeded {
				t.Errorf("got %v, want %s", err, c.message)
			}
		}
		f.crash()
	}
}
