package engine

import (
	"context"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// indexing is the look at the stored rows of a table that gets partitions.
// The keeper will write their references; here is found out whether it can,
// and unique values are claimed, which holds until the references are there.
type indexing struct {
	tx     *Tx
	parts  []*partition
	taken  map[string]string // id of the row that has a unique value
	memory int64             // bytes of the values, about
}

func (tx *Tx) newIndexing(parts []*partition) *indexing {
	return &indexing{tx: tx, parts: parts, taken: map[string]string{}}
}

// addPartitions looks at the rows of a table that old has fewer partitions
// of. The commit depends on nobody changing a row meanwhile.
func (tx *Tx) addPartitions(ctx context.Context, old, rel *relation) error {
	if old == nil || old.table.OID != rel.table.OID {
		return nil
	}
	fresh := missing(rel, old)
	if len(fresh) == 0 {
		return nil
	}
	x := tx.newIndexing(fresh)
	tx.AssertUntouched(rel.table)
	scan, err := tx.Scan(ctx, &catalog.Access{Table: rel.table, Kind: catalog.Full})
	if err != nil {
		return err
	}
	defer scan.Close()
	return scan.each(ctx, func(row found) error { return x.row(rel, row.id, row.image) })
}

// row looks at one row.
func (x *indexing) row(rel *relation, id string, m journal.Image) error {
	for _, p := range x.parts {
		key, err := p.reference(id, m)
		if err != nil {
			return refused(err)
		}
		if key == "" || !p.catalog.Unique {
			continue
		}
		if err := x.claim(rel, p, id, m, strings.TrimSuffix(key, "id="+id)); err != nil {
			return err
		}
	}
	return nil
}

func (x *indexing) claim(rel *relation, p *partition, id string, m journal.Image, key string) error {
	if _, taken := x.taken[key]; taken {
		return rel.notUnique(p.catalog.Name, p.columns(), id, m)
	}
	x.taken[key] = id
	x.tx.claim(p, key, id, x.tx.snap.position)
	return x.remember(key, id)
}

// claimSize is about what a claim takes beside its texts: an operation and
// two entries of maps.
const claimSize = 400

func (x *indexing) remember(key, id string) error {
	x.memory += claimSize + int64(len(key)+len(id))
	if limit := x.tx.opts.Memory; limit > 0 && x.memory > limit {
		return pgerr.New(pgerr.OutOfMemory, "out of memory").
			WithDetail("The unique values of the table need more than %d MB.", limit>>20).
			WithHint("Raise the setting query-memory.")
	}
	return nil
}
