package session

import (
	"github.com/s3dbsql/s3dbsql/catalog"
)

// partitioned is the table of a partition.
func (s *Session) partitioned(p *catalog.Partition) *catalog.Table {
	for _, t := range s.Catalog().Tables() {
		if t.Partition(p.Name) == p {
			return t
		}
	}
	return nil
}
