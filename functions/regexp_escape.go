package functions

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// classEscapes are \d and its kin inside brackets; letters and blanks are
// those of Unicode.
var classEscapes = map[byte]string{
	'd': `0-9`,
	's': `\t-\r\x{85}\p{Z}`,
	'w': `\pL\p{Nd}\p{Nl}_`,
}

// constraintEscapes match between characters. Go has no test for the start or
// the end of a word alone, so that \m and \M test for either.
var constraintEscapes = map[byte]string{
	'A': `\A`, 'Z': `\z`, 'm': `\b`, 'M': `\b`, 'y': `\b`, 'Y': `\B`,
}

// charEscapes are the escapes that stand for one character.
var charEscapes = map[byte]rune{
	'a': '\a', 'b': '\b', 'B': '\\', 'e': 0x1b, 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
}

// escape translates a backslash and what follows outside of brackets.
func (t *translation) escape() error {
	if len(t.rest) < 2 {
		return invalidRegexp(`invalid escape \ sequence`)
	}
	c := t.rest[1]
	if class, ok := classEscapes[c|0x20]; ok && isLetter(c) {
		negated := ""
		if c < 'a' {
			negated = "^"
		}
		t.emit(2, "["+negated+class+"]", true)
		return nil
	}
	if constraint, ok := constraintEscapes[c]; ok {
		t.emit(2, constraint, false)
		return nil
	}
	if c >= '1' && c <= '9' {
		return pgerr.Unsupported("a back reference in a regular expression")
	}
	r, n, err := charEscape(t.rest)
	if err != nil {
		return err
	}
	t.emit(n, fmt.Sprintf(`\x{%x}`, r), true)
	return nil
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// charEscape reads an escape that stands for a character and its length.
func charEscape(s string) (rune, int, error) {
	if len(s) < 2 {
		return 0, 0, invalidRegexp(`invalid escape \ sequence`)
	}
	c := s[1]
	if r, ok := charEscapes[c]; ok {
		return r, 2, nil
	}
	switch {
	case c == 'c' && len(s) > 2:
		return rune(s[2] & 0x1f), 3, nil
	case c == 'u':
		return hexEscape(s, 4)
	case c == 'U':
		return hexEscape(s, 8)
	case c == 'x':
		digits := len(s[2:]) - len(strings.TrimLeft(s[2:], "0123456789abcdefABCDEF"))
		return hexEscape(s, min(max(digits, 1), 8))
	case c == '0':
		digits := len(s[1:]) - len(strings.TrimLeft(s[1:], "01234567"))
		digits = min(digits, 3)
		r, err := strconv.ParseUint(s[1:1+digits], 8, 21)
		return rune(r), 1 + digits, err
	case isLetter(c) || c >= '0' && c <= '9':
		return 0, 0, invalidRegexp(`invalid escape \ sequence`)
	}
	r, n := utf8.DecodeRuneInString(s[1:])
	return r, 1 + n, nil
}

func hexEscape(s string, digits int) (rune, int, error) {
	if len(s) < 2+digits {
		return 0, 0, invalidRegexp(`invalid escape \ sequence`)
	}
	r, err := strconv.ParseUint(s[2:2+digits], 16, 31)
	if err != nil || r > utf8.MaxRune {
		return 0, 0, invalidRegexp(`invalid escape \ sequence`)
	}
	return rune(r), 2 + digits, nil
}

// bracketNames are the classes that may be named within [: and :].
var bracketNames = map[string]string{
	"alpha": `\pL\p{Nl}`, "upper": `\p{Lu}`, "lower": `\p{Ll}`, "alnum": `\pL\p{Nd}\p{Nl}`, "word": classEscapes['w'],
	"digit": `0-9`, "xdigit": `0-9A-Fa-f`, "space": classEscapes['s'], "blank": ` \t`, "cntrl": `\x00-\x1f\x7f`,
	"punct": `\pP\pS`, "graph": `\pL\pM\pN\pP\pS`, "print": `\pL\pM\pN\pP\pS `, "ascii": `\x00-\x7f`,
}

// bracket translates [...].
func (t *translation) bracket() error {
	s := t.rest[1:]
	out := "["
	if rest, negated := strings.CutPrefix(s, "^"); negated {
		s, out = rest, "[^"
		if t.flags.dotStops {
			out += `\n`
		}
	}
	for first := true; ; first = false {
		switch {
		case s == "":
			return invalidRegexp("brackets [] not balanced")
		case s[0] == ']' && !first:
			t.emit(len(t.rest)-len(s)+1, out+"]", true)
			return nil
		}
		member, rest, err := bracketMember(s)
		if err != nil {
			return err
		}
		out, s = out+member, rest
	}
}

// bracketMember translates a class, a character or a range of characters.
func bracketMember(s string) (member, rest string, err error) {
	if strings.HasPrefix(s, "[:") {
		name, after, found := strings.Cut(s[2:], ":]")
		class, known := bracketNames[name]
		if !found || !known {
			return "", "", invalidRegexp("invalid character class")
		}
		return class, after, nil
	}
	if len(s) > 1 && s[0] == '\\' {
		if class, ok := classEscapes[s[1]]; ok {
			return class, s[2:], nil
		}
	}
	low, rest, err := bracketChar(s)
	if err != nil {
		return "", "", err
	}
	if len(rest) < 2 || rest[0] != '-' || rest[1] == ']' {
		return fmt.Sprintf(`\x{%x}`, low), rest, nil
	}
	high, rest, err := bracketChar(rest[1:])
	if err != nil {
		return "", "", err
	}
	if high < low {
		return "", "", invalidRegexp("invalid character range")
	}
	return fmt.Sprintf(`\x{%x}-\x{%x}`, low, high), rest, nil
}

// bracketChar reads one character, [.x.] and [=x=] included.
func bracketChar(s string) (rune, string, error) {
	for _, mark := range []string{".", "="} {
		name, after, found := strings.Cut(strings.TrimPrefix(s, "["+mark), mark+"]")
		if strings.HasPrefix(s, "["+mark) {
			r, n := utf8.DecodeRuneInString(name)
			if !found || n != len(name) {
				return 0, "", invalidRegexp("invalid collating element")
			}
			return r, after, nil
		}
	}
	if s[0] == '\\' {
		r, n, err := charEscape(s)
		if err != nil {
			return 0, "", err
		}
		return r, s[n:], nil
	}
	r, n := utf8.DecodeRuneInString(s)
	return r, s[n:], nil
}
