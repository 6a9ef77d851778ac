package catalog

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/codec"
)

const now = "2026-11-23T08:00:00.000Z"

func attributes(t testing.TB, text string) *Attributes {
	t.Helper()
	v, err := ParseJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return AttributesOf(v.(*Object))
}

func TestHash(t *testing.T) {
	for text, want := range map[string]string{
		`{"a1":"string"}`: "sha256:7868c747191d83a8f71438f76ab6f365a2c633523af38b00fb5a775c06c0911a",
		`{"name":"string","age":"number|integer:true|optional"}`: "sha256:6eb1df44614c18481f72201c88bca6946eec7a713bc1220de7d2a668a73876c2",
	} {
		if got := NewDefinition(attributes(t, text)).Hash(); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	sorted := AppendJSON(nil, sortedJSON(attributes(t, `{"é":"1","😀":"2","\uffff":"3","b":{"z":"","a":""},"a":""}`).Object()), "")
	if want := `{"a":"","b":{"a":"","z":""},"é":"1","😀":"2","` + "\uffff" + `":"3"}`; string(sorted) != want {
		t.Errorf("order of UTF-16 units: %s", sorted)
	}
}

func TestMap(t *testing.T) {
	a := attributes(t, `{"name":"string","profile":{"bio":"s","age":"s","social":{"github":"s","followers":"s"},"tags":"array","active":"boolean"},
		"address":{"$$type":"object|optional","city":"s","geo":{"lat":"s","lng":"s"}},"last":"s","deep":{"$$type":"object","in":{"x":"s"}},"none":{},"list":["s"]}`)
	m := NewMap(a)
	want := strings.Fields(`name profile.bio profile.age profile.social.github profile.social.followers profile.tags profile.active
		address.city address.geo.lat address.geo.lng last deep.in.x none list profile address deep deep.in`)
	if !slices.Equal(m.Paths(), want) {
		t.Errorf("paths %v", m.Paths())
	}
	for path, slot := range map[string]string{"name": "0", "address.geo.lng": "9", "last": "a", "deep.in": "h"} {
		if got, ok := m.Slot(path); got != slot || !ok {
			t.Errorf("slot of %s is %s", path, got)
		}
		if got, ok := m.BySlot(slot); got != path || !ok {
			t.Errorf("path of %s is %s", slot, got)
		}
	}
	if _, ok := m.Slot("profile.social"); ok {
		t.Error("profile.social has a slot")
	}
	if path, _ := m.ByHeader("address_geo_lat"); path != "address.geo.lat" {
		t.Errorf("address_geo_lat is %q", path)
	}
	if rule, ok := a.Rule("profile.social.github"); rule != "s" || !ok {
		t.Errorf("rule %q", rule)
	}
	if rule, ok := a.Rule("profile"); rule != "object" || !ok {
		t.Errorf("rule of an object %q", rule)
	}
}

func TestJavaScriptOrder(t *testing.T) {
	a := attributes(t, `{"b":"s","17":"s","a":"s","2":"s","017":"s","b":"t","-1":"s"}`)
	if got := NewMap(a).Paths(); !slices.Equal(got, strings.Fields("2 17 b a 017 -1")) {
		t.Errorf("order %v", got)
	}
	if rule, _ := a.Rule("b"); rule != "t" {
		t.Errorf("repeated name has rule %s", rule)
	}
}

func TestDefine(t *testing.T) {
	d := NewDefinition(attributes(t, `{"a":"string","b":"string"}`))
	r := NewResource("t", d, now)
	if r.CurrentVersion != "v0" || r.Current().Behavior != DefaultBehavior || r.Current().IDSize != 22 {
		t.Errorf("new resource %+v", r.Current())
	}
	reordered := d
	reordered.Attributes = attributes(t, `{"b":"string","a":"string"}`)
	if r.Define(reordered, now) != r {
		t.Error("another order makes a version")
	}
	d.Attributes = d.Attributes.With("c", "string|optional")
	d.Timestamps, d.Versioning = true, true
	next := r.Define(d, now)
	if next.CurrentVersion != "v1" || len(next.Versions) != 2 || len(r.Versions) != 1 || next.Before(next.Current()).Name != "v0" {
		t.Errorf("next %+v", next)
	}
	var names []string
	for _, p := range next.Partitions {
		names = append(names, p.Name)
	}
	if !slices.Equal(names, strings.Fields("byCreatedDate byUpdatedDate byVersion")) {
		t.Errorf("partitions %v", names)
	}
	if got := next.Current().Map().Paths(); !slices.Equal(got, strings.Fields("a b c createdAt updatedAt")) {
		t.Errorf("attributes %v", got)
	}
	m := NewManifest(now).With(next, now)
	again, err := ParseManifest(m.JSON())
	if err != nil || string(again.JSON()) != string(m.JSON()) || again.Resource("t").CurrentVersion != "v1" {
		t.Errorf("%v: %s", err, again.JSON())
	}
	if m.Without("t", now).Resource("t") != nil || m.Resource("t") == nil {
		t.Error("Without does not copy")
	}
}

// TestManifestBytes holds that a document of s3db.js is written back byte for
// byte, with all that this program does not know.
func TestManifestBytes(t *testing.T) {
	text := "{\n  \"version\": \"1\",\n  \"s3dbVersion\": \"21.6.2\",\n  \"lastUpdated\": \"x\",\n  \"future\": [\n    1.50,\n    {}\n  ],\n  \"resources\": {\n    \"t\": {\n      \"currentVersion\": \"v1\",\n      \"createdBy\": \"user\",\n      \"versions\": {\n        \"v1\": {\n          \"attributes\": {\n            \"10\": \"string\",\n            \"a\\\"\": \"string\"\n          },\n          \"new\": null\n        }\n      }\n    }\n  }\n}"
	m, err := ParseManifest([]byte(text))
	if err != nil || string(m.JSON()) != text {
		t.Errorf("%v: %s", err, m.JSON())
	}
	files, _ := filepath.Glob("../../shared/fixtures/s3db-v*/*.json")
	if len(files) == 0 {
		t.Skip("the fixtures of the design do not stand beside this checkout")
	}
	for _, file := range files {
		data, _ := os.ReadFile(file)
		v, err := ParseJSON(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range v.(*Object).Get("objects").([]any) {
			obj := o.(*Object)
			body, _ := base64.StdEncoding.DecodeString(obj.String("bodyBase64"))
			if !strings.HasSuffix(obj.String("key"), "s3db.json") || len(body) == 0 || strings.Contains(file, "healing") {
				continue
			}
			if m, err := ParseManifest(body); err != nil || string(m.JSON()) != string(body) {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

func TestRegistry(t *testing.T) {
	m, err := ParseManifest([]byte(`{"version":"1","s3dbVersion":"21.6.2","lastUpdated":"x","resources":{"t":{"currentVersion":"v2",
		"schemaRegistry":{"nextIndex":38,"mapping":{"a":0,"gone":1,"b.c":36,"bad":"x"},"burned":[{"index":1,"attribute":"gone"}]},
		"versions":{"v1":{"attributes":{"a":"s","gone":"s"}},"v2":{"attributes":{"a":"s","b":{"c":"s"}}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	r := m.Resource("t")
	if r.Dialect != codec.V21 || m.Dialect() != codec.V21 {
		t.Errorf("dialects %v and %v", r.Dialect, m.Dialect())
	}
	for path, want := range map[string]string{"a": "0", "gone": "1", "b.c": "10", "bad": ""} {
		if slot, _ := r.Current().Map().Slot(path); slot != want {
			t.Errorf("slot of %s is %q", path, slot)
		}
	}
}
