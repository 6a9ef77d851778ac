package session

import (
	"slices"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/types"
)

// Prepared is a prepared statement as pg_prepared_statements shows it.
type Prepared struct {
	Name, Statement string
	At              time.Time
	Parameters      []*types.Type
	FromSQL         bool // by PREPARE, not by the protocol
}

// Cursor is an open cursor as pg_cursors shows it.
type Cursor struct {
	Name, Statement      string
	Holdable, Scrollable bool
	At                   time.Time
}

// PreparedStatements are the named prepared statements, in order of name.
func (s *Session) PreparedStatements() []Prepared {
	var list []Prepared
	for name, p := range s.prepared {
		if name != "" {
			list = append(list, Prepared{Name: name, Statement: p.text, At: p.at, Parameters: p.params, FromSQL: p.fromSQL})
		}
	}
	slices.SortFunc(list, func(a, b Prepared) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Cursors are the open cursors and the portals of the protocol that have a
// name, in order of name.
func (s *Session) Cursors() []Cursor {
	var list []Cursor
	for name, p := range s.portals {
		if name == "" {
			continue
		}
		c := Cursor{Name: name, Statement: p.text, At: p.at}
		if p.cursor != nil {
			c.Holdable, c.Scrollable = p.cursor.hold, p.cursor.back
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Cursor) int { return strings.Compare(a.Name, b.Name) })
	return list
}
