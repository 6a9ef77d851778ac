package types

import (
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// pathToken is a token of a jsonpath: its class and its value, quotes and
// escapes resolved.
type pathToken struct {
	class byte   // 'i' name, 's' string, 'v' variable, 'n' number, 'o' operator, 0 end
	text  string // value
	raw   string // as written
}

// is reports whether the token is an operator or, in any case, a keyword.
func (t pathToken) is(word string) bool {
	if t.class == 'o' {
		return t.text == word
	}
	return t.class == 'i' && strings.EqualFold(t.text, word)
}

// pathLexer cuts a jsonpath into tokens.
type pathLexer struct {
	s   string
	pos int
}

// pathOperators are those of several bytes, longest first.
var pathOperators = []string{"**", "==", "!=", "<>", "<=", ">=", "&&", "||"}

// pathSpecial ends a name.
const pathSpecial = `?%$.[]{}()|&!=<>@#,*:-+/\"` + space

func (l *pathLexer) next() (pathToken, error) {
	if err := l.skip(); err != nil || l.pos == len(l.s) {
		return pathToken{}, err
	}
	rest := l.s[l.pos:]
	switch c := rest[0]; {
	case c == '"':
		return l.quoted('s', 0)
	case c == '$' && len(rest) > 1 && rest[1] == '"':
		return l.quoted('v', 1)
	case c == '$' && len(rest) > 1 && strings.IndexByte(pathSpecial, rest[1]) < 0:
		return l.name('v', 1)
	case isDigit(c) || c == '.' && len(rest) > 1 && isDigit(rest[1]):
		return l.number()
	case strings.IndexByte(pathSpecial, c) < 0 || c == '\\':
		return l.name('i', 0)
	}
	for _, op := range pathOperators {
		if strings.HasPrefix(rest, op) {
			return l.take('o', op, len(op)), nil
		}
	}
	return l.take('o', rest[:1], 1), nil
}

func (l *pathLexer) take(class byte, text string, n int) pathToken {
	t := pathToken{class: class, text: text, raw: l.s[l.pos : l.pos+n]}
	l.pos += n
	return t
}

// skip goes past white space and comments.
func (l *pathLexer) skip() error {
	for l.pos < len(l.s) {
		switch rest := l.s[l.pos:]; {
		case strings.IndexByte(space, rest[0]) >= 0:
			l.pos++
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				return pgerr.New(pgerr.SyntaxError, "unexpected end of comment at end of jsonpath input")
			}
			l.pos += end + 4
		default:
			return nil
		}
	}
	return nil
}

// quoted reads a string whose quote stands offset bytes ahead.
func (l *pathLexer) quoted(class byte, offset int) (pathToken, error) {
	rest := l.s[l.pos+offset:]
	var out []byte
	for i := 1; i < len(rest); {
		switch rest[i] {
		case '"':
			return l.take(class, string(out), offset+i+1), nil
		case '\\':
			var n int
			var err error
			if out, n, err = appendPathEscape(out, rest[i:]); err != nil {
				return pathToken{}, err
			}
			i += n
		default:
			out = append(out, rest[i])
			i++
		}
	}
	return pathToken{}, pgerr.New(pgerr.SyntaxError, "unexpected end of quoted string at end of jsonpath input")
}

func (l *pathLexer) name(class byte, offset int) (pathToken, error) {
	rest := l.s[l.pos+offset:]
	var out []byte
	i := 0
	for i < len(rest) {
		if rest[i] == '\\' {
			var n int
			var err error
			if out, n, err = appendPathEscape(out, rest[i:]); err != nil {
				return pathToken{}, err
			}
			i += n
			continue
		}
		if strings.IndexByte(pathSpecial, rest[i]) >= 0 {
			break
		}
		out = append(out, rest[i])
		i++
	}
	return l.take(class, string(out), offset+i), nil
}

// appendPathEscape resolves an escape as JavaScript does: JSON's, \v, \xHH and
// \u{H...}; before any other character the backslash is dropped.
func appendPathEscape(out []byte, s string) ([]byte, int, error) {
	if len(s) < 2 {
		return nil, 0, pgerr.New(pgerr.SyntaxError, "unexpected end after backslash at end of jsonpath input")
	}
	switch s[1] {
	case 'u':
		return appendPathUnicode(out, s)
	case 'x':
		if len(s) >= 4 && hexValue(s[2]) >= 0 && hexValue(s[3]) >= 0 {
			return appendPathRune(out, rune(hexValue(s[2])<<4|hexValue(s[3])), 4)
		}
		return nil, 0, pathError("invalid hexadecimal character sequence", s[:2])
	}
	if at := strings.IndexByte("bfnrtv", s[1]); at >= 0 {
		return append(out, "\b\f\n\r\t\v"[at]), 2, nil
	}
	_, n := utf8.DecodeRuneInString(s[1:])
	return append(out, s[1:1+n]...), 1 + n, nil
}

func appendPathUnicode(out []byte, s string) ([]byte, int, error) {
	if strings.HasPrefix(s, `\u{`) {
		end := strings.IndexByte(s, '}')
		var r rune
		for i := 3; i < end; i++ {
			v := hexValue(s[i])
			if v < 0 || end > 9 {
				end = 0
				break
			}
			r = r<<4 | rune(v)
		}
		if end < 4 || !utf8.ValidRune(r) {
			return nil, 0, pathError("invalid Unicode escape sequence", s[:2])
		}
		return appendPathRune(out, r, end+1)
	}
	p := jsonParser{s: s, build: true}
	return p.unicode(out, s)
}

// appendPathRune appends the character of an escape of n bytes.
func appendPathRune(out []byte, r rune, n int) ([]byte, int, error) {
	if r == 0 {
		return nil, 0, pgerr.New(pgerr.UntranslatableCharacter, "unsupported Unicode escape sequence").
			WithDetail("\\u0000 cannot be converted to text.")
	}
	return utf8.AppendRune(out, r), n, nil
}

// number reads an integer or decimal; a name may not follow it directly.
func (l *pathLexer) number() (pathToken, error) {
	rest := l.s[l.pos:]
	i := 0
	digits := func() {
		for i < len(rest) && isDigit(rest[i]) {
			i++
		}
	}
	digits()
	junk := i > 1 && rest[0] == '0'
	if i < len(rest) && rest[i] == '.' && !strings.HasPrefix(rest[i:], ".*") {
		i++
		digits()
	}
	if i < len(rest) && rest[i]|0x20 == 'e' {
		mark := i
		if i++; i < len(rest) && (rest[i] == '+' || rest[i] == '-') {
			i++
		}
		start := i
		if digits(); i == start {
			i, junk = mark+1, true
		}
	}
	if i < len(rest) && (strings.IndexByte(pathSpecial, rest[i]) < 0 || rest[i] == '\\') {
		i++
		junk = true
	}
	if junk {
		return pathToken{}, pathError("trailing junk after numeric literal", rest[:i])
	}
	return l.take('n', rest[:i], i), nil
}

// pathError is PostgreSQL's error at a token of a jsonpath.
func pathError(message, token string) error {
	return pgerr.Newf(pgerr.SyntaxError, "%s at or near \"%s\" of jsonpath input", message, token)
}
