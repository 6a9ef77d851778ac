package executor

import (
	"context"
	"slices"
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// single gives rows in batches of one.
type single struct {
	Operator
	rows, next int
}

func (s *single) Next(context.Context) (*types.Batch, error) {
	if s.next == s.rows {
		return nil, nil
	}
	b := types.NewBatch([]*types.Type{types.Int8}, 1)
	b.Cols[0].AppendValue(types.NewInt(int64(s.next)))
	b.SetRows(1)
	s.next++
	return b, nil
}

// TestGather shows that batches grow fourfold and that no row is lost.
func TestGather(t *testing.T) {
	g := &gather{in: &single{rows: 100}}
	var sizes []int
	next := int64(0)
	for {
		b, err := g.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if b == nil {
			break
		}
		sizes = append(sizes, b.Len())
		for i := range b.Len() {
			if v := b.Cols[0].Ints[b.Index(i)]; v != next {
				t.Fatalf("row %d in the place of %d", v, next)
			}
			next++
		}
	}
	if want := []int{1, 4, 16, 64, 15}; !slices.Equal(sizes, want) {
		t.Errorf("batches of %d rows, want %d", sizes, want)
	}
}
