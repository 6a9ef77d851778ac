package behaviors

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/codec"
	"pgregory.net/rapid"
)

// size returns what a store counts of metadata.
func size(metadata map[string]string, overhead int) int {
	n := 0
	for name, value := range metadata {
		n += len(name) + len(value) + overhead
	}
	return n
}

func record(n int, char string) Record {
	return Record{
		Version: "v0", Map: `{"title":"0","body":"1"}`,
		Fields: []Field{{Name: "0", Text: "tt"}, {Name: "1", Text: strings.Repeat(char, n)}},
	}
}

// layout tells where a record went: metadata, body, both, cut or refused.
func layout(name string, r Record, l Limits) string {
	b, _ := ByName(name)
	p, err := b.Split(r, l)
	var limit *LimitError
	switch {
	case errors.As(err, &limit):
		return "refused"
	case p.Metadata[TruncatedFlag] != "":
		return "cut"
	case p.Metadata[OverflowFlag] != "":
		return "both"
	case len(p.Body) > 0:
		return "body"
	}
	return "metadata"
}

// TestEdges pins the byte at which each behavior changes its layout.
func TestEdges(t *testing.T) {
	plain := NewLimits("v0", false, 0, 0, 0)
	stamped := NewLimits("v0", false, 0, 0, 20)
	minio := NewLimits("v0", false, 0, 11, 0)
	timestamps := NewLimits("v0", true, 0, 0, 20)
	for _, c := range []struct {
		behavior string
		limits   Limits
		char     string
		last     int // length of the body that still goes to metadata
		then     string
	}{
		{UserManaged, plain, "z", 2035, "body"},
		{UserManaged, stamped, "z", 2020, "body"},
		{UserManaged, minio, "z", 2007, "body"},
		{UserManaged, timestamps, "z", 1969, "body"},
		{UserManaged, plain, "é", 762, "body"}, // each costs 8/3 bytes in base64
		{EnforceLimits, plain, "z", 2035, "refused"},
		{EnforceLimits, stamped, "z", 2035, "refused"},
		{EnforceLimits, timestamps, "z", 1969, "refused"},
		{TruncateData, plain, "z", 2035, "cut"},
		{BodyOverflow, plain, "z", 2035, "both"},
		{BodyOverflow, stamped, "z", 2020, "both"},
		{BodyOnly, plain, "z", -1, "body"},
	} {
		if c.last >= 0 {
			if got := layout(c.behavior, record(c.last, c.char), c.limits); got != "metadata" {
				t.Errorf("%s %+v: %d %s are %s", c.behavior, c.limits, c.last, c.char, got)
			}
		}
		if got := layout(c.behavior, record(c.last+1, c.char), c.limits); got != c.then {
			t.Errorf("%s %+v: %d %s are %s", c.behavior, c.limits, c.last+1, c.char, got)
		}
	}
}

