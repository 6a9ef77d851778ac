package engine

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/types"
)

const then = "2025-01-01T00:00:00.000Z"

// defined is a resource with attributes "name:rule ...", as s3db.js defines it.
func defined(name, attributes string) *catalog.Resource {
	return catalog.NewResource(name, catalog.NewDefinition(rulesOf(attributes)), then)
}

func rulesOf(attributes string) *catalog.Attributes {
	a := catalog.NewAttributes()
	for _, field := range strings.Fields(attributes) {
		path, rule, _ := strings.Cut(field, ":")
		a = a.With(path, rule)
	}
	return a
}

// redefined is the next version of a resource.
func redefined(r *catalog.Resource, attributes string) *catalog.Resource {
	return r.Define(catalog.NewDefinition(rulesOf(attributes)), then)
}

// writeManifest replaces s3db.json whole, as s3db.js does.
func (f *fixture) writeManifest(resources ...*catalog.Resource) {
	f.t.Helper()
	m := catalog.NewManifest(then)
	for _, r := range resources {
		m = m.With(r, then)
	}
	f.putRaw(keys.ManifestKey, string(m.JSON()))
}

func (f *fixture) putRaw(key, body string) {
	f.t.Helper()
	up := storage.Upload{ContentType: "application/json", Body: []byte(body)}
	if _, err := f.bucket.Put(f.ctx, key, up, storage.Condition{}); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) getRaw(key string) string {
	f.t.Helper()
	obj, err := f.bucket.Get(f.ctx, key, getAll)
	if err != nil {
		f.t.Fatal(err)
	}
	return string(obj.Body)
}

func (f *fixture) manifest() *catalog.Manifest {
	f.t.Helper()
	m, err := catalog.ParseManifest([]byte(f.getRaw(keys.ManifestKey)))
	if err != nil {
		f.t.Fatal(err)
	}
	return m
}

// look is one look of the watcher, after which the keeper does what there is.
func (f *fixture) look() {
	f.t.Helper()
	if err := f.db.watcher.look(f.ctx); err != nil {
		f.t.Fatal(err)
	}
	f.step()
}

// columns are those of a table, "name type ...".
func (f *fixture) columns(name string) string {
	t := f.db.Catalog().Table("public", name)
	if t == nil {
		return ""
	}
	var list []string
	for _, c := range t.Columns {
		list = append(list, c.Name+" "+c.Type.Name)
	}
	return strings.Join(list, ", ")
}

func newShared(t *testing.T) *fixture {
	f := newFixture(t)
	f.shared()
	f.manual = true
	return f
}

// TestFoundOIDs: the tables of resources that were found have the same
// identifiers after a restart, applied or not, whatever s3db.js adds.
func TestFoundOIDs(t *testing.T) {
	f := newShared(t)
	f.writeManifest(defined("b", "x:string"))
	f.open()
	oid := f.db.Catalog().Table("public", "b").OID
	for _, applied := range []bool{false, true} {
		if applied {
			f.step()
		}
		f.crash()
		f.writeManifest(defined("a", "x:string"), defined("b", "x:string"), defined("archive.c", "x:string"))
		f.open()
		if got := f.db.Catalog().Table("public", "b").OID; got != oid {
			t.Errorf("applied %v: OID %d, was %d", applied, got, oid)
		}
		f.step()
		if f.look(); f.columns("a") != "id text, x text" || f.db.Catalog().Table("archive", "c") == nil {
			t.Errorf("applied %v: the new resources are no tables", applied)
		}
	}
	head := f.db.Position()
	f.crash()
	f.open()
	if f.db.Position() != head {
		t.Error("what is known was committed again")
	}
}

