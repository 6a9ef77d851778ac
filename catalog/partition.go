package catalog

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/engine/keys"
)

// KeyOrder returns the fields in the order in which they stand in keys: by
// name, as JavaScript collates.
func (p *Partition) KeyOrder() []PartitionField {
	return slices.SortedStableFunc(slices.Values(p.Fields), func(a, b PartitionField) int {
		return keys.Collate(a.Path, b.Path)
	})
}
