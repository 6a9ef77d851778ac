package types

import (
	"strings"

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
