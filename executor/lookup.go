package executor

import (
	"context"
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// fetch reads one row by id that will be changed, all columns; nil if there is
// none.
func fetch(ctx context.Context, s Source, t *catalog.Table, id string) (*types.Batch, error) {
	rows, err := s.Scan(ctx, &catalog.Access{Table: t, Kind: catalog.ByID, IDs: []string{id}, Columns: allColumns(t), Lock: true})
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	b, _, err := rows.Next(ctx)
	if err != nil || b == nil {
		return nil, err
	}
	return dense(b), nil
}

// findByKey returns the id of the row whose columns have the given values, ""
// if there is none.
func findByKey(ctx context.Context, s Source, t *catalog.Table, columns []int, values []types.Value) (string, error) {
	ids, err := findAll(ctx, s, t, columns, values, 1)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// findEach returns for each key the id of the row whose columns have its
// values, "" if there is none. Primary keys are looked for all at once.
func findEach(ctx context.Context, s Source, t *catalog.Table, columns []int, keys [][]types.Value) ([]string, error) {
	ids := make([]string, len(keys))
	primary := isPrimaryKey(t, columns)
	for i, values := range keys {
		var err error
		if primary {
			ids[i], err = s.RowID(t, inKeyOrder(t, columns, values))
		} else {
			ids[i], err = findByKey(ctx, s, t, columns, values)
		}
		if err != nil {
			return nil, err
		}
	}
	if primary && len(ids) > 0 {
		return ids, dropMissing(ctx, s, t, ids)
	}
	return ids, nil
}

// dropMissing makes "" of the ids that no row has.
func dropMissing(ctx context.Context, s Source, t *catalog.Table, ids []string) error {
	rows, err := s.Scan(ctx, &catalog.Access{Table: t, Kind: catalog.ByID, IDs: ids})
	if err != nil {
		return err
	}
	defer rows.Close()
	exist := map[string]bool{}
	for {
		b, found, err := rows.Next(ctx)
		if err != nil {
			return err
		}
		if b == nil {
			break
		}
		for _, id := range found {
			exist[id] = true
		}
	}
	for i, id := range ids {
		if !exist[id] {
			ids[i] = ""
		}
	}
	return nil
}

// findAll returns the ids of the rows whose columns have the given values, at
// most limit unless that is 0: by id, by a partition over the columns, by part
// of the primary key, or by reading the table.
func findAll(ctx context.Context, s Source, t *catalog.Table, columns []int, values []types.Value, limit int) ([]string, error) {
	access, err := keyAccess(s, t, columns, values)
	if err != nil {
		return nil, err
	}
	rows, err := s.Scan(ctx, access)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []string
	for limit == 0 || len(found) < limit {
		b, ids, err := rows.Next(ctx)
		if err != nil || b == nil {
			return found, err
		}
		for i := range b.Len() {
			if matchesKey(t, columns, values, b, b.Index(i)) {
				found = append(found, ids[i])
			}
		}
	}
	return found, nil
}

// matchesKey compares the columns of a scan, which are those of the key.
func matchesKey(t *catalog.Table, columns []int, values []types.Value, b *types.Batch, row int) bool {
	for i, c := range columns {
		if b.Cols[i].IsNull(row) || !types.Equal(t.Columns[c].Type, b.Cols[i].Value(row), values[i]) {
			return false
		}
	}
	return true
}

func keyAccess(s Source, t *catalog.Table, columns []int, values []types.Value) (*catalog.Access, error) {
	access := &catalog.Access{Table: t, Kind: catalog.Full, Columns: columns}
	if isPrimaryKey(t, columns) {
		id, err := s.RowID(t, inKeyOrder(t, columns, values))
		access.Kind, access.IDs = catalog.ByID, []string{id}
		return access, err
	}
	for _, p := range t.Partitions {
		if prefix, ok := partitionPrefix(t, p, columns, values); ok {
			access.Kind, access.Part, access.Prefix = catalog.ByPartition, p, prefix
			return access, nil
		}
	}
	if access.Prefix = leadingValues(t.PrimaryKey, columns, values); access.Prefix != nil && !t.Options.RawKeys {
		access.Kind = catalog.ByIDPrefix
	}
	return access, nil
}

// isPrimaryKey reports whether columns are those of the primary key, in any
// order.
func isPrimaryKey(t *catalog.Table, columns []int) bool {
	sorted := func(c []int) []int { return slices.Sorted(slices.Values(c)) }
	return len(t.PrimaryKey) > 0 && slices.Equal(sorted(t.PrimaryKey), sorted(columns))
}

// inKeyOrder returns the values of the primary key's columns in its order.
func inKeyOrder(t *catalog.Table, columns []int, values []types.Value) []types.Value {
	key := make([]types.Value, len(columns))
	for i, c := range t.PrimaryKey {
		key[i] = values[slices.Index(columns, c)]
	}
	return key
}

// partitionPrefix is the values of the leading fields of a trusted partition,
// in key order, if columns give any and no row with them is missing there.
func partitionPrefix(t *catalog.Table, p *catalog.Partition, columns []int, values []types.Value) ([]types.Value, bool) {
	if !p.Trusted || !p.Complete(t, 0, columns...) {
		return nil, false
	}
	var order []int
	for _, f := range p.KeyOrder() {
		order = append(order, f.Column)
	}
	prefix := leadingValues(order, columns, values)
	return prefix, prefix != nil
}

// leadingValues are the values of the first columns in an order, as far as
// columns give them.
func leadingValues(order, columns []int, values []types.Value) []types.Value {
	var leading []types.Value
	for _, c := range order {
		i := slices.Index(columns, c)
		if i < 0 {
			break
		}
		leading = append(leading, values[i])
	}
	return leading
}
