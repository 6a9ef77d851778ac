package types

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// maxJSONDepth bounds nesting, as PostgreSQL's stack does.
const maxJSONDepth = 6000

// ParseJSON reads a JSON text into its parts; the error is PostgreSQL's 22P02.
func ParseJSON(s string) (JSONValue, error) {
	p := jsonParser{s: s, build: true}
	return p.document()
}

func parseJSON(s string) (Value, error) {
	p := jsonParser{s: s}
	if _, err := p.document(); err != nil {
		return Null, err
	}
	return NewText(s), nil
}

func parseJSONB(s string) (Value, error) {
	j, err := ParseJSON(s)
	if err != nil {
		return Null, err
	}
	return NewText(string(AppendJSONB(make([]byte, 0, len(s)+8), j))), nil
}

// jsonParser reads RFC 8259 as PostgreSQL does. Without build it only checks:
// json keeps its text, escapes of half a character included.
type jsonParser struct {
	s     string
	pos   int
	depth int
	build bool
}

func (p *jsonParser) document() (JSONValue, error) {
	v, err := p.value("Expected JSON value, but found")
	if err != nil {
		return JSONValue{}, err
	}
	if c := p.peek(); c != 0 || p.pos < len(p.s) {
		return JSONValue{}, p.unexpected("Expected end of input, but found")
	}
	return v, nil
}

// peek skips white space and returns the next byte, 0 at the end.
func (p *jsonParser) peek() byte {
	for p.pos < len(p.s) && strings.IndexByte(" \t\n\r", p.s[p.pos]) >= 0 {
		p.pos++
	}
	if p.pos == len(p.s) {
		return 0
	}
	return p.s[p.pos]
}

func badJSON(format string, args ...any) error {
	return pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type json").WithDetail(format, args...)
}

// unexpected is the error for a token that may not stand where it does.
func (p *jsonParser) unexpected(expected string) error {
	if p.pos >= len(p.s) {
		return badJSON("The input string ended unexpectedly.")
	}
	token, known := p.token()
	if !known {
		return badJSON("Token \"%s\" is invalid.", token)
	}
	return badJSON("%s \"%s\".", expected, token)
}

// token returns the token at the position and whether it is one of JSON's.
func (p *jsonParser) token() (string, bool) {
	rest := p.s[p.pos:]
	switch c := rest[0]; {
	case strings.IndexByte("{}[],:", c) >= 0:
		return rest[:1], true
	case c == '"':
		q := *p
		if _, err := q.text(); err != nil {
			return rest, true
		}
		return p.s[p.pos:q.pos], true
	}
	n := numberExtent(rest)
	n += span(rest[n:], isWordByte)
	if n == 0 {
		_, n = utf8.DecodeRuneInString(rest)
		return rest[:n], false
	}
	word := rest[:n]
	return word, word == "true" || word == "false" || word == "null" || isJSONNumber(word)
}

// numberExtent is how far s looks like a number, 0 if it does not begin as one.
func numberExtent(s string) int {
	n := 0
	if s[0] == '-' {
		n = 1
	} else if !isDigit(s[0]) {
		return 0
	}
	n += span(s[n:], isDigit)
	if n < len(s) && s[n] == '.' {
		n += 1 + span(s[n+1:], isDigit)
	}
	if n < len(s) && s[n]|0x20 == 'e' {
		n++
		if n < len(s) && (s[n] == '+' || s[n] == '-') {
			n++
		}
		n += span(s[n:], isDigit)
	}
	return n
}

