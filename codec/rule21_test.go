package codec

import (
	"testing"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/types"
)

// TestForms21 pins the stored form of a value, given as JSON gives it, of each
// type that V21 added, and how that reads back.
func TestForms21(t *testing.T) {
	for _, c := range []struct{ rule, value, stored, read string }{
		{"uuid|optional", "550e8400-e29b-41d4-a716-446655440000", "1yzBHq49i4y833Iawe1yOjy8", ""},
		{"uuid", "550E8400-e29b-41d4-a716-446655440000", "550E8400-e29b-41d4-a716-446655440000", ""},
		{"datetime", "2024-02-29T12:34:56.789Z", "u5G7nAV", ""},
		{"datetime", "infinity", "infinity", ""},
		{"dateonly", "2024-02-29", "594", ""},
		{"timeonly", "12:34:56", "343yE", "12:34:56.000"},
		{"decimal:3", "3.142", "^OG", ""},
		{"decimal", "-1.5", "^-2q", "-1.50"},
		{"money", "19.99", "$wf", ""},
		{"crypto", "0.12345678", "$PNFQ", ""},
		{"decimal", "3.14159", "3.14159", ""}, // by s3db.js 10
		{"decimal", "NaN", "^~NaN", ""},
		{"geo:lat", "-23.550520", "~4uOxO", ""},
		{"geo:lon", "-46.633309", "~91ALF", ""},
		{"geo:point", `{"lat":-23.55052,"lon":-46.633309}`, "~4uOxO~91ALF", `{"latitude":-23.55052,"longitude":-46.633309}`},
		{"ip4", "192.168.1.10", "wKgBCg==", ""},
		{"ip6", "2001:db8::1", "IAENuAAAAAAAAAAAAAAAAQ==", ""},
		{"ip6", "2001:DB8::1", "2001:DB8::1", ""},
		{"mac", "aa:bb:cc:dd:ee:ff", "0RiYGo9Lp", ""},
		{"mac", "aa-bb-cc-dd-ee-ff", "aa-bb-cc-dd-ee-ff", ""},
		{"cidr", "10.1.2.0/24", "0bmenSo", ""},
		{"semver", "1.20.300", "4hqs", ""},
		{"semver", "1.2000.3", "1.2000.3", ""},
		{"phone", "+5511999999999", "1z2ASgSr", ""},
		{"color", "#ff8800", "18gwM", ""},
		{"color", "#FF8800", "#FF8800", ""},
		{"duration", "1h30m", "mEMM", "PT1H30M"},
		{"ean", "4006381333931", "118x8XMN5", ""},
		{"text", "short", "short", ""},
	} {
		v := types.NewText(c.value)
		codec := V21.ForRule(c.rule, nil)
		if _, ok := codec.(scaled); ok {
			v, _ = types.ParseText(types.Numeric, types.NoTypmod, c.value, nil)
		}
		stored, err := codec.Encode(v)
		if err != nil || stored != c.stored {
			t.Errorf("%s %s is stored as %q, %v, want %q", c.rule, c.value, stored, err, c.stored)
		}
		want := c.read
		if want == "" {
			want = c.value
		}
		got, err := codec.Decode(stored)
		if err != nil || shown(got) != want {
			t.Errorf("%s %q reads back %q, %v, want %q", c.rule, stored, shown(got), err, want)
		}
	}
}

func shown(v types.Value) string {
	if v.Kind() == types.KindNumeric {
		return string(types.AppendText(nil, types.Numeric, v, storedStyle))
	}
	return v.Text()
}

func TestEmbedding(t *testing.T) {
	c := V21.ForRule("embedding:3", nil)
	v, _ := types.ParseText(types.Float8.Array, types.NoTypmod, "{0.5,-0.25,0}", nil)
	stored, err := c.Encode(v)
	if err != nil || stored != "^[264w,-132g,0]" {
		t.Errorf("%q, %v", stored, err)
	}
	if got, err := c.Decode(stored); err != nil || string(types.AppendText(nil, types.Float8.Array, got, storedStyle)) != "{0.5,-0.25,0}" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestPasswordsAreHashes(t *testing.T) {
	c := V21.ForRule("password", nil)
	hash := "$c$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
	if got, err := c.Encode(types.NewText(hash)); err != nil || got != hash {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := c.Encode(types.NewText("hunter2")); err == nil {
		t.Error("a plain password is stored")
	}
}

func TestEncode21(t *testing.T) {
	for text, want := range map[string]string{
		"application/json": "d:j", "failed": "d:f", "font/woff2": "font/woff2", "/api/v1/users": "d:@1users",
		"https://example.com/x": "d:@hexample.com/x", "d:j": "b:ZDpq", "u:": "b:dTo=", "null": "u:null", " x": "u:%20x",
		"1400": "1400", "café": "u:caf%C3%A9",
	} {
		if got := V21.Encode(text); got != want {
			t.Errorf("Encode(%q) = %q, want %q", text, got, want)
		}
		if got, null := V21.Decode(want); null || got != text {
			t.Errorf("Decode(%q) = %q, %v", want, got, null)
		}
	}
	if got, _ := V21.Decode("d:@hexample.com/\xe9"); got != "https://example.com/é" {
		t.Errorf("raw Latin-1 is %q", got)
	}
}

var rules21 = []string{
	"uuid", "datetime", "dateonly", "timeonly", "decimal:3", "money", "crypto", "geo:lat", "geo:lon", "geo:point", "ip4", "ip6",
	"mac", "cidr", "semver", "phone", "color", "duration", "ean", "embedding", "text", "password", "buffer", "bool", "array|items:number|length:300",
}

// FuzzDecode21 holds that every text decodes or is an error, and that a text
// that a codec takes comes back, or another spelling that comes back itself.
func FuzzDecode21(f *testing.F) {
	for i, text := range []string{"1yzBHq49i4y833Iawe1yOjy8", "u5G7nAV", "594", "343yE", "^OG", "~4uOxO~91ALF", "z:AA==", "^[1,,-2]", "P3D", "infinity"} {
		f.Add(i, text)
	}
	f.Fuzz(func(t *testing.T, i int, text string) {
		if !utf8.ValidString(text) {
			t.Skip() // Decode gives none
		}
		c := V21.ForRule(rules21[uint(i)%uint(len(rules21))], nil)
		v, err := c.Decode(text)
		if err != nil || v.IsNull() || v.Kind() == types.KindArray {
			return
		}
		stored, err := c.Encode(v)
		if err != nil {
			return // refused, not changed
		}
		again, err := c.Decode(stored)
		if err != nil {
			t.Fatalf("%T: %q is %q, then %q, %v", c, text, v.Text(), stored, err)
		}
		if fixed, err := c.Encode(again); v.Kind() == types.KindText && again.Text() != v.Text() && (err != nil || fixed != stored) {
			t.Fatalf("%T: %q is %q, then %q, %q, %q, %v", c, text, v.Text(), stored, again.Text(), fixed, err)
		}
	})
}

// FuzzText21 holds that every text reads back.
func FuzzText21(f *testing.F) {
	for _, text := range []string{"d:j", "z:AA==", "https://www.x", "null", "é"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, null := V21.Decode(V21.Encode(text)); utf8.ValidString(text) && (null || got != text) {
			t.Fatalf("%q is %q, %v", text, got, null)
		}
	})
}
