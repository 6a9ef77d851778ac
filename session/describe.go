package session

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// Describe implements functions.SessionInfo: SQL text about an object, for
// pg_get_viewdef and its kin.
func (s *Session) Describe(what string, oid types.OID, column int) (string, bool) {
	object := s.Catalog().ByOID(oid)
	if name, ok := strings.CutPrefix(what, "sequence of "); ok {
		return s.serialSequence(object, name)
	}
	switch what {
	case "view":
		if v, ok := object.(*catalog.View); ok {
			return v.Query, true
		}
	case "constraint":
		if c, ok := object.(*catalog.Constraint); ok {
			return s.constraintText(c), true
		}
	case "index":
		return s.indexText(object, column)
	case "comment":
		return commentOn(object, column)
	}
	return "", false
}

// serialSequence is the sequence that a column of a table owns.
func (s *Session) serialSequence(object any, column string) (string, bool) {
	t, ok := object.(*catalog.Table)
	if !ok {
		return "", false
	}
	i := t.Column(column)
	if i < 0 || t.Columns[i].Sequence == "" {
		return "", false
	}
	return t.Columns[i].Sequence, true
}

// commentOn is the comment of an object, or of a column of a table.
func commentOn(object any, column int) (string, bool) {
	text := ""
	switch o := object.(type) {
	case *catalog.Schema:
		text = o.Comment
	case *catalog.Partition:
		text = o.Comment
	case *catalog.Table:
		text = commentOf(o.Comment, o.Columns, column)
	case *catalog.View:
		text = commentOf(o.Comment, o.Columns, column)
	}
	return text, text != ""
}

func commentOf(own string, columns []*catalog.Column, number int) string {
	if number == 0 {
		return own
	}
	for _, c := range columns {
		if int(c.Number) == number {
			return c.Comment
		}
	}
	return ""
}
