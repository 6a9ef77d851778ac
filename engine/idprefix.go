package engine

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// recordsPrefix is the prefix of the records wanted. Where it is that of others
// too, leading keeps how the wanted ones differ.
func (s *Scan) recordsPrefix() string {
	if s.access.Kind != catalog.ByIDPrefix {
		return s.rel.keys.RecordsBeginning(s.access.Begins)
	}
	parts := make([]string, len(s.access.Prefix))
	for i, v := range s.access.Prefix {
		parts[i] = codec.KeyText(s.rel.table.Columns[s.rel.table.PrimaryKey[i]].Type, v)
	}
	prefix, exact := s.rel.keys.RecordsOf(parts)
	if !exact {
		s.leading = parts
	}
	return prefix
}

// leads reports whether the primary key of a row begins with the values wanted.
func (s *Scan) leads(id string, m journal.Image) bool {
	text := s.rel.keyText(id, m)
	for i, want := range s.leading {
		got, ok, err := text(s.rel.columns[s.rel.table.PrimaryKey[i]].path)
		if err != nil || !ok || got != want {
			return false
		}
	}
	return true
}
