package executor

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// A statement that changes rows does not decrypt secrets that it does not
// read: its rows have NULL in their place. Where it does not set them either,
// the records keep them as they are stored. So it needs no key for them.

// secrets marks the columns that hold secrets.
func secrets(t *catalog.Table) []bool {
	unread := make([]bool, len(t.Columns))
	for i, c := range t.Columns {
		unread[i] = c.HoldsSecret()
	}
	return unread
}

// readColumns lists the columns of a table that are read.
func readColumns(t *catalog.Table, unread []bool) []int {
	return slices.DeleteFunc(allColumns(t), func(i int) bool { return isUnread(unread, i) })
}

func isUnread(unread []bool, column int) bool { return column < len(unread) && unread[column] }

// keeping returns the rows as Source.Update takes them, without the columns
// that stay.
func keeping(rows *types.Batch, kept []bool) *types.Batch {
	if !slices.Contains(kept, true) {
		return rows
	}
	rest := &types.Batch{Cols: slices.Clone(rows.Cols), Sel: rows.Sel}
	rest.SetRows(rows.Rows())
	for i := range rest.Cols {
		if isUnread(kept, i) {
			rest.Cols[i] = nil
		}
	}
	return rest
}

// widened gives rows that have some columns of a table all of them; the others
// are NULL.
func widened(b *types.Batch, t *catalog.Table, columns []int) *types.Batch {
	wide := types.NewBatch(columnTypes(t, allColumns(t)), 0)
	for i, c := range wide.Cols {
		if at := slices.Index(columns, i); at >= 0 {
			wide.Cols[i] = b.Cols[at]
			continue
		}
		for range b.Rows() {
			c.AppendValue(types.Null)
		}
	}
	wide.Sel = b.Sel
	wide.SetRows(b.Rows())
	return wide
}

// read leaves out the NOT NULL constraints of columns that stay.
func read(checks []check, kept []bool) []check {
	return slices.DeleteFunc(checks, func(c check) bool { return c.Expr == nil && isUnread(kept, c.Column) })
}
