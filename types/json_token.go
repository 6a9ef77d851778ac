package types

import (
	"strings"
	"unicode/utf8"
)

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
