package s3db_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/s3db"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// fixtureDirs are where conversations with s3db.js lie that were recorded:
// what it was asked, what it answered, what the bucket held in the end.
var fixtureDirs = []string{"../../shared/fixtures/s3db-v10", "../../shared/fixtures/s3db-v21"}

// fixture is one scenario.
type fixture struct {
	name     string
	options  *catalog.Object // of the connection
	steps    []*catalog.Object
	readback []*catalog.Object // asked through a new connection
	objects  []*catalog.Object
}

func eachFixture(t *testing.T, run func(t *testing.T, fx *fixture)) {
	for _, dir := range fixtureDirs {
		files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
		t.Run(filepath.Base(dir), func(t *testing.T) {
			if len(files) == 0 {
				t.Skipf("no fixtures in %s: they belong to the design, which does not stand beside this checkout", dir)
			}
			for _, file := range files {
				t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) { run(t, loadFixture(t, file)) })
			}
		})
	}
}

func loadFixture(t *testing.T, file string) *fixture {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	v, err := catalog.ParseJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	doc := v.(*catalog.Object)
	version := filepath.Base(filepath.Dir(file))
	return &fixture{
		name: strings.TrimPrefix(version, "s3db-") + "/" + doc.String("scenario"), options: doc.Object("connection"),
		steps: objects(doc.Get("steps")), readback: objects(doc.Get("readback")), objects: objects(doc.Get("objects")),
	}
}

func objects(v any) []*catalog.Object {
	var list []*catalog.Object
	items, _ := v.([]any)
	for _, item := range items {
		list = append(list, item.(*catalog.Object))
	}
	return list
}

// bucket holds the objects that s3db.js left.
func (fx *fixture) bucket(t *testing.T) storage.Bucket {
	t.Helper()
	b := mem.New(mem.Options{})
	for _, o := range fx.objects {
		put(t, b, o.String("key"), o, decoded(t, o.String("bodyBase64")))
	}
	return b
}

