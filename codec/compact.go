package codec

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// CompactText is the form of the compact encoding, which s3db.js does not
// read: a text becomes the shortest of several forms that decodes to exactly
// the same text, the first of compactForms among equals. The letters of a
// prefix tell the form.
type CompactText struct{}

// compactForm is one form. encode reports whether it can hold a text, decode
// whether rest is of the form; prefix stands before rest.
type compactForm struct {
	name, prefix string
	encode       func(text string) (rest string, ok bool)
	decode       func(rest string) (text string, ok bool)
}

var compactForms = []compactForm{
	{"word", "d", wordLetter, letterWord},
	{"instant", "is", instantEncoder(isoSeconds), instantDecoder(isoSeconds)},
	{"instant", "im", instantEncoder(isoMillis), instantDecoder(isoMillis)},
	{"uuid", "u", uuidBase64, base64UUID},
	{"hex", "h", hexBase64, base64Hex},
	{"integer", "n", decimalBase62, base62Decimal},
	{"base64", "b", otherBase64, base64Bytes},
	{"percent", "%", percentEscape, percentUnescape},
	{"plain", "=", plainText, func(rest string) (string, bool) { return rest, true }},
}

// Encode implements TextForm.
func (CompactText) Encode(text string) string {
	best := ""
	for i := range compactForms {
		f := &compactForms[i]
		if rest, ok := f.encode(text); ok && (best == "" || len(f.prefix)+len(rest) < len(best)) {
			best = f.prefix + rest
		}
	}
	return best
}

// Decode implements TextForm. Every text has a value, also null.
func (CompactText) Decode(value string) (text string, null bool) {
	text, _ = decodeCompact(value)
	return text, false
}

// CompactFormOf names the form of a value that CompactText made; "" is none.
func CompactFormOf(value string) string {
	_, name := decodeCompact(value)
	return name
}

func decodeCompact(value string) (text, form string) {
	for i := range compactForms {
		f := &compactForms[i]
		rest, ok := strings.CutPrefix(value, f.prefix)
		if !ok {
			continue
		}
		if text, ok := f.decode(rest); ok {
			return text, f.name
		}
	}
	return value, ""
}

// The instants of ISO 8601 in UTC that have a form: whole seconds, and
// milliseconds.
const (
	isoSeconds = "2006-01-02T15:04:05Z"
	isoMillis  = "2006-01-02T15:04:05.000Z"
)

// instantEncoder gives the milliseconds since 1970 in base62.
func instantEncoder(layout string) func(string) (string, bool) {
	return func(text string) (string, bool) {
		if len(text) != len(layout) || text[10] != 'T' {
			return "", false
		}
		t, err := time.Parse(layout, text)
		return base62Int(t.UnixMilli()), err == nil && t.Format(layout) == text
	}
}

func instantDecoder(layout string) func(string) (string, bool) {
	return func(rest string) (string, bool) {
		n, ok := parseBase62Int(rest)
		return time.UnixMilli(n).UTC().Format(layout), ok
	}
}

// uuidDashes are the places of the dashes in a UUID.
var uuidDashes = [...]int{8, 13, 18, 23}

// uuidBase64 gives the 16 bytes of a UUID in lower case.
func uuidBase64(text string) (string, bool) {
	if len(text) != 36 {
		return "", false
	}
	for _, i := range uuidDashes {
		if text[i] != '-' {
			return "", false
		}
	}
	return lowerHexBase64(strings.Join([]string{text[:8], text[9:13], text[14:18], text[19:23], text[24:]}, ""))
}

func base64UUID(rest string) (string, bool) {
	digits, ok := base64Hex(rest)
	if !ok || len(digits) != 32 {
		return "", false
	}
	return strings.Join([]string{digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]}, "-"), true
}

// hexBase64 gives the bytes of hex digits.
func hexBase64(text string) (string, bool) {
	if len(text) < 8 {
		return "", false
	}
	return lowerHexBase64(text)
}

func lowerHexBase64(digits string) (string, bool) {
	for i := range len(digits) {
		if c := digits[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return "", false
		}
	}
	raw, err := hex.DecodeString(digits)
	return base64.StdEncoding.EncodeToString(raw), err == nil
}

func base64Hex(rest string) (string, bool) {
	raw, err := base64.StdEncoding.Strict().DecodeString(rest)
	return hex.EncodeToString(raw), err == nil
}

// decimalBase62 gives an unsigned integer of 64 bits.
func decimalBase62(text string) (string, bool) {
	if text == "" || text[0] < '0' || text[0] > '9' {
		return "", false
	}
	n, err := strconv.ParseUint(text, 10, 64)
	return Base62(n), err == nil && strconv.FormatUint(n, 10) == text
}

func base62Decimal(rest string) (string, bool) {
	n, ok := ParseBase62(rest)
	return strconv.FormatUint(n, 10), ok
}

// plainText holds printable ASCII that a header keeps.
func plainText(text string) (string, bool) {
	return text, text == "" || printable(text) && text[0] != ' ' && text[len(text)-1] != ' '
}

func printable(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// otherBase64 holds what plainText does not.
func otherBase64(text string) (string, bool) {
	if _, plain := plainText(text); plain {
		return "", false
	}
	return base64.StdEncoding.EncodeToString([]byte(text)), true
}

func base64Bytes(rest string) (string, bool) {
	raw, err := base64.StdEncoding.DecodeString(rest)
	return string(raw), err == nil
}

// percentEscape holds what plainText does not, with no more escapes than it
// takes: percent signs, bytes that are not printable, and a blank at the end.
func percentEscape(text string) (string, bool) {
	if _, plain := plainText(text); plain {
		return "", false
	}
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || c == '%' || c == ' ' && i == len(text)-1 {
			b.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

func percentUnescape(rest string) (string, bool) {
	text, err := url.PathUnescape(rest)
	return text, err == nil
}
