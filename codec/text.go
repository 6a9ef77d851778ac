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

// Encode makes a text fit for a metadata value: printable ASCII without
// blanks at the ends (format, section 7). A plain text stays as it is, one
// with characters beyond ASCII becomes `u:` and percent escapes or, where that
// would be long, `b:` and base64. V21 shortens what stands in its dictionary
// first. Texts that s3db.js would misread are escaped too, in a way it
// understands.
func (d Dialect) Encode(s string) string {
	latin, other, units := census(s)
	switch {
	case d == V21 && marked(s):
		return inBase64(s)
	case latin == 0 && other == 0:
		if d.misreads(s) {
			return "u:" + percentEncode(s)
		}
		return d.shortened(s)
	case 10*other > 3*units, other == 0 && 2*latin > units:
		return inBase64(s)
	default:
		return "u:" + percentEncode(s)
	}
}

func inBase64(s string) string { return "b:" + base64.StdEncoding.EncodeToString([]byte(s)) }

// shortened returns what V21's dictionary makes of a plain text.
func (d Dialect) shortened(s string) string {
	if d == V21 {
		if stored, ok := toDictionary(s); ok {
			return stored
		}
	}
	return s
}

// marked reports whether a text begins as V21 marks one of its forms.
func marked(s string) bool {
	for _, mark := range []string{"u:", "b:", dictionaryMark, deflateMark, deflateMark85} {
		if strings.HasPrefix(s, mark) {
			return true
		}
	}
	return false
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

// misreads reports whether s3db.js would read a plain ASCII text as something
// else.
func (d Dialect) misreads(s string) bool {
	switch {
	case s == "":
		return false
	case s == nullText, s == undefinedText, s[0] == ' ', s[len(s)-1] == ' ':
		return true
	}
	return d == V10 && (strings.HasPrefix(s, "u:") || strings.HasPrefix(s, "b:") || legacyBase64(s))
}

// legacyBase64 reports whether s3db.js 10 guesses that s is base64 of text that
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

// Decode undoes Encode. null says that the text stands for no value.
// A text with a bad escape is taken as it is: s3db.js wrote such texts
// without escaping them.
func (d Dialect) Decode(s string) (text string, null bool) {
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
	case d == V21 && marked(s):
		return lengthened(utf8Text(s)), false
	}
	return utf8Text(s), false
}

// lengthened undoes V21's dictionary and compression.
func lengthened(s string) string {
	if plain, ok := fromDictionary(s); ok {
		return plain
	}
	if plain, ok := inflate(s); ok {
		return plain
	}
	return s
}

// utf8Text reads the bytes of a header as UTF-8, or else as Latin-1: some
// clients send either unescaped.
func utf8Text(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return latin1(s)
}

// latin1 reads bytes as Latin-1.
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
