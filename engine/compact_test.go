package engine

import (
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// encode changes the options of table t, which is made if there is none.
func (f *fixture) encode(options catalog.Options) {
	f.t.Helper()
	tx := f.begin(ReadCommitted)
	err := tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error {
		if d.Table("public", "t") == nil {
			table(d, "t", false)
		}
		changed := *d.Table("public", "t")
		changed.Options = options
		d.PutTable(&changed)
		return nil
	})
	if err != nil {
		f.t.Fatal(err)
	}
	f.commit(tx)
	f.step()
}

// TestCompactObjects holds that compact rows are read from objects, beside rows
// of versions that are not compact, after restarts and after s3db.js has
// dropped or redefined their resource.
func TestCompactObjects(t *testing.T) {
	for _, dialect := range []string{"v10", "v21"} {
		t.Run(dialect, func(t *testing.T) {
			f := newShared(t)
			f.open()
			compact := catalog.Options{Dialect: dialect, Encoding: catalog.EncodingCompact}
			f.encode(compact)
			f.add(t, "1 active 2024-01-15T10:30:00Z")
			f.step()
			f.encode(catalog.Options{Dialect: dialect})
			f.add(t, "2 active da")
			f.step()
			f.encode(compact)
			f.add(t, "3 active da")
			f.step()
			rows := "1 active 2024-01-15T10:30:00Z\n2 active da\n3 active da\n"
			check := func(when string) {
				t.Helper()
				if got := f.all(f.begin(ReadCommitted), "t"); got != rows {
					t.Errorf("%s: %s", when, got)
				}
				f.restart()
				if got := f.all(f.begin(ReadCommitted), "t"); got != rows {
					t.Errorf("%s, after a restart: %s", when, got)
				}
			}
			check("at first")
			ours := f.manifest().Resource("t")
			f.writeManifest()
			f.look()
			check("put back")
			f.writeManifest(redefined(ours, "x:string"))
			f.look()
			check("redefined")
			f.add(t, "4 active =")
			f.step()
			rows += "4 active =\n"
			check("written again")
			want := map[string]bool{"id=1": true, "id=2": false, "id=3": true, "id=4": true} // compact ones
			for row, compact := range want {
				if text := f.dump("resource=t/data/"+row, true); strings.Contains(text, " active") == compact {
					t.Errorf("%s: %s", row, text)
				}
			}
		})
	}
}

// restart ends the server and starts another, which knows nothing.
func (f *fixture) restart() {
	f.db.keeper.release(f.ctx)
	f.crash()
	f.open()
}
