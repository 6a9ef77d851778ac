package journal

import (
	"encoding/hex"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file anew; the format is frozen, so think twice")

// sample is an entry with every kind of operation.
func sample() *Entry {
	s := &Shape{Resource: "users", Version: "v0", Paths: []string{"name", "profile.country"}}
	content := &Shape{Resource: "users", Version: "v1", Paths: []string{"name"}, Content: true}
	row := func(s *Shape, texts ...string) Image {
		var data []byte
		for _, t := range texts {
			if t == "-" {
				data = AppendNone(data)
			} else {
				data = AppendText(data, t)
			}
		}
		return Image{Shape: s, Data: string(data)}
	}
	return &Entry{
		Journal: "9f86d081884c7d65", Position: 300, Batch: "300-0123456789abcdef0123456789abcdef",
		Writer: "server-1", Catalog: 17,
		Txs: []Tx{
			{Ops: []Op{
				{Kind: Write, Resource: "users", ID: "a", Read: 299, After: row(s, "Ann", "BR")},
				{
					Kind: Write, Resource: "users", ID: "b", Read: 290, ETag: `"d41d8cd98f00b204e9800998ecf8427e"`,
					Modified: 1764000000, Before: row(s, "Bob", "-"), After: row(content, "", "c1 20971520 video/mp4"),
				},
				{Kind: Write, Resource: "users", ID: "c", Read: 299, Before: row(s, "-", "DE")},
				{Kind: Lock, Resource: "users", ID: "d", Read: 299},
				{Kind: Exists, Resource: "orders", ID: "7", Read: 299},
				{Kind: Absent, Resource: "orders", Read: 299, Paths: []string{"user", ""}, Texts: []string{"c", "7"}},
				{Kind: Claim, Resource: "users", ID: "a", Read: 299, Partition: "users_name_key", Key: "resource=users/partition=users_name_key/name=Ann/"},
			}},
			{Ops: []Op{
				{Kind: Floor, Resource: "orders", Read: 299},
				{Kind: Define, Resource: "orders", Read: 17, Definition: &Definition{
					Kind: "table", Schema: "public", Name: "orders", Document: `{"oid":16384}`,
					Resource: `{"currentVersion":"v0"}`, NextOID: 16390,
				}},
			}},
		},
	}
}

func decode(enc Encoded) (*Entry, error) {
	h, err := DecodeHeader(enc.Body)
	if err != nil {
		return nil, err
	}
	var ops []byte
	for i, p := range enc.Parts {
		if !h.Parts[i].Matches(p) {
			return nil, errors.New("part does not match")
		}
		ops = append(ops, p...)
	}
	return h.Decode(ops, &Shapes{})
}

func TestRoundTrip(t *testing.T) {
	for _, limit := range []int{1 << 20, 200, 64} {
		enc := Encode(sample(), limit)
		if spilled := len(enc.Parts) > 0; spilled != (limit < 1<<20) {
			t.Errorf("limit %d: %d parts", limit, len(enc.Parts))
		}
		got, err := decode(enc)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, sample()) {
			t.Errorf("limit %d: got %+v", limit, got)
		}
	}
}

// TestFormat1 reads entries as they were written before content was
// described.
func TestFormat1(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "format1.golden"))
	if err != nil {
		t.Fatal(err)
	}
	dump, _, _ := strings.Cut(string(text), "\nwith parts\n")
	var body []byte
	for line := range strings.Lines(dump) {
		row, err := hex.DecodeString(strings.ReplaceAll(line[10:58], " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		body = append(body, row...)
	}
	got, err := decode(Encoded{Body: body})
	if err != nil {
		t.Fatal(err)
	}
	want := sample()
	want.Txs[0].Ops[1].After.Data = string(AppendNone(AppendText(nil, "")))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if c, ok := got.Txs[0].Ops[1].After.Content(); !ok || c != (Content{}) {
		t.Errorf("content %+v, %v", c, ok)
	}
}

func TestContent(t *testing.T) {
	shapes := &Shapes{}
	bare := sample().Txs[0].Ops[0].After
	for _, c := range []Content{{"c1", 5, "text/plain; charset=utf-8"}, {"", 1 << 40, ""}} {
		m := shapes.WithContent(bare, &c)
		if got, ok := m.Content(); !ok || got != c {
			t.Errorf("%+v came back as %+v, %v", c, got, ok)
		}
		if name, _ := m.Get("name"); name != "Ann" {
			t.Errorf("name %q", name)
		}
		if back := shapes.WithContent(m, nil); back.Data != bare.Data || back.Shape.Content {
			t.Errorf("%+v without content is %+v", bare, back)
		}
	}
}

// TestGolden pins the bytes of format 2.
func TestGolden(t *testing.T) {
	got := hexLines(Encode(sample(), 1<<20).Body)
	parted := Encode(sample(), 64)
	got += "\nwith parts\n" + hexLines(parted.Body)
	path := filepath.Join("testdata", "format2.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the bytes of an entry have changed; got\n%s", got)
	}
}

