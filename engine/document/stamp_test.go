package document

import (
	"bytes"
	"maps"
	"reflect"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// resourceOf makes a resource of one version.
func resourceOf(behavior string, attributes ...catalog.Attribute) *catalog.Resource {
	d := catalog.NewDefinition(catalog.NewAttributes(attributes...))
	d.Behavior = behavior
	return catalog.NewResource("t", d, now)
}

var twoTexts = []catalog.Attribute{{Path: "title", Rule: "string"}, {Path: "body", Rule: "string|optional"}}

func encoded(t testing.TB, r *catalog.Resource, f Fields, opts Options) *storage.Object {
	t.Helper()
	up, err := Encode(r.Current(), f, opts)
	if err != nil {
		t.Fatal(err)
	}
	return &storage.Object{ContentType: up.ContentType, Metadata: up.Metadata, Body: up.Body}
}

// TestStampForms pins the bytes of both copies of the position.
func TestStampForms(t *testing.T) {
	s := Stamp{Position: 1234567, Journal: "aB3_-x"}
	if s.String() != "5ban.aB3_-x" {
		t.Error(s.String())
	}
	run := appendRun(nil, 5)
	if want := strings.Repeat(" ", 61) + "\t \t"; string(run) != want {
		t.Errorf("%q", run)
	}
	for _, text := range []string{"", ".", "1", "1.", ".j", "0.j", "01.j", "é.j", "lYGhA16ahyg.j"} {
		if s, ok := ParseStamp(text); ok {
			t.Errorf("%q is the stamp %+v", text, s)
		}
	}
	if s, ok := ParseStamp("lYGhA16ahyf.j"); !ok || s.Position != 1<<64-1 {
		t.Errorf("the last position is %+v", s)
	}
}

// TestStamped pins what carries the stamp under each behavior, and that the
// record stands in front of it.
func TestStamped(t *testing.T) {
	opts := Options{Stamp: Stamp{1234567, "j1"}}
	for _, c := range []struct {
		behavior    string
		n           int
		contentType string
		before      string // what stands before the run
		seq         string
	}{
		{behaviors.UserManaged, 5, "", "", "5ban.j1"},
		{behaviors.UserManaged, 2100, "application/json", `{"0":"tt"`, "5ban.j1"},
		{behaviors.EnforceLimits, 5, "", "", "5ban.j1"},
		{behaviors.EnforceLimits, 2035, "", "", ""},
		{behaviors.TruncateData, 5, "application/json", "{}", "5ban.j1"},
		{behaviors.TruncateData, 2035, "application/json", "{}", ""},
		{behaviors.BodyOverflow, 2100, "application/json", `{"1":"x`, "5ban.j1"},
		{behaviors.BodyOnly, 5, "application/json", `{"0":"tt"`, "5ban.j1"},
	} {
		r := resourceOf(c.behavior, twoTexts...)
		fields := Fields{{"title", "tt"}, {"body", strings.Repeat("x", c.n)}}
		obj := encoded(t, r, fields, opts)
		rest, position := cutRun(obj.Body)
		if position != 1234567 || !strings.HasPrefix(string(rest), c.before) || c.before == "" && len(rest) > 0 {
			t.Errorf("%s %d: body %.40q with position %d", c.behavior, c.n, rest, position)
		}
		if obj.ContentType != c.contentType || obj.Metadata[StampName] != c.seq {
			t.Errorf("%s %d: %q %q", c.behavior, c.n, obj.ContentType, obj.Metadata[StampName])
		}
		d := Decode(r, "1", obj)
		if !d.Stamped || d.Stamp.Position != 1234567 || (d.Stamp.Journal == "") != (c.seq == "") || len(d.Fields) != 2 || d.Content != nil {
			t.Errorf("%s %d: %+v", c.behavior, c.n, d)
		}
	}
}

// TestForeign holds that whatever s3db.js does to a record of ours is seen.
func TestForeign(t *testing.T) {
	r := resourceOf(behaviors.UserManaged, twoTexts...)
	ours := encoded(t, r, Fields{{"title", "tt"}}, Options{Stamp: Stamp{77, "j1"}})
	for name, change := range map[string]func(*storage.Object){
		"update drops the name and rewrites the body": func(o *storage.Object) {
			delete(o.Metadata, StampName)
			o.Body, o.ContentType = []byte(`{"title":"uu","_contentLength":64}`), "application/json"
		},
		"deleteContent keeps metadata": func(o *storage.Object) { o.Body = nil },
		"another position in the body": func(o *storage.Object) { o.Body = appendRun(nil, 78) },
		"neither":                      func(o *storage.Object) { o.Body = nil; delete(o.Metadata, StampName) },
		"a broken name":                func(o *storage.Object) { o.Metadata[StampName] = "x" },
	} {
		obj := *ours
		obj.Metadata = maps.Clone(ours.Metadata)
		change(&obj)
		if d := Decode(r, "1", &obj); d.Stamped {
			t.Errorf("%s: taken for ours: %+v", name, d)
		}
	}
}

func TestContent(t *testing.T) {
	r := resourceOf(behaviors.UserManaged, twoTexts...)
	run := appendRun(nil, 8)
	for _, c := range []Content{
		{"", "image/png", 4, []byte("\x89PNG")}, {"", "application/json", 20, []byte(`{"title":"no field"}`)},
		{"", "application/json", 5, []byte("[1,2]")}, {"", "application/octet-stream", 200, bytes.Repeat([]byte(" "), 200)},
		{"c1", "application/json", 12, []byte(`{"title":""}`)}, {"c2", "application/octet-stream", int64(len(run)), run},
	} {
		obj := encoded(t, r, Fields{{"title", "tt"}}, Options{Stamp: Stamp{9, "j1"}, Content: &c})
		if !bytes.Equal(obj.Body, c.Bytes) {
			t.Errorf("%s: content changed", c.Type)
		}
		d := Decode(r, "1", obj)
		if !reflect.DeepEqual(d.Content, &c) || !d.Stamped {
			t.Errorf("%s: %+v", c.Type, d)
		}
		if title, _ := d.Fields.Get("title"); title != "tt" {
			t.Errorf("%s: title %q", c.Type, title)
		}
		obj.Size, obj.Body = c.Size, nil
		if d := Decode(r, "1", obj); d.Content == nil || d.Content.Size != c.Size || d.Content.ID != c.ID || !d.Stamped {
			t.Errorf("%s, unread: %+v", c.Type, d)
		}
	}
	for _, behavior := range []string{behaviors.BodyOnly, behaviors.UserManaged} {
		fields := Fields{{"title", strings.Repeat("x", 3000)}}
		if _, err := Encode(resourceOf(behavior, twoTexts...).Current(), fields, Options{Content: &Content{Type: "a/b", Size: 1, Bytes: []byte("x")}}); err == nil {
			t.Errorf("%s: content over a record in the body", behavior)
		}
	}
}

// TestRoomForContent fills metadata to the last byte beside content: what
// does not fit is refused, never cut and never moved.
func TestRoomForContent(t *testing.T) {
	opts := Options{Stamp: Stamp{1 << 40, "0123456789abcdef"}, Content: &Content{ID: "0123456789abcdef", Type: "application/json", Size: 5, Bytes: []byte("12345")}}
	for _, behavior := range []string{behaviors.UserManaged, behaviors.EnforceLimits, behaviors.BodyOverflow} {
		r := resourceOf(behavior, twoTexts...)
		most := 0
		for n := range 2048 {
			up, err := Encode(r.Current(), Fields{{"title", strings.Repeat("x", n)}}, opts)
			if err == nil && (metadataBytes(up) > 2048 || up.Metadata[StampName] == "" || up.Metadata[ContentName] == "") {
				t.Fatalf("%s: %d bytes of metadata %v", behavior, metadataBytes(up), up.Metadata)
			}
			if err == nil {
				most = n
			}
		}
		if most < 1800 {
			t.Errorf("%s: only %d bytes fit", behavior, most)
		}
	}
}

func metadataBytes(up storage.Upload) (n int) {
	for name, value := range up.Metadata {
		n += len(name) + len(value)
	}
	return n
}
