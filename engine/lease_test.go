package engine

import (
	"context"
	"testing"

	"github.com/s3dbsql/s3dbsql/storage"
)

// TestRelease: a server that stops gives up its lease, so that the next one
// starts at once; not so if a write of its keeper may still be on its way.
func TestRelease(t *testing.T) {
	for _, c := range []struct {
		answer error
		holder string
	}{{nil, ""}, {storage.ErrUnknown, "s1"}} {
		f := newFixture(t)
		f.manual = true
		f.shared()
		f.open()
		if err := f.db.keeper.hold(f.ctx); err != nil {
			t.Fatal(err)
		}
		stopping, stop := context.WithCancel(f.ctx)
		_ = f.db.keeper.write(stopping, func(storage.Condition) error { stop(); return c.answer })
		f.db.keeper.release(f.ctx)
		k, err := f.db.readKeeper(f.ctx)
		if err != nil || k.Holder != c.holder {
			t.Errorf("after the answer %v the holder is %q, %v", c.answer, k.Holder, err)
		}
	}
}
