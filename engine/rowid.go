package engine

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"io"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/ids"
)

// rowIDs draws the ids of rows without primary key: the time, never the same
// twice here, and 64 random bits against those of other servers, so that
// nobody needs to look whether an id exists. Listings give the rows of a table
// in the order in which they came.
type rowIDs struct {
	clock  func() time.Time
	random io.Reader
	last   atomic.Uint64 // milliseconds of the clock in the upper 48 bits, a count below
}

// of draws the id of a row of a table without primary key: as its options ask,
// else in order.
func (r *rowIDs) of(rel *relation) (string, error) {
	if rel.drawID != nil {
		return rel.drawID(r.random, r.clock())
	}
	return r.draw()
}

// generator is what the options of a table ask to draw ids, nil if nothing.
func generator(t *catalog.Table) ids.Generator {
	return ids.Named(t.Options.IDGenerator, cmp.Or(t.Options.IDSize, ids.DefaultSize))
}

// repeats reports whether drawn ids of a table may be there already.
func repeats(t *catalog.Table) bool {
	return t.Options.IDGenerator != "" && !ids.Unlikely(t.Options.IDGenerator, cmp.Or(t.Options.IDSize, ids.DefaultSize))
}

func (r *rowIDs) draw() (string, error) {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], r.next())
	_, err := io.ReadFull(r.random, b[8:])
	return hex.EncodeToString(b[:]), err
}

func (r *rowIDs) next() uint64 {
	for {
		last := r.last.Load()
		n := max(uint64(r.clock().UnixMilli())<<16, last+1)
		if r.last.CompareAndSwap(last, n) {
			return n
		}
	}
}
