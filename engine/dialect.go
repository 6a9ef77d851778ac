package engine

import (
	"sync/atomic"

	"github.com/s3dbsql/s3dbsql/codec"
)

// dialect is that of the release of s3db.js which keeps s3db.json, as far as
// it has been read: the dialect of new tables that name none.
type dialect struct{ atomic.Uint32 }

// note takes the dialect of an s3db.json that was read.
func (d *dialect) note(found codec.Dialect) { d.Store(uint32(found)) }

// of returns the dialect of new tables beside those of a schema.
func (d *dialect) of(s *schema) codec.Dialect {
	for _, r := range s.resources {
		if r.Dialect == codec.V21 {
			return codec.V21
		}
	}
	return codec.Dialect(d.Load())
}
