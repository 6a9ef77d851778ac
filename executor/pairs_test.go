package executor

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// TestJoinedNone shows that no pairs make no rows, in columns too: a condition
// is computed over these.
func TestJoinedNone(t *testing.T) {
	b := types.NewBatch([]*types.Type{types.Int8}, 1)
	b.Cols[0].AppendValue(types.NewInt(1))
	b.SetRows(1)
	out := joined(b, b, &pairs{})
	if out.Rows() != 0 || out.Cols[0].Len() != 0 || out.Cols[1].Len() != 0 {
		t.Errorf("%d rows in columns of %d and %d", out.Rows(), out.Cols[0].Len(), out.Cols[1].Len())
	}
}
