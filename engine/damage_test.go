package engine

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// damage breaks a bucket.
type damage struct{ *fixture }

func (d *damage) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *damage) delete(key string) { d.must(d.bucket.Delete(d.ctx, key, storage.Condition{})) }

func (d *damage) put(key, body string, metadata ...string) {
	up := storage.Upload{Body: []byte(body), Metadata: map[string]string{}}
	for i := 0; i+1 < len(metadata); i += 2 {
		up.Metadata[metadata[i]] = metadata[i+1]
	}
	d.write(key, up)
}

func (d *damage) write(key string, up storage.Upload) {
	_, err := d.bucket.Put(d.ctx, key, up, storage.Condition{})
	d.must(err)
}

func (d *damage) get(key string) (*storage.Object, storage.Upload) {
	obj, err := d.bucket.Get(d.ctx, key, storage.GetOptions{})
	d.must(err)
	return obj, storage.Upload{ContentType: obj.ContentType, Metadata: obj.Metadata, Body: obj.Body}
}

// change gives a record another value and leaves its stamp.
func (d *damage) change(key, name, value string) {
	_, up := d.get(key)
	up.Metadata[name] = value
	d.write(key, up)
}

// restamp gives a record the stamp of another entry, and of another journal if
// one is given.
func (d *damage) restamp(key string, position uint64, journal string) {
	obj, up := d.get(key)
	stamp, _ := document.ParseStamp(obj.Metadata[document.StampName])
	stamp.Position = position
	if journal != "" {
		stamp.Journal = journal
	}
	run := make([]byte, 64)
	for bit := range run {
		run[bit] = " \t"[position>>(63-bit)&1]
	}
	up.Metadata[document.StampName], up.Body = stamp.String(), run
	d.write(key, up)
}

// truncated empties the table and puts one of its records back.
func (d *damage) truncated() {
	const key = "resource=t/data/id=1"
	_, up := d.get(key)
	d.open()
	tx := d.begin(ReadCommitted)
	d.must(tx.Truncate(d.ctx, d.tableOf(tx, "t")))
	d.commit(tx)
	d.close()
	d.open()
	d.must(d.db.WaitApplied(d.ctx, d.db.Position()))
	for len(objects(d.t, d.bucket, "resource=t/")) > 0 || d.db.purges(d.db.schema.relations["t"]) {
	}
	d.close()
	d.write(key, up)
}

func (d *damage) edit(key, old, replacement string) {
	_, up := d.get(key)
	text := strings.Replace(string(up.Body), old, replacement, 1)
	if text == string(up.Body) {
		d.t.Fatalf("%s has no %s", key, old)
	}
	up.Body = []byte(text)
	d.write(key, up)
}

func (d *damage) cut(key string) {
	_, up := d.get(key)
	up.Body = up.Body[:len(up.Body)-2]
	d.write(key, up)
}

// redefine gives the resource of the table another definition.
func (d *damage) redefine() {
	obj, up := d.get(keys.ManifestKey)
	m, err := catalog.ParseManifest(obj.Body)
	d.must(err)
	r := m.Resource("t").Define(catalog.NewDefinition(catalog.NewAttributes(catalog.Attribute{Path: "v", Rule: "string"})), "2026")
	up.Body = m.With(r, "2026").JSON()
	d.write(keys.ManifestKey, up)
}
