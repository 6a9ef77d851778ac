package codec

import "testing"

// TestCompactText pins the bytes of every form; those of the README of s3db.js
// stand first.
func TestCompactText(t *testing.T) {
	for _, c := range []struct{ text, value, form string }{
		{"2024-01-15T10:30:00Z", "isu1qugVy", "instant"},
		{"550e8400-e29b-41d4-a716-446655440000", "uVQ6EAOKbQdSnFkRmVUQAAA==", "uuid"},
		{"active", "da", "word"},
		{"d41d8cd98f00b204e9800998ecf8427e", "h1B2M2Y8AsgTpgAmY7PhCfg==", "hex"},
		{"1700000000", "n1R31EQ", "integer"},

		{"2024-01-15T10:30:00.123Z", "imu1qugXx", "instant"},
		{"1969-12-31T23:59:59.999Z", "im-1", "instant"},
		{"2024-01-15T10:30:00.12Z", "=2024-01-15T10:30:00.12Z", "plain"},
		{"2024-01-15T10:30:00+00:00", "=2024-01-15T10:30:00+00:00", "plain"},
		{"2024-02-30T10:30:00Z", "=2024-02-30T10:30:00Z", "plain"},
		{"550E8400-E29B-41D4-A716-446655440000", "=550E8400-E29B-41D4-A716-446655440000", "plain"},
		{"D41D8CD98F00B204E9800998ECF8427E", "=D41D8CD98F00B204E9800998ECF8427E", "plain"},
		{"abcdef", "=abcdef", "plain"},
		{"deadbeef", "h3q2+7w==", "hex"},
		{"deadbeef0", "=deadbeef0", "plain"},
		{"0", "n0", "integer"},
		{"007", "=007", "plain"},
		{"+7", "=+7", "plain"},
		{"-7", "=-7", "plain"},
		{"18446744073709551615", "nlYGhA16ahyf", "integer"},
		{"18446744073709551616", "hGERnRAc3CVUWFg==", "hex"},
		{"GET", "dG", "word"},
		{"Active", "=Active", "plain"},
		{"", "=", "plain"},
		{"=", "==", "plain"},
		{"null", "=null", "plain"},
		{"100%", "=100%", "plain"},
		{"café", "bY2Fmw6k=", "base64"},
		{"a café", "%a caf%C3%A9", "percent"},
		{" a", "% a", "percent"}, {"a ", "bYSA=", "base64"},
		{"a long text ", "%a long text%20", "percent"},
		{" leading blanks", "% leading blanks", "percent"},
		{"日本", "b5pel5pys", "base64"},
		{"\x7f", "%%7F", "percent"},
		{"tab\there 5%", "%tab%09here 5%25", "percent"},
	} {
		value := CompactText{}.Encode(c.text)
		text, null := CompactText{}.Decode(value)
		if value != c.value || text != c.text || null || CompactFormOf(value) != c.form {
			t.Errorf("%q is %q, want %q; reads %q, %v, %s", c.text, value, c.value, text, null, CompactFormOf(value))
		}
	}
}

// TestForeignValues pins how values are read that no compact writer makes.
func TestForeignValues(t *testing.T) {
	for value, want := range map[string]string{
		"": "", "x": "x", "d": "d", "d1": "d1", "daa": "daa", "is": "is", "is!": "is!", "u": "u", "uAAAA": "uAAAA",
		"h!": "h!", "n": "n", "n-": "n-", "nlYGhA16ahyg": "nlYGhA16ahyg", "b!": "b!", "%%4": "%%4", "null": "116643",
	} {
		if got, null := (CompactText{}).Decode(value); got != want || null {
			t.Errorf("%q reads %q, want %q", value, got, want)
		}
	}
}

func TestCompactWords(t *testing.T) {
	if len(compactWords) != len(wordLetters) || len(letterOf) != len(compactWords) {
		t.Fatalf("%d words, %d of them distinct, for %d letters", len(compactWords), len(letterOf), len(wordLetters))
	}
	for _, word := range compactWords {
		if value := (CompactText{}).Encode(word); len(value) != 2 || value[0] != 'd' {
			t.Errorf("%s is %q", word, value)
		}
	}
}

// FuzzCompactText holds that every text comes back, from a value that a
// header keeps, and that every value decodes.
func FuzzCompactText(f *testing.F) {
	for _, s := range []string{"", " ", "active", "1700000000", "deadbeef", "2024-01-15T10:30:00Z", "é", "\xff", "a%", "is-1", "b==", "null"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		value := CompactText{}.Encode(text)
		if got, null := (CompactText{}).Decode(value); got != text || null {
			t.Fatalf("%q reads %q from %q", text, got, value)
		}
		if !printable(value) || value == "" || value[0] == ' ' || value[len(value)-1] == ' ' {
			t.Fatalf("%q is %q", text, value)
		}
		decoded, _ := CompactText{}.Decode(text)
		if again, _ := (CompactText{}).Decode(CompactText{}.Encode(decoded)); again != decoded {
			t.Fatalf("%q reads %q, then %q", text, decoded, again)
		}
	})
}

// BenchmarkCompact encodes and decodes a text of each form, beside the form of
// s3db.js.
func BenchmarkCompact(b *testing.B) {
	texts := []string{"active", "2024-01-15T10:30:00Z", "550e8400-e29b-41d4-a716-446655440000", "d41d8cd98f00b204e9800998ecf8427e", "1700000000", "a plain text", "café"}
	for _, f := range []struct {
		name string
		form TextForm
	}{{"v10", V10}, {"compact", CompactText{}}} {
		b.Run("encode/"+f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, text := range texts {
					f.form.Encode(text)
				}
			}
		})
		b.Run("decode/"+f.name, func(b *testing.B) {
			values := make([]string, len(texts))
			for i, text := range texts {
				values[i] = f.form.Encode(text)
			}
			b.ReportAllocs()
			for b.Loop() {
				for _, value := range values {
					f.form.Decode(value)
				}
			}
		})
	}
}
