package document

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// compact is a resource whose version has the compact encoding.
func compact(behavior string, attributes ...catalog.Attribute) *catalog.Resource {
	r := resourceOf(behavior, attributes...)
	t := &catalog.Table{Options: catalog.Options{Encoding: catalog.EncodingCompact}}
	t.NoteEncoding(r)
	return t.Encoded(r)
}

var ours = Options{Stamp: Stamp{1234567, "j1"}}

// typical is the record by which the saving is measured.
var typical = Fields{
	{"status", "active"}, {"createdAt", "2024-01-15T10:30:00Z"}, {"updatedAt", "2024-01-15T10:30:00.123Z"},
	{"userId", "550e8400-e29b-41d4-a716-446655440000"}, {"checksum", "d41d8cd98f00b204e9800998ecf8427e"},
	{"views", "1700000000"}, {"seq", "1705314600000"}, {"method", "GET"}, {"state", "enabled"},
	{"level", "warning"}, {"hidden", "false"}, {"result", "completed"},
}

func typicalAttributes() []catalog.Attribute {
	var list []catalog.Attribute
	for _, f := range typical {
		list = append(list, catalog.Attribute{Path: f.Path, Rule: "string"})
	}
	return list
}

// headerBytes counts the metadata of an object, names included, but for the
// stamp, which does not depend on the encoding.
func headerBytes(o *storage.Object) int {
	n := 0
	for name, value := range o.Metadata {
		if name != StampName {
			n += len(name) + len(value)
		}
	}
	return n
}

func TestTypicalRecord(t *testing.T) {
	before := headerBytes(encoded(t, resourceOf(behaviors.UserManaged, typicalAttributes()...), typical, ours))
	r := compact(behaviors.UserManaged, typicalAttributes()...)
	obj := encoded(t, r, typical, ours)
	after := headerBytes(obj)
	if before != 188 || after != 111 || 100*after > 60*before {
		t.Errorf("%d header bytes instead of %d", after, before)
	}
	if d := Decode(r, "1", obj); !slices.Equal(d.Fields, typical) || !d.Stamped {
		t.Errorf("reads %+v", d)
	}
}

// TestCompactLayouts holds that records come back under every behavior, with
// the stamp in metadata.
func TestCompactLayouts(t *testing.T) {
	for _, behavior := range behaviors.Names() {
		r := compact(behavior, append(typicalAttributes(), catalog.Attribute{Path: "n", Rule: "number|integer"}, catalog.Attribute{Path: "long", Rule: "string"})...)
		for _, length := range []int{1, 1890, 3000} {
			if length == 3000 && (behavior == behaviors.EnforceLimits || behavior == behaviors.TruncateData) {
				continue
			}
			fields := append(slices.Clone(typical), Field{"n", "1C"}, Field{"long", strings.Repeat("x", length)})
			obj := encoded(t, r, fields, ours)
			if d := Decode(r, "1", obj); !slices.Equal(d.Fields, fields) || !d.Stamped || d.Truncated {
				t.Errorf("%s, %d: %+v from %+v", behavior, length, d, obj)
			}
			if _, stamped := obj.Metadata[StampName]; !stamped {
				t.Errorf("%s, %d: metadata has no stamp", behavior, length)
			}
		}
	}
}

// TestForeignRecord holds that what s3db.js writes into a table that it does
// not understand is taken as it is meant.
func TestForeignRecord(t *testing.T) {
	r := compact(behaviors.UserManaged, twoTexts...)
	obj := &storage.Object{Metadata: map[string]string{"0": "da", "1": "u:caf%C3%A9", "_v": "v0"}}
	if d := Decode(r, "1", obj); d.Stamped || !slices.Equal(d.Fields, Fields{{"title", "da"}, {"body", "café"}}) {
		t.Errorf("%+v", d)
	}
	obj = encoded(t, r, Fields{{"title", "active"}, {"body", "116643"}}, ours)
	if want := map[string]string{"0": "da", "1": "null", "_v": "v0", StampName: ours.Stamp.String()}; !maps.Equal(obj.Metadata, want) {
		t.Errorf("%v", obj.Metadata)
	}
	obj.Body = nil // s3db.js's deleteContent keeps the metadata
	if d := Decode(r, "1", obj); !slices.Equal(d.Fields, Fields{{"title", "active"}, {"body", "116643"}}) {
		t.Errorf("%+v", d)
	}
}

// TestVersionsEncode holds that each version has its own encoding.
func TestVersionsEncode(t *testing.T) {
	old := resourceOf(behaviors.UserManaged, twoTexts...)
	table := &catalog.Table{Options: catalog.Options{Encoding: catalog.EncodingCompact}}
	r := old.Renew(catalog.NewDefinition(catalog.NewAttributes(twoTexts...)), now)
	table.NoteEncoding(r)
	r = table.Encoded(r)
	if r.CurrentVersion != "v1" || r.Version("v0").Compact() || !r.Current().Compact() {
		t.Fatalf("%+v", r)
	}
	title := Fields{{"title", "active"}}
	for _, o := range []*storage.Object{encoded(t, old, title, ours), encoded(t, r, title, ours)} {
		if text, _ := Decode(r, "1", o).Fields.Get("title"); text != "active" {
			t.Errorf("%v reads %q", o.Metadata, text)
		}
	}
}

func BenchmarkTypicalRecord(b *testing.B) {
	for _, c := range []struct {
		name string
		r    *catalog.Resource
	}{{"v10", resourceOf(behaviors.UserManaged, typicalAttributes()...)}, {"compact", compact(behaviors.UserManaged, typicalAttributes()...)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				obj := encoded(b, c.r, typical, ours)
				Decode(c.r, "1", obj)
				b.ReportMetric(float64(headerBytes(obj)), "header-bytes")
			}
		})
	}
}
