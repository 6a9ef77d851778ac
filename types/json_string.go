package types

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

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