func isWordByte(c byte) bool {
	return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

// value reads any value; expected leads the message if there is none.
func (p *jsonParser) value(expected string) (JSONValue, error) {
	switch c := p.peek(); {
	case c == '{':
		return p.nested(p.object)
	case c == '[':
		return p.nested(p.array)
	case c == '"':
		s, err := p.text()
		return JSONValue{Kind: JSONString, Text: s}, err
	case c == '}' || c == ']' || c == ',' || c == ':' || p.pos == len(p.s):
		return JSONValue{}, p.unexpected(expected)
	}
	return p.word()
}

func (p *jsonParser) nested(read func() (JSONValue, error)) (JSONValue, error) {
	if p.depth++; p.depth > maxJSONDepth {
		return JSONValue{}, pgerr.New(pgerr.StatementTooComplex, "stack depth limit exceeded")
	}
	defer func() { p.depth-- }()
	p.pos++
	return read()
}

// word reads a number or one of the three names.
func (p *jsonParser) word() (JSONValue, error) {
	token, known := p.token()
	if !known {
		return JSONValue{}, badJSON("Token \"%s\" is invalid.", token)
	}
	p.pos += len(token)
	switch token {
	case "null":
		return JSONValue{Kind: JSONNull}, nil
	case "true", "false":
		return JSONValue{Kind: JSONBool, Bool: token == "true"}, nil
	}
	if !p.build {
		return JSONValue{Kind: JSONNumber}, nil
	}
	d, err := decimal(token)
	return JSONValue{Kind: JSONNumber, Number: d}, err
}

func isJSONNumber(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || !isDigit(digits[0]) || !isDecimal(s) {
		return false
	}
	if len(digits) > 1 && digits[0] == '0' && isDigit(digits[1]) {
		return false
	}
	m := mantissa(s)
	return !strings.HasSuffix(m, ".")
}

func (p *jsonParser) array() (JSONValue, error) {
	v := JSONValue{Kind: JSONArray}
	expected := "Expected array element or \"]\", but found"
	if p.peek() == ']' {
		p.pos++
		return v, nil
	}
	for {
		item, err := p.value(expected)
		if err != nil {
			return v, err
		}
		if p.build {
			v.Items = append(v.Items, item)
		}
		switch p.peek() {
		case ',':
			p.pos++
			expected = "Expected JSON value, but found"
		case ']':
			p.pos++
			return v, nil
		default:
			return v, p.unexpected("Expected \",\" or \"]\", but found")
		}
	}
}

func (p *jsonParser) object() (JSONValue, error) {
	var keys []string
	var items []JSONValue
	expected := "Expected string or \"}\", but found"
	for p.peek() != '}' || len(keys) > 0 {
		key, item, err := p.member(expected)
		if err != nil {
			return JSONValue{}, err
		}
		keys, items = append(keys, key), append(items, item)
		if p.peek() == '}' {
			break
		}
		if p.peek() != ',' {
			return JSONValue{}, p.unexpected("Expected \",\" or \"}\", but found")
		}
		p.pos++
		expected = "Expected string, but found"
	}
	p.pos++
	v := JSONValue{Kind: JSONObject}
	if p.build {
		v.SetObject(keys, items)
	}
	return v, nil
}

// member reads a key, a colon and a value.
func (p *jsonParser) member(expected string) (string, JSONValue, error) {
	if p.peek() != '"' {
		return "", JSONValue{}, p.unexpected(expected)
	}
	key, err := p.text()
	if err != nil {
		return "", JSONValue{}, err
	}
	if p.peek() != ':' {
		return "", JSONValue{}, p.unexpected("Expected \":\", but found")
	}
	p.pos++
	v, err := p.value("Expected JSON value, but found")
	return key, v, err
}

// text reads a string, the position at its first quote.
func (p *jsonParser) text() (string, error) {
	start := p.pos + 1
	var out []byte // nil while the text is its own value
	for i := start; i < len(p.s); {
		switch c := p.s[i]; {
		case c == '"':
			p.pos = i + 1
			if out == nil {
				return p.s[start:i], nil
			}
			return string(out), nil
		case c < 0x20:
			return "", badJSON("Character with value 0x%02x must be escaped.", c)
		case c == '\\':
			if out == nil {
				out = append(make([]byte, 0, len(p.s)-start), p.s[start:i]...)
			}
			var n int
			var err error
			if out, n, err = p.escape(out, p.s[i:]); err != nil {
				return "", err
			}
			i += n
		default:
			if out != nil {
				out = append(out, c)
			}
			i++
		}
	}
	token := p.s[p.pos:]
	p.pos = len(p.s)
	return "", badJSON("Token \"%s\" is invalid.", token)
}

// escape reads the escape at the start of s and returns its length.
func (p *jsonParser) escape(out []byte, s string) ([]byte, int, error) {
	if len(s) < 2 {
		return nil, 0, badJSON("Token \"%s\" is invalid.", p.s[p.pos:])
	}
	if s[1] == 'u' {
		return p.unicode(out, s)
	}
	at := strings.IndexByte(`"\/bfnrt`, s[1])
	if at < 0 {
		_, n := utf8.DecodeRuneInString(s[1:])
		return nil, 0, badJSON("Escape sequence \"\\%s\" is invalid.", s[1:1+n])
	}
	return append(out, "\"\\/\b\f\n\r\t"[at]), 2, nil
}

// unicode reads \uXXXX, or two of them for a character beyond the first plane.
func (p *jsonParser) unicode(out []byte, s string) ([]byte, int, error) {
	r, ok := hex4(s)
	if !ok {
		return nil, 0, badJSON("\"\\u\" must be followed by four hexadecimal digits.")
	}
	if !p.build {
		return append(out, '?'), 6, nil
	}
	switch {
	case r == 0:
		return nil, 0, pgerr.New(pgerr.UntranslatableCharacter, "unsupported Unicode escape sequence").
			WithDetail("\\u0000 cannot be converted to text.")
	case !utf16.IsSurrogate(r):
		return utf8.AppendRune(out, r), 6, nil
	case r >= 0xDC00:
		return nil, 0, badJSON("Unicode low surrogate must follow a high surrogate.")
	}
	low, _ := hex4(s[6:])
	pair := utf16.DecodeRune(r, low)
	if pair == utf8.RuneError {
		if low >= 0xD800 && low < 0xDC00 {
			return nil, 0, badJSON("Unicode high surrogate must not follow a high surrogate.")
		}
		return nil, 0, badJSON("Unicode low surrogate must follow a high surrogate.")
	}
	return utf8.AppendRune(out, pair), 12, nil
}

// hex4 reads the digits of a \uXXXX that s starts with.
func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[:2] != `\u` {
		return 0, false
	}
	var r rune
	for i := 2; i < 6; i++ {
		v := hexValue(s[i])
		if v < 0 {
			return 0, false
		}
		r = r<<4 | rune(v)
	}
	return r, true
}