func hexLines(b []byte) string { return hex.Dump(b) }

func TestUnreadable(t *testing.T) {
	body := Encode(sample(), 1<<20).Body
	for i := range body {
		bad := append([]byte(nil), body...)
		bad[i] ^= 0x40
		if e, err := decode(Encoded{Body: bad}); err == nil {
			t.Fatalf("byte %d changed, but decoded as %+v", i, e)
		}
	}
	for n := range body {
		if _, err := decode(Encoded{Body: body[:n]}); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
	}
	body[len(magic)] = 3
	var format *FormatError
	if _, err := decode(Encoded{Body: body}); !errors.As(err, &format) || !strings.Contains(err.Error(), "format 3") {
		t.Errorf("got %v", err)
	}
}

func TestImage(t *testing.T) {
	m := sample().Txs[0].Ops[1].Before
	if v, ok := m.Get("name"); !ok || v != "Bob" {
		t.Errorf("name: %q %v", v, ok)
	}
	if v, ok := m.Get("profile.country"); ok {
		t.Errorf("country: %q", v)
	}
	if _, ok := (Image{}).Get("name"); ok {
		t.Error("no row has a name")
	}
}

func TestShapes(t *testing.T) {
	var s Shapes
	a := s.Intern(&Shape{Resource: "r", Version: "v0", Paths: []string{"x"}})
	if s.Intern(&Shape{Resource: "r", Version: "v0", Paths: []string{"x"}}) != a {
		t.Error("equal shapes are two")
	}
	for _, other := range []Shape{
		{Resource: "r", Version: "v0"}, {Resource: "r", Version: "v1", Paths: []string{"x"}},
		{Resource: "r", Version: "v0", Paths: []string{"x"}, Content: true}, {Resource: "q", Version: "v0", Paths: []string{"x"}},
	} {
		if s.Intern(&other) == a {
			t.Errorf("%+v is taken for another shape", other)
		}
	}
}

// FuzzDecode feeds the decoder with arbitrary bytes under a right checksum,
// so that it gets past it. What decodes must encode to something that decodes
// to the same.
func FuzzDecode(f *testing.F) {
	whole := Encode(sample(), 1<<20).Body
	f.Add(whole[:len(whole)-4])
	parted := Encode(sample(), 64).Body
	f.Add(parted[:len(parted)-4])
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := DecodeHeader(sum(append([]byte(nil), data...)))
		if err != nil || len(h.Parts) > 0 {
			return
		}
		e, err := h.Decode(nil, &Shapes{})
		if err != nil {
			return
		}
		again, err := decode(Encode(e, 1<<30))
		if err != nil || !reflect.DeepEqual(again, e) {
			t.Fatalf("%+v became %+v (%v)", e, again, err)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	e := &Entry{Txs: []Tx{{}}}
	for range 10000 {
		e.Txs[0].Ops = append(e.Txs[0].Ops, sample().Txs[0].Ops[0])
		e.Txs[0].Ops[len(e.Txs[0].Ops)-1].After.Shape = e.Txs[0].Ops[0].After.Shape
	}
	for b.Loop() {
		b.SetBytes(int64(len(Encode(e, 1<<30).Body)))
	}
}
