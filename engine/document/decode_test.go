package document

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// evolved has three versions: an attribute appended, then one removed and the
// rest reordered.
func evolved() *catalog.Resource {
	at := func(names string) *catalog.Attributes {
		a := catalog.NewAttributes()
		for _, n := range strings.Fields(names) {
			a = a.With(n, "string|optional")
		}
		return a
	}
	d := catalog.NewDefinition(at("name age"))
	r := catalog.NewResource("t", d, now)
	d.Attributes = at("name age cityName")
	r = r.Define(d, now)
	d.Attributes = at("cityName street name")
	return r.Define(d, now)
}

func TestVersions(t *testing.T) {
	body := func(text string) *storage.Object {
		return &storage.Object{ContentType: "application/json", Body: []byte(text), Metadata: map[string]string{}}
	}
	meta := func(pairs ...string) *storage.Object {
		o := &storage.Object{Metadata: map[string]string{}}
		for i := 0; i < len(pairs); i += 2 {
			o.Metadata[pairs[i]] = pairs[i+1]
		}
		return o
	}
	for name, c := range map[string]struct {
		obj  *storage.Object
		want string
	}{
		"its own version":           {meta("_v", "v0", "0", "A", "1", "9"), "v0 name=A age=9"},
		"a later one":               {meta("_v", "v2", "0", "Rome", "2", "A"), "v2 cityName=Rome name=A"},
		"an unknown one":            {meta("_v", "v7", "0", "Rome"), "v2 cityName=Rome"},
		"none":                      {meta("0", "Rome"), "v2 cityName=Rome"},
		"the map of the one before": {meta("_v", "v1", "0", "A", "1", "9", "cityname", "Rome"), "v1 name=A age=9 cityName=Rome"},
		"the map of two before":     {meta("_v", "v2", "0", "A", "cityname", "Rome", "street", "S"), "v2 cityName=Rome street=S name=A"},
		"a value under both names":  {meta("_v", "v2", "0", "Rome", "2", "A", "cityname", "stray"), "v2 cityName=Rome name=A"},
		"unknown names":             {meta("_v", "v2", "0", "Rome", "zip", "1", "_etag", "x", "id", "y"), "v2 cityName=Rome zip=1"},
		"short names in the body":   {body(`{"0":"Rome","2":"A","_v":"v2"}`), "v2 cityName=Rome name=A"},
		"long names in the body":    {body(`{"cityName":"Rome","name":"A","_contentLength":5}`), "v2 cityName=Rome name=A"},
		"a body that repeats metadata": {&storage.Object{ContentType: "application/json", Body: []byte(`{"name":"x","2":"y","_contentLength":5}`),
			Metadata: map[string]string{"_v": "v2", "0": "Rome"}}, "v2 cityName=Rome"},
		"the mistake of an update": {body(`{"0":"Rome","metadata.updatedAt":"z","_contentLength":5,"_v":"v2"}`), "v2 cityName=Rome"},
		"plain values in the body": {body(`{"cityName":12,"name":true,"street":null}`), "v2 cityName=12 name=true"},
		"a body that is no object": {body(`[1,2]`), "v2 content"},
		"a body that is no JSON":   {body(`{"0":`), "v2 content"},
	} {
		d := Decode(evolved(), "1", c.obj)
		got := d.Version
		for _, f := range d.Fields {
			got += " " + f.Path + "=" + f.Text
		}
		if d.Content != nil {
			got += " content"
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestNulls holds that the words for no value are texts where there always is
// one.
func TestNulls(t *testing.T) {
	r := resourceOf(behaviors.UserManaged, twoTexts...)
	obj := &storage.Object{Metadata: map[string]string{"0": "null", "1": "undefined", "_v": "v0"}}
	if d := Decode(r, "1", obj); len(d.Fields) != 1 || d.Fields[0] != (Field{"title", "null"}) {
		t.Errorf("%+v", d.Fields)
	}
}

func TestReferences(t *testing.T) {
	r := resourceOf(behaviors.UserManaged,
		catalog.Attribute{Path: "b", Rule: "number|integer"}, catalog.Attribute{Path: "A", Rule: "string"}, catalog.Attribute{Path: "n", Rule: "number"})
	parts := []catalog.PartitionDef{
		{Name: "both", Fields: []catalog.FieldRule{{Path: "b", Rule: "number"}, {Path: "A", Rule: "string|maxlength:3"}}},
		{Name: "byN", Fields: []catalog.FieldRule{{Path: "n", Rule: "number"}}},
		{Name: "byVersion", Fields: []catalog.FieldRule{{Path: "_v", Rule: "string"}}},
	}
	value := FieldsKeyText(r.Current(), Fields{{"b", "1C"}, {"A", "a/bc"}})
	got, err := References(keys.Resource{Name: "t"}, parts, "7", value)
	want := []string{"resource=t/partition=both/A=a~2Fb/b=100/id=7", "resource=t/partition=byVersion/_v=v0/id=7"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := References(keys.Resource{Name: "t", Mode: keys.Raw}, parts, "7", value); err == nil {
		t.Error("a raw key holds a slash")
	}
}

func TestPartitionText(t *testing.T) {
	for _, c := range []struct{ rule, text, want string }{
		{"string", "any thing", "any thing"},
		{"string|maxlength:3", "abcdef", "abc"},
		{"string|maxlength:3", "a😀b", "a😀"},
		{"string|maxlength:2", "a😀b", "a"},
		{"date", "2024-03-05T10:11:12.000Z", "2024-03-05"},
		{"date", "2025-02-03T23:30:00-05:00", "2025-02-04"},
		{"date|maxlength:10", "2025-02-03T23:30:00-05:00", "2025-02-03"},
		{"date", "2025-02-03", "2025-02-03"},
		{"date", "2025-02-03T04:05:06", "2025-02-03"},
		{"date", "March 7, 2024", "March 7, 2024"},
		{"date", "2025-99-99T00:00:00Z", "2025-99-99"},
	} {
		if got := PartitionText(c.rule, c.text); got != c.want {
			t.Errorf("%s of %q is %q, want %q", c.rule, c.text, got, c.want)
		}
	}
}

// FuzzDecode holds that any object decodes, and that what was decoded comes
// back after it is written.
func FuzzDecode(f *testing.F) {
	f.Add("v1", "0", "A", "cityname", "Rome", "application/json", []byte(`{"1":"9","_v":"v1"}`))
	f.Add("v0", "_map", `{"name":"1"}`, "_overflow", "true", "application/json", []byte(`{"1":"9","name":["x"],"age":{"a":1}}`))
	f.Add("v0", "_hascontent", "true", "_seq", "5ban.j1", "text/plain", appendRun([]byte("{}"), 1234567))
	f.Fuzz(func(t *testing.T, version, name1, text1, name2, text2, contentType string, body []byte) {
		r := evolved()
		obj := &storage.Object{ContentType: contentType, Body: body, Metadata: map[string]string{"_v": version, name1: text1, name2: text2}}
		d := Decode(r, "1", obj)
		if d.Content != nil {
			return
		}
		up, err := Encode(r.Version(d.Version), d.Fields, Options{Stamp: Stamp{3, "j"}})
		if err != nil {
			t.Fatal(err)
		}
		again := Decode(r, "1", &storage.Object{ContentType: up.ContentType, Metadata: up.Metadata, Body: up.Body})
		if !again.Stamped {
			t.Fatalf("%+v is not ours", again)
		}
		for _, field := range d.Fields {
			if _, ok := r.Version(d.Version).Map().Slot(field.Path); !ok {
				continue // comes back under the name the store gives it
			}
			if text, ok := again.Fields.Get(field.Path); !ok || text != field.Text {
				t.Fatalf("%+v comes back as %+v", d.Fields, again.Fields)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	r := resourceOf(behaviors.UserManaged, tenTexts()...)
	obj := encoded(b, r, tenFields(), Options{Stamp: Stamp{1234567, "j1"}})
	b.ReportAllocs()
	for b.Loop() {
		Decode(r, "1", obj)
	}
}

func BenchmarkEncode(b *testing.B) {
	v := resourceOf(behaviors.UserManaged, tenTexts()...).Current()
	fields := tenFields()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Encode(v, fields, Options{Stamp: Stamp{1234567, "j1"}}); err != nil {
			b.Fatal(err)
		}
	}
}

func tenTexts() []catalog.Attribute {
	var list []catalog.Attribute
	for _, n := range strings.Fields("a b c d e f g h i j") {
		list = append(list, catalog.Attribute{Path: "column_" + n, Rule: "string|optional"})
	}
	return list
}

func tenFields() Fields {
	var list Fields
	for _, a := range tenTexts() {
		list = append(list, Field{a.Path, "some text of " + a.Path})
	}
	return list
}
