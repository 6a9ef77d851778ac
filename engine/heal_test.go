package engine

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// backedUp are the recorded repairs of which s3db.js keeps no copy, though
// something is lost by them. Here one is kept.
var backedUp = map[string]string{
	"healing-missing-brace": "a document that was cut off may have had more",
	"healing-json-null":     "a document that is no object becomes an empty one",
	"healing-no-versions":   "a resource without a version is dropped",
	"healing-null-resource": "a resource that is no object is dropped",
}

// healing is a recorded repair: what s3db.json was before and the objects
// after it.
type healing struct {
	Steps []struct{ Op, Key, Body string }
	After []struct{ Key, BodyBase64 string } `json:"objects"`
}

// TestHealingFixtures holds that a database opened on a broken s3db.json
// leaves the objects that s3db.js leaves, and the old document beside it where
// something is lost.
func TestHealingFixtures(t *testing.T) {
	files, _ := filepath.Glob("../../shared/fixtures/s3db-v10/healing-*.json")
	if len(files) == 0 {
		t.Skip("the recorded buckets do not stand beside this checkout")
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var h healing
			if err := json.Unmarshal(data, &h); err != nil {
				t.Fatal(err)
			}
			compareHealing(t, name, &h)
		})
	}
}

func compareHealing(t *testing.T, name string, h *healing) {
	broken, want := "", map[string]string{}
	for _, s := range h.Steps {
		if s.Op == "putRaw" {
			broken = s.Body
		}
	}
	for _, o := range h.After {
		body, _ := base64.StdEncoding.DecodeString(o.BodyBase64)
		want[timeless(o.Key)] = timeless(string(body))
	}
	if backedUp[name] != "" {
		want[timeless(keys.BackupKey(then))] = timeless(broken)
	}
	f := newFixture(t)
	f.bucket, f.manual = mem.New(mem.Options{}), true
	var told []string
	f.opts.MetadataHealed = func(repairs []string, _ string) { told = repairs }
	f.putRaw(keys.ManifestKey, broken)
	f.open()
	f.step()
	got := map[string]string{}
	for _, key := range objects(t, f.bucket, keys.ManifestKey) {
		got[timeless(key)] = timeless(f.getRaw(key))
	}
	for key := range want {
		if got[key] != want[key] {
			t.Errorf("%s is %s\nwant %s", key, got[key], want[key])
		}
	}
	if len(got) != len(want) || len(told) == 0 {
		t.Errorf("objects %v, told %v", got, told)
	}
}

var times = regexp.MustCompile(`20\d\d-\d\d-\d\dT\d\d[-:]\d\d[-:]\d\d[-.]\d\d\dZ`)

// timeless is a text without the times in it.
func timeless(text string) string { return times.ReplaceAllString(text, "TIME") }

// TestHealingRestores: what a broken s3db.json has lost of the tables comes
// back, and what nobody knows is in the copy.
func TestHealingRestores(t *testing.T) {
	f := newShared(t)
	f.writeManifest(defined("users", "a:string"))
	f.open()
	f.create("t", false)
	f.step()
	f.putRaw(keys.ManifestKey, `{"version":"1","s3dbVersion":"10.0.0","lastUpdated":"x","resources":{"users":null,"new":7}}`)
	f.look()
	m := f.manifest()
	if summary(m.Resource("users")) != "v0 v0=a" || summary(m.Resource("t")) != "v0 v0=k,v,p" || len(m.Resources) != 2 {
		t.Errorf("s3db.json is %s", m.JSON())
	}
	copies := objects(t, f.bucket, keys.ManifestKey+".corrupted.")
	if len(copies) != 1 || !strings.Contains(f.getRaw(copies[0]), `"new":7`) {
		t.Errorf("copies %v", copies)
	}
}
