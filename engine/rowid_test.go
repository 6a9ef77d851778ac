package engine

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestRowIDs: ids come in order, also while the clock stands or goes back.
func TestRowIDs(t *testing.T) {
	now := time.UnixMilli(1_700_000_000_000)
	r := &rowIDs{clock: func() time.Time { return now }, random: strings.NewReader(strings.Repeat("zyx", 1000))}
	var ids []string
	for i := range 300 {
		id, err := r.draw()
		if err != nil || len(id) != 32 {
			t.Fatalf("id %q, %v", id, err)
		}
		ids = append(ids, id)
		now = now.Add(time.Duration(i%3-1) * time.Millisecond)
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("ids are not in order: %q", ids)
	}
	if !strings.HasPrefix(ids[0], "018bcfe568000000") {
		t.Errorf("the first id is %s, its time is not in front", ids[0])
	}
}
