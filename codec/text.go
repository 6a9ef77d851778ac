package codec

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// The texts by which s3db.js says in metadata that there is no value.
const (
	nullText      = "null"
	undefinedText = "undefined"
)

// EncodeText makes a text fit for a metadata value: printable ASCII without
// blanks at the ends (format, section 7). A plain text stays as it is, one
// with characters beyond ASCII becomes `u:` and percent escapes or, where that
// would be long, `b:` and base64. Texts that s3db.js would misread are
// escaped too, in a way it understands.
func EncodeText(s string) string {
	latin, other, units := census(s)
	switch {
	case latin == 0 && other == 0:
		if misread(s) {
			return "u:" + percentEncode(s)
		}
		return s
	case 10*other > 3*units, other == 0 && 2*latin > units:
		return "b:" + base64.StdEncoding.EncodeToString([]byte(s))
	default:
		return "u:" + percentEncode(s)
	}
}

// census counts the UTF-16 units of s that are Latin-1 letters, those that
// are neither that nor printable ASCII, and all of them.
func census(s string) (latin, other, units int) {
	for _, r := range s {
		units++
		switch {
		case r >= 0x10000:
			units++
			other += 2
		case r > 0xff, r < 0x20, r == 0x7f:
			other++
		case r >= 0x80:
			latin++
		}
	}
	return latin, other, units
}

// misread reports whether s3db.js would read a plain ASCII text as something
// else.
func misread(s string) bool {
	switch {
	case s == "":
		return false
	case s == nullText, s == undefinedText,
		strings.HasPrefix(s, "u:"), strings.HasPrefix(s, "b:"),
		s[0] == ' ', s[len(s)-1] == ' ':
		return true
	}
	return legacyBase64(s)
}

// legacyBase64 reports whether s3db.js guesses that s is base64 of text that
// is not ASCII, as much older releases stored it without a mark.
func legacyBase64(s string) bool {
	if len(s)%4 != 0 {
		return false
	}
	decoded, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || !utf8.Valid(decoded) {
		return false
	}
	for _, c := range decoded {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// DecodeText undoes EncodeText. null says that the text stands for no value.
// A text with a bad escape is taken as it is: s3db.js wrote such texts
// without escaping them.
func DecodeText(s string) (text string, null bool) {
	switch {
	case s == nullText, s == undefinedText:
		return "", true
	case len(s) > 2 && s[:2] == "u:":
		if plain, ok := percentDecode(s[2:]); ok {
			return plain, false
		}
	case len(s) > 2 && s[:2] == "b:":
		if plain, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s[2:], "=")); err == nil {
			return strings.ToValidUTF8(string(plain), "\uFFFD"), false
		}
	case !utf8.ValidString(s):
		return latin1(s), false
	}
	return s, false
}

// latin1 reads bytes as Latin-1: some clients send such headers unescaped.
func latin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

const hexDigits = "0123456789ABCDEF"

// percentEncode is JavaScript's encodeURIComponent.
func percentEncode(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; unreserved(c) {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
		}
	}
	return b.String()
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		strings.IndexByte("-_.!~*'()", c) >= 0
}

// percentDecode is JavaScript's decodeURIComponent.
func percentDecode(s string) (plain string, ok bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		hi, lo := hexValue(s[i+1]), hexValue(s[i+2])
		if hi < 0 || lo < 0 {
			return "", false
		}
		b = append(b, byte(hi<<4|lo))
		i += 2
	}
	return string(b), utf8.Valid(b)
}

func hexValue(c byte) int {
	if 'a' <= c && c <= 'f' {
		c -= 'a' - 'A'
	}
	return strings.IndexByte(hexDigits, c)
}
