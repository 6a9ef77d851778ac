package pgerr

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// CheckText checks a text that comes from a client: UTF-8 in which no byte is
// zero, the only encoding of a database here. The error is 22021 and names the
// first offending bytes as PostgreSQL does.
func CheckText(text string) error {
	if utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
		return nil
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == 0 || r == utf8.RuneError && n == 1 {
			return New(CharacterNotInRepertoire, `invalid byte sequence for encoding "UTF8":`+sequence(text[i:]))
		}
		i += n
	}
	return nil
}

// CheckBytes is CheckText for bytes, which it does not copy while they are
// valid.
func CheckBytes(text []byte) error {
	if utf8.Valid(text) && bytes.IndexByte(text, 0) < 0 {
		return nil
	}
	return CheckText(string(text))
}

// sequence prints the bytes that the first of text claims to lead, as far as
// there are any, each behind a space.
func sequence(text string) string {
	n := 1
	switch c := text[0]; {
	case c&0xe0 == 0xc0:
		n = 2
	case c&0xf0 == 0xe0:
		n = 3
	case c&0xf8 == 0xf0:
		n = 4
	}
	var out strings.Builder
	for _, b := range []byte(text[:min(n, len(text))]) {
		fmt.Fprintf(&out, " 0x%02x", b)
	}
	return out.String()
}
