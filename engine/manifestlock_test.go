package engine

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// TestManifestLock: where s3db.js 21 writes, s3db.json is replaced under its
// lock, which is waited for as long as it lives; elsewhere there is none.
func TestManifestLock(t *testing.T) {
	const held = `{"lockId":"theirs","holderId":"holder-1","acquiredAt":%d,"expiresAt":%d,"_expiresAt":%d}`
	for _, c := range []struct {
		name, version, lock string
		waits               time.Duration
		locks               bool
	}{
		{"no lock in version 10", "10.0.0", "", 0, false},
		{"free", "21.6.2", "", 0, true},
		{"held", "21.6.2", held, 7 * time.Second, true},
		{"unreadable", "21.6.2", "?", lockLife, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFixture(t)
				f.bucket, f.manual = mem.New(mem.Options{Now: time.Now}), true
				f.shared()
				f.putRaw(keys.ManifestKey, fmt.Sprintf(`{"version":"1","s3dbVersion":%q,"lastUpdated":"x","resources":{}}`, c.version))
				f.open()
				f.create("t", false)
				if begun := time.Now(); c.lock != "" {
					f.putRaw(keys.ManifestLockKey, strings.NewReplacer("%d", fmt.Sprint(begun.Add(c.waits).UnixMilli())).Replace(c.lock))
				}
				begun := time.Now()
				f.traced()
				f.step()
				if waited := time.Since(begun); waited < c.waits || waited > c.waits+time.Second {
					t.Errorf("waited %s, want %s", waited, c.waits)
				}
				trace := f.traced()
				if strings.Contains(trace, "PUT "+keys.ManifestLockKey) != c.locks || strings.Contains(trace, "DELETE "+keys.ManifestLockKey) != c.locks {
					t.Error(trace)
				}
				if f.manifest().Resource("t") == nil || len(objects(t, f.bucket, "plugin=")) != 0 {
					t.Error("s3db.json is not written, or the lock is left")
				}
				f.crash()
			})
		})
	}
}

// TestManifestLockForm: the lock has the members that s3db.js reads.
func TestManifestLockForm(t *testing.T) {
	f := newFixture(t).open()
	var l map[string]any
	if err := json.Unmarshal(f.db.keeper.lockUpload("id").Body, &l); err != nil {
		t.Fatal(err)
	}
	if l["lockId"] != "id" || l["expiresAt"].(float64)-l["acquiredAt"].(float64) != 30000 || len(l) != 5 {
		t.Errorf("%v", l)
	}
}
