package executor

import (
	"fmt"
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// TestKeyset shows that each key is kept once, and none with a NULL.
func TestKeyset(t *testing.T) {
	b := types.NewBatch([]*types.Type{types.Int8, types.Text}, 0)
	add := func(n types.Value, s types.Value) {
		b.Cols[0].AppendValue(n)
		b.Cols[1].AppendValue(s)
		b.SetRows(b.Rows() + 1)
	}
	add(types.NewInt(1), types.NewText("a"))
	add(types.NewInt(1), types.Null)
	add(types.NewInt(1), types.NewText("a"))
	add(types.NewInt(2), types.NewText("a"))
	k := newKeyset(b.Cols, NewMemory(0))
	if err := k.add(b.Cols, b); err != nil {
		t.Fatal(err)
	}
	k.from = 1
	if got := fmt.Sprintln(k.size(), k.fresh(), k.values(1)[0].Int(), k.values(1)[1].Text()); got != "2 1 2 a\n" {
		t.Error(got)
	}
}
