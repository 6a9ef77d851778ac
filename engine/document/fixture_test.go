package document

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// fixtureDirs are where buckets written by s3db.js 10.0.0 and 21.6.2 lie: a
// small set of our own, and the large ones of the design, if they stand beside
// the checkout.
var fixtureDirs = []string{"testdata/fixtures", "../../../shared/fixtures/s3db-v10", "../../../shared/fixtures/s3db-v21"}

// fixture is one scenario: the steps that s3db.js ran and the bucket that it
// left.
type fixture struct {
	name    string          // with the dialect in front, but for V10
	release string          // of s3db.js
	options *catalog.Object // of the connection
	steps   []*catalog.Object
	objects map[string]storage.Object
}

func eachFixture(t *testing.T, run func(t *testing.T, fx *fixture)) {
	for _, dir := range fixtureDirs {
		files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
		if len(files) == 0 {
			t.Run(filepath.Base(dir), func(t *testing.T) {
				t.Skipf("no fixtures in %s: they belong to the design, which does not stand beside this checkout", dir)
			})
		}
		for _, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
				run(t, loadFixture(t, file))
			})
		}
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
	fx := &fixture{
		name:    doc.String("scenario"),
		options: doc.Object("connection"),
		objects: map[string]storage.Object{},
	}
	_, fx.release, _ = strings.Cut(doc.String("library"), "@")
	if strings.HasPrefix(fx.release, "21.") {
		fx.name = "v21/" + fx.name
	}
	for _, s := range doc.Get("steps").([]any) {
		fx.steps = append(fx.steps, s.(*catalog.Object))
	}
	prefix := fx.options.String("prefix")
	for _, o := range doc.Get("objects").([]any) {
		obj := objectOf(t, o.(*catalog.Object))
		obj.Key = strings.TrimPrefix(strings.TrimPrefix(obj.Key, prefix), "/")
		if strings.HasPrefix(obj.Key, "s3db.json.corrupted.") {
			obj.Key = keys.BackupKey(now) // the clock
		}
		fx.objects[obj.Key] = obj
	}
	return fx
}

func objectOf(t *testing.T, o *catalog.Object) storage.Object {
	t.Helper()
	body, err := base64.StdEncoding.DecodeString(o.String("bodyBase64"))
	if err != nil {
		t.Fatal(err)
	}
	if text := o.String("body"); text != "" { // our own fixtures
		body = []byte(text)
	}
	obj := storage.Object{ContentType: o.String("contentType"), Body: body, Metadata: map[string]string{}}
	obj.Key = o.String("key")
	for _, m := range o.Object("metadata").Members() {
		obj.Metadata[m.Key] = m.Value.(string)
	}
	return obj
}

// undefined is JavaScript's value for what is not there.
type undefined struct{}

// function is the source text of a JavaScript function.
type function string

// plainValue replaces the tagged values of a fixture by what they stand for.
// A date is its ISO text, and so is NaN and its kin.
func plainValue(v any) any {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = plainValue(v[i])
		}
		return list
	case *catalog.Object:
		if m := v.Members(); len(m) == 1 && strings.HasPrefix(m[0].Key, "$") {
			if tagged, ok := untag(m[0]); ok {
				return tagged
			}
		}
		o := catalog.NewObject()
		for _, m := range v.Members() {
			o = o.With(m.Key, plainValue(m.Value))
		}
		return o
	}
	return v
}

func untag(m catalog.Member) (any, bool) {
	switch m.Key {
	case "$undefined":
		return undefined{}, true
	case "$date", "$base64":
		return m.Value, true
	case "$number":
		return json.Number(m.Value.(string)), true
	case "$function":
		return function(m.Value.(string)), true
	case "$repeat":
		args := m.Value.([]any)
		n, _ := args[1].(json.Number).Int64()
		return strings.Repeat(args[0].(string), int(n)), true
	}
	return nil, false
}