// TestFollow: a table that s3db.js writes follows its definition; what SQL
// made of it stays.
func TestFollow(t *testing.T) {
	f := newShared(t)
	v0 := defined("users", "name:string age:string left:string")
	f.writeManifest(v0)
	f.open()
	f.step()
	tx := f.begin(ReadCommitted)
	err := tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error {
		changed, name := *d.Table("public", "users"), *d.Table("public", "users").Columns[1]
		name.Name, name.Type = "label", types.Varchar
		changed.Columns = append([]*catalog.Column{changed.Columns[0], &name}, changed.Columns[2:]...)
		d.PutTable(&changed)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.step()
	v1 := redefined(v0, "name:string age:number|integer label:string")
	f.writeManifest(v1)
	f.look()
	if got := f.columns("users"); got != "id text, label varchar, age int8, left text, label_2 text" {
		t.Errorf("columns %s", got)
	}
	if !f.manifest().Resource("users").Same(v1) {
		t.Error("s3db.json was changed")
	}
}

// TestInFlight: a transaction on the old definition fails, it never mixes.
func TestInFlight(t *testing.T) {
	f := newShared(t)
	v0 := defined("users", "v:string p:string")
	f.writeManifest(v0)
	f.open()
	f.step()
	tx := f.begin(ReadCommitted)
	rows := types.NewBatch([]*types.Type{types.Text, types.Text, types.Text}, 1)
	for _, col := range rows.Cols {
		col.AppendValue(types.NewText("x"))
	}
	rows.SetRows(1)
	if _, err := tx.Insert(f.ctx, f.tableOf(tx, "users"), rows); err != nil {
		t.Fatal(err)
	}
	f.writeManifest(redefined(v0, "v:string p:string q:string"))
	f.look()
	if err := tx.Commit(f.ctx); pgerr.CodeOf(err) != pgerr.SerializationFailure {
		t.Errorf("commit: %v", err)
	}
}

// summary is a resource in short: its current version and, of each, the
// attributes in order.
func summary(r *catalog.Resource) string {
	if r == nil {
		return "none"
	}
	text := r.CurrentVersion
	for _, v := range r.Versions {
		text += " " + v.Name + "=" + strings.Join(v.Map().Paths(), ",")
	}
	return text
}

// TestPutBack: what s3db.js drops when it writes s3db.json whole comes back,
// and so do the versions and the order of attributes that records are read by.
// A table that SQL writes alone keeps its definition.
func TestPutBack(t *testing.T) {
	f := newShared(t)
	v0 := defined("users", "a:string b:string")
	v1 := redefined(v0, "a:string b:string c:string")
	f.writeManifest(v1)
	f.open()
	f.create("t", false)
	f.step()
	ours := f.manifest().Resource("t")
	reordered, err := catalog.ParseResource("t", []byte(strings.Replace(string(ours.JSON()),
		`"k":"number|integer","v":"string|optional","p":"string|optional"`, `"p":"string|optional","v":"string|optional","k":"number|integer"`, 1)))
	if err != nil || summary(reordered) == summary(ours) {
		t.Fatalf("%v: %s", err, summary(reordered))
	}
	cases := []struct {
		name     string
		found    []*catalog.Resource
		users, t string
	}{
		{"all gone", nil, "v1 v0=a,b v1=a,b,c", "v0 v0=k,v,p"},
		{"ours gone", []*catalog.Resource{v1}, "v1 v0=a,b v1=a,b,c", "v0 v0=k,v,p"},
		{"an older version", []*catalog.Resource{v0, ours}, "v0 v0=a,b v1=a,b,c", "v0 v0=k,v,p"},
		{"another order", []*catalog.Resource{v1, reordered}, "v1 v0=a,b v1=a,b,c", "v0 v0=k,v,p"},
		{"a definition of theirs", []*catalog.Resource{v1, redefined(ours, "x:string")}, "v1 v0=a,b v1=a,b,c", "v0 v0=k,v,p v1=x"},
		{"all gone again", nil, "v1 v0=a,b v1=a,b,c", "v0 v0=k,v,p v1=x"},
	}
	for _, c := range cases {
		f.writeManifest(c.found...)
		f.look()
		m := f.manifest()
		if got := summary(m.Resource("users")); got != c.users {
			t.Errorf("%s: users %s", c.name, got)
		}
		if got := summary(m.Resource("t")); got != c.t {
			t.Errorf("%s: t %s", c.name, got)
		}
		f.traced()
		if f.look(); strings.Contains(f.traced(), "PUT") {
			t.Errorf("%s: it does not come to rest", c.name)
		}
	}
	f.crash()
	f.open()
	if got := summary(f.db.schema.resources["t"]); got != "v0 v0=k,v,p v1=x" {
		t.Errorf("after a restart t is %s", got)
	}
	if f.columns("t") != "k int4, v text, p text" || f.columns("users") != "id text, a text, b text, c text" {
		t.Errorf("tables %s; %s", f.columns("t"), f.columns("users"))
	}
}

// TestDropStays: a table that SQL dropped is gone from s3db.json, and is not
// taken for a new one while it still stands there.
func TestDropStays(t *testing.T) {
	f := newShared(t)
	f.writeManifest(defined("users", "a:string"))
	f.open()
	f.step()
	tx := f.begin(ReadCommitted)
	err := tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error { d.Drop("public", "users"); return nil })
	if err != nil {
		t.Fatal(err)
	}
	f.commit(tx)
	f.writeManifest(defined("users", "a:string"), defined("more", "a:string"))
	if err := f.db.watcher.look(f.ctx); err != nil || f.columns("users") != "" {
		t.Errorf("taken for a new one: %v", err)
	}
	f.step()
	f.look()
	if m := f.manifest(); m.Resource("users") != nil || m.Resource("more") == nil || f.columns("users") != "" || f.columns("more") == "" {
		t.Errorf("s3db.json %s", m.JSON())
	}
}

// TestWatch: looks are one conditional GET, one in a second while statements
// come, and none after ten seconds without.
func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t)
		f.bucket = mem.New(mem.Options{Now: time.Now})
		f.shared()
		f.opts.NoteInterval = time.Hour
		f.writeManifest(defined("a", "x:string"))
		f.open()
		looks := func(d time.Duration) int {
			f.traced()
			time.Sleep(d)
			return strings.Count(f.traced(), "GET s3db.json if-none-match")
		}
		for range 50 {
			f.begin(ReadCommitted).Rollback()
		}
		if n := looks(5 * time.Second); n < 4 || n > 6 {
			t.Errorf("%d looks in 5 s", n)
		}
		f.writeManifest(defined("a", "x:string"), defined("b", "x:string"))
		time.Sleep(1100 * time.Millisecond)
		if f.columns("b") == "" {
			t.Error("a new resource was not noticed within a second")
		}
		looks(10 * time.Second)
		if n := looks(time.Hour); n != 0 {
			t.Errorf("%d looks while nothing happens", n)
		}
		f.writeManifest(defined("a", "x:string"), defined("b", "x:string"), defined("c", "x:string"))
		f.traced()
		if err := f.db.Refresh(f.ctx); err != nil || f.columns("c") == "" {
			t.Errorf("not there at once: %v", err)
		}
		synctest.Wait()
		f.traced()
		if err := f.db.Refresh(f.ctx); err != nil || f.traced() != "GET s3db.json if-none-match -> object not modified\n" {
			t.Errorf("a look at what has not changed is not one request: %v", err)
		}
		f.crash()
	})
}