func TestUpperCaseSlots(t *testing.T) {
	r := Record{Version: "v0", Fields: []Field{{Name: "a", Text: "low"}, {Name: "A", Text: "up"}, {Name: "10", Text: "x"}, {Name: "1A", Text: "y"}}}
	for _, name := range Names() {
		b, _ := ByName(name)
		p, err := b.Split(r, NewLimits("v0", false, 0, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Fields {
			inBody := bytes.Contains(p.Body, fmt.Appendf(nil, "%q:%q", f.Name, f.Text))
			if _, inHead := p.Metadata[f.Name]; inBody == inHead || inHead && upperSlot(f.Name) {
				t.Errorf("%s: %s in metadata %v, in body %v", name, f.Name, inHead, inBody)
			}
		}
	}
}

func TestTooManyFields(t *testing.T) {
	r := Record{Version: "v0"}
	for i := range 700 {
		r.Fields = append(r.Fields, Field{Name: fmt.Sprintf("0%03d", i)})
	}
	for name, want := range map[string]string{TruncateData: "refused", EnforceLimits: "refused", UserManaged: "body", BodyOverflow: "both"} {
		if got := layout(name, r, NewLimits("v0", false, 0, 0, 0)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestBodyOnlyWithoutRoomForMap(t *testing.T) {
	p, err := bodyOnly{}.Split(Record{Version: "v0", Map: strings.Repeat("m", 2044)}, NewLimits("v0", false, 0, 0, 0))
	if _, ok := p.Metadata[MapName]; ok || err != nil {
		t.Errorf("metadata %v, %v", p.Metadata, err)
	}
}

// TestSplitKeepsAll holds for any record, behavior and store: metadata fits,
// every value is where it was put, or the record is refused, or cut and
// flagged.
func TestSplitKeepsAll(t *testing.T) {
	text := rapid.OneOf(rapid.StringN(0, 900, 2500), rapid.StringMatching(`[a-z ]{0,40}`), rapid.SampledFrom([]string{"null", "u:", "", "116643", "deadbeef"}))
	rapid.Check(t, func(t *rapid.T) {
		r := Record{Version: "v3", Map: "{}"}
		for i, n := 0, rapid.IntRange(0, 45).Draw(t, "fields"); i < n; i++ {
			r.Fields = append(r.Fields, Field{Name: codec.Base62(uint64(i)), Text: text.Draw(t, "text")})
		}
		if rapid.Bool().Draw(t, "compact") {
			r.Forms, r.Stamped = func(string) codec.TextForm { return codec.CompactText{} }, true
		}
		l := NewLimits("v3", rapid.Bool().Draw(t, "timestamps"), 0, rapid.SampledFrom([]int{0, 11}).Draw(t, "overhead"), 24)
		name := rapid.SampledFrom(Names()).Draw(t, "behavior")
		b, _ := ByName(name)
		p, err := b.Split(r, l)
		if err != nil {
			return
		}
		if r.Stamped && l.Room(p.Metadata) < 0 {
			t.Fatalf("%s: no room for the stamp beside %v", name, p.Metadata)
		}
		if got := size(p.Metadata, l.NameOverhead); got > l.Store {
			t.Fatalf("%s: metadata of %d bytes", name, got)
		}
		cut := p.Metadata[TruncatedFlag] != ""
		j := Join(codec.V10, p.Metadata, r.Forms)
		for _, f := range r.Fields {
			if !kept(j, p.Body, f, cut) {
				t.Fatalf("%s: %+v is in neither %v nor %s", name, f, p.Metadata, p.Body)
			}
		}
	})
}

func kept(j Joined, body []byte, f Field, cut bool) bool {
	for _, g := range j.Fields {
		if g.Name == f.Name && (g.Text == f.Text || cut && strings.HasPrefix(f.Text, g.Text)) {
			return true
		}
	}
	pair := codec.AppendJSONString(append(codec.AppendJSONString(nil, f.Name), ':'), f.Text)
	return bytes.Contains(body, pair)
}

func TestJoin(t *testing.T) {
	j := Join(codec.V10, map[string]string{
		"0": "u:caf%C3%A9", "1": "null", "_v": "v2", "_overflow": "true", "_truncated": "false", "_etag": `"x"`,
		"metadata_updatedat": "2026-11-23T07:56:53.270Z", "_hascontent": "true", "_contentlength": "12", "_mimetype": "text/plain",
	}, nil)
	if len(j.Fields) != 1 || j.Fields[0] != (Field{Name: "0", Text: "café"}) || len(j.Nulls) != 1 || j.Version != "v2" || !j.Overflow || j.Truncated {
		t.Errorf("%+v", j)
	}
	for body, want := range map[string]bool{"Hello, wörld": true, "hello, world": true, "Hello": false} {
		if got := j.System.Describes("text/plain", []byte(body)); got != want {
			t.Errorf("Describes(%q) = %v", body, got)
		}
	}
}
