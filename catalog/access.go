package catalog

import (
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// AccessKind is how a scan finds its rows.
type AccessKind uint8

// The access paths, cheapest first for the requests they send.
const (
	ByID        AccessKind = iota // one GET an id
	ByIDPrefix                    // LIST of the ids with the leading columns of the primary key, then as ByPartition
	ByPartition                   // LIST of a partition prefix, then a GET a row unless KeyOnly
	Full                          // LIST of all records, then a GET a row unless KeyOnly
)

// MaxLimit bounds Access.Limit: a scan that is asked for more reads all.
const MaxLimit = 1 << 20

// Access describes a scan of one table. The planner writes it, the executor
// carries it, the engine obeys it and EXPLAIN prints it.
type Access struct {
	Table  *Table
	Kind   AccessKind
	IDs    []string      // ByID: record ids, distinct; else, if any, the only ones wanted
	Part   *Partition    // ByPartition
	Prefix []types.Value // ByPartition: values of the leading fields in key order
	// Begins is how the key text of the next field begins in all rows wanted,
	// of the id for Full.
	Begins  string
	Columns []int          // columns wanted, indexes into Table.Columns
	System  []SystemColumn // wanted too, but for the id, which always comes
	// KeyOnly answers from the listing alone: every wanted column is part of
	// the key (ByPartition: its fields) or none is wanted (count), and every
	// system column wanted is listed with it.
	KeyOnly bool
	// Keep, if set, drops rows that are not wanted from a batch of KeyColumns,
	// which keys tell: their records are not read.
	Keep       func(*types.Batch) error
	KeyColumns []int
	// Limit is the number of rows after which the caller will probably stop;
	// 0 means it will read all.
	Limit int
	// Batch is how many keys to list and records to read before the first are
	// given out; 0 means a page of the store. FanOut bounds the records read at
	// once, 0 leaves it to the engine.
	Batch, FanOut int
	// Lock says that rows found will be locked and written: the engine keeps
	// what it read, so that UPDATE and DELETE need not read a row again.
	Lock bool
}

// String prints the access path as EXPLAIN does.
func (a *Access) String() string {
	var b strings.Builder
	switch a.Kind {
	case ByID:
		b.WriteString("by id")
	case ByIDPrefix:
		b.WriteString("by part of the primary key")
	case ByPartition:
		fmt.Fprintf(&b, "partition %s", a.Part.Name)
		if !a.Part.Trusted {
			b.WriteString(" (may miss rows)")
		}
	case Full:
		b.WriteString("full")
	}
	if a.KeyOnly {
		b.WriteString(", keys only")
	}
	if a.Begins != "" {
		fmt.Fprintf(&b, ", begins with %q", a.Begins)
	}
	return b.String()
}
