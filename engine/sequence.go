package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"sync"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

// sequences hands out values from blocks that this server has taken. A
// sequence is an object of its own, replaced by If-Match on a body with a
// nonce; a block whose taking had an unknown outcome is thrown away.
type sequences struct {
	db *DB

	mu     sync.Mutex
	blocks map[types.OID]*block
}

// block is what a server has of one sequence.
type block struct {
	turn chan struct{} // held by the session that takes values
	next int64         // the next value to hand out
	left int64         // values left in the block
	last int64         // the value handed out last
	used bool          // whether there is one
}

// sequenceDoc is the object of a sequence.
type sequenceDoc struct {
	Next   int64  `json:"next"`   // first value that nobody has
	Called bool   `json:"called"` // whether any value was handed out
	Ended  bool   `json:"ended"`  // no value is left
	Nonce  string `json:"nonce"`
}

// blockSize is how many values a server takes at once, if the sequence does
// not say more: lost values against one PUT per value.
const blockSize = 32

func newSequences(db *DB) *sequences {
	return &sequences{db: db, blocks: map[types.OID]*block{}}
}

func (s *sequences) block(seq *catalog.Sequence) *block {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.blocks[seq.OID]
	if b == nil {
		b = &block{turn: make(chan struct{}, 1)}
		s.blocks[seq.OID] = b
	}
	return b
}

// NextValue returns the next value of a sequence, as nextval does: never
// undone, unique, with gaps. 2200H at its end.
func (db *DB) NextValue(ctx context.Context, seq *catalog.Sequence) (int64, error) {
	b := db.sequences.block(seq)
	select {
	case b.turn <- struct{}{}:
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
	defer func() { <-b.turn }()
	if b.left == 0 {
		if err := db.takeBlock(ctx, seq, b); err != nil {
			return 0, err
		}
	}
	v := b.next
	b.left--
	if b.left > 0 {
		b.next += seq.Increment
	}
	b.last, b.used = v, true
	return v, nil
}

// takeBlock takes the next values for this server.
func (db *DB) takeBlock(ctx context.Context, seq *catalog.Sequence, b *block) error {
	return db.changeSequence(ctx, seq, func(d *sequenceDoc) error {
		if d.Ended {
			if !seq.Cycle {
				return exhausted(seq)
			}
			d.Next, d.Ended = restart(seq), false
		}
		n := min(max(seq.Cache, blockSize), remaining(seq, d.Next))
		b.next, b.left = d.Next, n
		d.Called = true
		if n == remaining(seq, d.Next) {
			d.Ended = true
		} else {
			d.Next += n * seq.Increment
		}
		return nil
	})
}

// restart is where a sequence goes on after its end, if it cycles.
func restart(seq *catalog.Sequence) int64 {
	if seq.Increment < 0 {
		return seq.Max
	}
	return seq.Min
}

// remaining is how many values are left from v on, v included.
func remaining(seq *catalog.Sequence, v int64) int64 {
	distance, step := uint64(seq.Max)-uint64(v), uint64(seq.Increment)
	if seq.Increment < 0 {
		distance, step = uint64(v)-uint64(seq.Min), -step
	}
	if n := distance / step; bits.Len64(n) < 63 {
		return int64(n) + 1
	}
	return 1 << 62
}

func exhausted(seq *catalog.Sequence) error {
	if seq.Increment < 0 {
		return pgerr.Newf(pgerr.SequenceGeneratorLimitExceeded, "nextval: reached minimum value of sequence %q (%d)", seq.Name, seq.Min)
	}
	return pgerr.Newf(pgerr.SequenceGeneratorLimitExceeded, "nextval: reached maximum value of sequence %q (%d)", seq.Name, seq.Max)
}

// SetValue sets a sequence as setval does; called says that v counts as
// handed out.
func (db *DB) SetValue(ctx context.Context, seq *catalog.Sequence, v int64, called bool) error {
	if v < seq.Min || v > seq.Max {
		return pgerr.Newf(pgerr.NumericValueOutOfRange, "setval: value %d is out of bounds for sequence %q (%d..%d)", v, seq.Name, seq.Min, seq.Max)
	}
	b := db.sequences.block(seq)
	b.turn <- struct{}{}
	defer func() { <-b.turn }()
	b.left, b.last, b.used = 0, v, called
	return db.changeSequence(ctx, seq, func(d *sequenceDoc) error {
		*d = sequenceDoc{Next: v, Called: called}
		if called && remaining(seq, v) == 1 {
			d.Ended = true
		} else if called {
			d.Next = v + seq.Increment
		}
		return nil
	})
}

// LastValue returns what a SELECT from the sequence shows: the last value
// handed out by this server, or what the object says.
func (db *DB) LastValue(ctx context.Context, seq *catalog.Sequence) (v int64, called bool, err error) {
	b := db.sequences.block(seq)
	b.turn <- struct{}{}
	defer func() { <-b.turn }()
	if b.used {
		return b.last, true, nil
	}
	d, _, err := db.readSequence(ctx, seq)
	if err != nil {
		return 0, false, err
	}
	if d.Called && !d.Ended {
		return d.Next - seq.Increment, true, nil
	}
	return d.Next, d.Called, nil
}

func (db *DB) readSequence(ctx context.Context, seq *catalog.Sequence) (d sequenceDoc, etag string, err error) {
	obj, err := db.bucket.Get(ctx, sequenceKey(seq), storage.GetOptions{})
	if notThere(err) {
		return sequenceDoc{Next: seq.Start}, "", nil
	}
	if err != nil {
		return d, "", storeError(ctx, err)
	}
	if err := json.Unmarshal(obj.Body, &d); err != nil {
		return d, "", fmt.Errorf("sequence %s: %w", seq.Name, err)
	}
	return d, obj.ETag, nil
}

// sequenceKey is the key of a sequence. It is named by its OID: renaming must
// not lose its position, and a new one of the same name begins anew.
func sequenceKey(seq *catalog.Sequence) string {
	return keys.SequenceKey(strconv.FormatUint(uint64(seq.OID), 10))
}

// changeSequence replaces the object of a sequence. After an unknown outcome
// it begins again with what is there: values may be skipped, none is given
// twice.
func (db *DB) changeSequence(ctx context.Context, seq *catalog.Sequence, change func(*sequenceDoc) error) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		d, etag, err := db.readSequence(ctx, seq)
		if err != nil {
			return err
		}
		if err := change(&d); err != nil {
			return err
		}
		if d.Nonce, err = db.opts.draw(8); err != nil {
			return err
		}
		body, err := json.Marshal(d)
		if err != nil {
			return err
		}
		up := storage.Upload{ContentType: "application/json", Body: body}
		_, err = db.bucket.Put(ctx, sequenceKey(seq), up, replacing(etag))
		if err == nil {
			return nil
		}
		if surelyRefused(err) {
			return storeError(ctx, err)
		}
		if !errors.Is(err, storage.ErrPrecondition) {
			if err := sleep(ctx, pause); err != nil {
				return err
			}
		}
	}
}