func decoded(t *testing.T, text string) []byte {
	t.Helper()
	body, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func put(t *testing.T, b storage.Bucket, key string, o *catalog.Object, body []byte) {
	t.Helper()
	up := storage.Upload{ContentType: o.String("contentType"), Body: body, Metadata: map[string]string{}}
	for _, m := range o.Object("metadata").Members() {
		// A header without a name is none, and one with bytes beyond ASCII, which
		// s3db.js 21 sends, is refused by the store of this test.
		if text := m.Value.(string); m.Key != "" {
			up.Metadata[m.Key] = ascii(text)
		}
	}
	if _, err := b.Put(t.Context(), key, up, storage.Condition{}); err != nil {
		t.Fatal(err)
	}
}

// ascii is a header in a form that means the same without bytes beyond ASCII.
func ascii(text string) string {
	for i := range len(text) {
		if text[i] >= 0x80 {
			plain, _ := codec.V21.Decode(text)
			return codec.V10.Encode(plain)
		}
	}
	return text
}

// connection is a database of a scenario, open.
type connection struct {
	t      *testing.T
	fx     *fixture
	bucket storage.Bucket
	db     *s3db.Database
}

func (c *connection) open(options *catalog.Object) {
	c.t.Helper()
	c.close()
	opts := s3db.Options{Bucket: wrap.Prefix(c.bucket, c.fx.options.String("prefix")), Passphrase: codec.DefaultPassphrase}
	for _, o := range []*catalog.Object{c.fx.options, options} {
		if p := o.String("passphrase"); p != "" {
			opts.Passphrase = p
		}
		opts.Versioning = opts.Versioning || o.Bool("versioningEnabled")
	}
	db, err := s3db.Open(c.t.Context(), "", opts)
	if err != nil {
		c.t.Fatal(err)
	}
	c.db = db
}

func (c *connection) close() {
	if c.db == nil {
		return
	}
	if err := c.db.Close(context.Background()); err != nil {
		c.t.Error(err)
	}
	c.db = nil
}

// config is the argument of createResource.
func (fx *fixture) config(o *catalog.Object) s3db.Config {
	c := s3db.Config{
		Name: o.String("name"), Behavior: o.String("behavior"), Timestamps: o.Bool("timestamps"),
		Versioning: o.Bool("versioningEnabled"), Attributes: attributes(o.Object("attributes")),
		Permissive:    o.Get("paranoid") == false,
		StrictObjects: o.Get("allNestedObjectsOptional") == false,
		Dialect:       strings.SplitN(fx.name, "/", 2)[0],
	}
	if o.Object("hooks") != nil {
		c.Hooks = map[s3db.HookPoint][]s3db.Hook{s3db.BeforeInsert: {hookOf(o)}}
	}
	for _, name := range []string{"idSize", "idGenerator"} {
		if n, ok := o.Get(name).(json.Number); ok {
			size, _ := n.Int64()
			c.IDSize = int(size)
		} else if o.Get(name) != nil {
			c.IDGenerator = counter(100)
		}
	}
	for _, p := range o.Object("partitions").Members() {
		part := s3db.Partition{Name: p.Key}
		for _, f := range p.Value.(*catalog.Object).Object("fields").Members() {
			part.Fields = append(part.Fields, s3db.Field{Path: f.Key, Rule: f.Value.(string)})
		}
		c.Partitions = append(c.Partitions, part)
	}
	return c
}

// hookOf is the hook of the two scenarios that have one, in Go.
func hookOf(o *catalog.Object) s3db.Hook {
	code := string(catalog.AppendJSON(nil, o.Get("hooks"), ""))
	return func(_ context.Context, _ *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
		name := rec["name"].(string)
		if strings.Contains(code, "toUpperCase") {
			rec["name"], rec["added"] = strings.ToUpper(name), "by hook"
		} else {
			rec["name"] = name + "!"
		}
		return rec, nil
	}
}

// counter is the generator of the one scenario that has a function.
func counter(n int) func() string {
	return func() string {
		n++
		return jsNumber(n - 1)
	}
}

func jsNumber(n int) string {
	text, _ := json.Marshal(n)
	return string(text)
}

func attributes(o *catalog.Object) s3db.Attributes {
	var list s3db.Attributes
	for _, m := range o.Members() {
		if child, ok := m.Value.(*catalog.Object); ok {
			list = append(list, s3db.Attribute{Name: m.Key, Rule: attributes(child)})
		} else {
			list = append(list, s3db.Attribute{Name: m.Key, Rule: m.Value})
		}
	}
	return list
}

// argument is the Go value of an argument. undefined is nil.
func argument(v any) any {
	switch v := v.(type) {
	case *catalog.Object:
		if tagged, ok := untag(v); ok {
			return tagged
		}
		m := map[string]any{}
		for _, member := range v.Members() {
			m[member.Key] = argument(member.Value)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = argument(item)
		}
		return list
	case json.Number:
		f, _ := v.Float64()
		return f
	}
	return v
}

// untag reads what JSON cannot say.
func untag(o *catalog.Object) (v any, ok bool) {
	if len(o.Members()) != 1 {
		return nil, false
	}
	switch m := o.Members()[0]; m.Key {
	case "$undefined":
		return nil, true
	case "$date":
		at, err := time.Parse(time.RFC3339Nano, m.Value.(string))
		return at, err == nil
	case "$base64":
		body, err := base64.StdEncoding.DecodeString(m.Value.(string))
		return body, err == nil
	case "$repeat":
		pair := m.Value.([]any)
		n, _ := pair[1].(json.Number).Int64()
		return strings.Repeat(pair[0].(string), int(n)), true
	case "$number":
		numbers := map[string]float64{"NaN": math.NaN(), "Infinity": math.Inf(1), "-Infinity": math.Inf(-1), "-0": math.Copysign(0, -1)}
		return numbers[m.Value.(string)], true
	}
	return nil, false
}
