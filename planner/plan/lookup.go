package plan

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// LookupSide is the input of a join that is read by the keys of the other one.
type LookupSide uint8

// The sides. LookupLeft: the right input is read first, as in every hash join,
// and its keys tell which rows of the left one to read. LookupRight: the right
// rows are read as the keys of the left ones come along.
const (
	NoLookup LookupSide = iota
	LookupLeft
	LookupRight
)

// Lookup is another access path of a scan that stands below a join: by the
// values that the join's keys have on the other side. How many there are is
// known only when the statement runs, and so is whether it pays.
type Lookup struct {
	Number int             // of the join, Join.Number
	Access *catalog.Access // without its ids or prefix
}

// TableRows are the rows that a table is taken to have, for nobody counts them.
const TableRows = 1000

// Prices in units of $0.0000004.
const (
	listPrice = 12.5
	getPrice  = 1
)

// LookupLimit is the number of keys up to which looking them up costs no more
// than what the scan will cost at least: a listing, and the records of a table
// of TableRows rows if it reads them.
func (s *Scan) LookupLimit() int {
	cost := float64(listPrice)
	if s.Access.Kind == catalog.Full && !s.Access.KeyOnly {
		cost = TableRows * getPrice
	}
	if s.Lookup.Access.Kind == catalog.ByID {
		return int(cost / getPrice)
	}
	return int(cost / listPrice)
}

// LookupLimit is that of the scan whose rows the join looks up.
func (j *Join) LookupLimit() int {
	limit := 0
	Walk(j, func(n Node) {
		if s, ok := n.(*Scan); ok && s.Lookup != nil && s.Lookup.Number == j.Number {
			limit = s.LookupLimit()
		}
	})
	return limit
}

// describeLookup prints the lookup for EXPLAIN.
func (s *Scan) describeLookup() string {
	request := "GET"
	if s.Lookup.Access.Kind != catalog.ByID {
		request = "LIST"
	}
	return fmt.Sprintf("Lookup: %s, 1 %s a key, for up to %d keys of the join", s.Lookup.Access, request, s.LookupLimit())
}
