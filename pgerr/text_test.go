package pgerr

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestCheckText has PostgreSQL's messages.
func TestCheckText(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		"a\u00e4\u20ac\U0001f600": "",
		"\ufffd":                  "", // the replacement character itself
		"a\x00":                   "0x00",
		"\xff":                    "0xff",
		"\xe2\x82":                "0xe2 0x82",
		"ab\xc3(":                 "0xc3 0x28",
		"\xf0\x9f\x98":            "0xf0 0x9f 0x98",
		"\xed\xa0\x80":            "0xed 0xa0 0x80", // a surrogate
	} {
		err := CheckText(text)
		var e *Error
		switch {
		case want == "" && err != nil, want != "" && !errors.As(err, &e):
			t.Errorf("%q: %v, want %q", text, err, want)
		case want != "" && (e.Code != CharacterNotInRepertoire || !strings.HasSuffix(e.Message, `"UTF8": `+want)):
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzCheckText(f *testing.F) {
	f.Add([]byte("a\xc3"))
	f.Fuzz(func(t *testing.T, text []byte) {
		want := utf8.Valid(text) && !strings.Contains(string(text), "\x00")
		if err := CheckBytes(text); (err == nil) != want {
			t.Errorf("%q: %v", text, err)
		}
	})
}
