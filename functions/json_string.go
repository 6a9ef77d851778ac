package functions

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// unquoteJSON is the text of a JSON string as written. Escapes that PostgreSQL
// refuses to turn into text become U+FFFD; see jsonText.
func unquoteJSON(s string) string {
	text, _ := decodeJSONString(s)
	return text
}

// jsonText is unquoteJSON with PostgreSQL's errors: json, unlike jsonb, may
// hold \u0000 and half a surrogate pair as long as nobody asks for the text.
func jsonText(s string) (string, error) {
	text, problem := decodeJSONString(s)
	switch problem {
	case nulEscape:
		return "", pgerr.New(pgerr.UntranslatableCharacter, "unsupported Unicode escape sequence").WithDetail("%s", problem)
	case "":
		return text, nil
	}
	return "", pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type json").WithDetail("%s", problem)
}

// checkEscapes refuses a document in which an escape of any string has no
// text: PostgreSQL reads all of it to find a part.
func checkEscapes(doc string) error {
	if !strings.Contains(doc, `\u`) {
		return nil
	}
	for from := strings.IndexByte(doc, '"'); from >= 0; from = strings.IndexByte(doc, '"') {
		end := jsonStringEnd(doc, from)
		if _, err := jsonText(doc[from:end]); err != nil {
			return err
		}
		doc = doc[end:]
	}
	return nil
}

// What may be wrong with an escape of a JSON string, in PostgreSQL's words.
const (
	nulEscape     = `\u0000 cannot be converted to text.`
	loneLow       = "Unicode low surrogate must follow a high surrogate."
	highAfterHigh = "Unicode high surrogate must not follow a high surrogate."
)

// decodeJSONString resolves the escapes of a JSON string. problem is the first
// that has no text.
func decodeJSONString(s string) (text, problem string) {
	s = strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`)
	if strings.IndexByte(s, '\\') < 0 {
		return s, ""
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 >= len(s) {
			b.WriteByte(s[i])
			i++
			continue
		}
		r, n, wrong := decodeJSONEscape(s[i:])
		if problem == "" {
			problem = wrong
		}
		b.WriteRune(r)
		i += n
	}
	return b.String(), problem
}

// decodeJSONEscape resolves the escape at the front of s and tells its length.
func decodeJSONEscape(s string) (r rune, n int, problem string) {
	if s[1] != 'u' {
		if i := strings.IndexByte("bfnrt", s[1]); i >= 0 {
			return rune("\b\f\n\r\t"[i]), 2, ""
		}
		return rune(s[1]), 2, ""
	}
	unit := hexUnit(s)
	switch {
	case unit == 0:
		return utf8.RuneError, 6, nulEscape
	case !utf16.IsSurrogate(unit):
		return unit, min(6, len(s)), ""
	}
	next := rune(-1)
	if len(s) >= 12 && s[6:8] == `\u` {
		next = hexUnit(s[6:])
	}
	if pair := utf16.DecodeRune(unit, next); pair != utf8.RuneError {
		return pair, 12, ""
	}
	if unit < 0xdc00 && next >= 0xd800 && next < 0xdc00 {
		return utf8.RuneError, 6, highAfterHigh
	}
	return utf8.RuneError, 6, loneLow
}

// hexUnit is the number of an escape \uXXXX.
func hexUnit(s string) rune {
	if len(s) < 6 {
		return utf8.RuneError
	}
	unit, err := strconv.ParseUint(s[2:6], 16, 16)
	if err != nil {
		return utf8.RuneError
	}
	return rune(unit)
}
