package validation

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// compilePattern makes a regular expression of JavaScript one of Go. What
// only backtracking can do (lookaround, references to groups) is an error.
func compilePattern(pattern, flags string) (*regexp.Regexp, error) {
	t := &translator{rest: pattern}
	for _, f := range flags {
		switch f {
		case 'i', 'm':
			t.flags += string(f)
		case 's':
			t.dotAll = true
		case 'g', 'u', 'y', 'd', 'v':
		default:
			return nil, badRule("the pattern has the unknown flag %q", f)
		}
	}
	if err := t.translate(); err != nil {
		return nil, err
	}
	re, err := regexp.Compile(t.out.String())
	if err != nil {
		return nil, badRule("the pattern %q cannot be used: %v", pattern, err)
	}
	return re, nil
}

// Character classes of JavaScript that differ from Go's of the same name.
const (
	spaces    = `\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`
	notBreaks = `[^\n\r\x{2028}\x{2029}]`
)

// translator reads a pattern from the left.
type translator struct {
	rest   string
	flags  string
	dotAll bool
	inList bool // between [ and ]
	out    strings.Builder
}

func (t *translator) translate() error {
	if t.flags != "" {
		t.out.WriteString("(?" + t.flags + ")")
	}
	for t.rest != "" {
		if err := t.next(); err != nil {
			return err
		}
	}
	return nil
}

func (t *translator) next() error {
	switch {
	case t.rest[0] == '\\':
		return t.escape()
	case t.inList:
		t.listed()
	case strings.HasPrefix(t.rest, "(?"):
		return t.group()
	case t.rest[0] == '[':
		t.list()
	case t.rest[0] == '.' && !t.dotAll:
		t.put(1, notBreaks)
	case t.rest[0] == '.':
		t.put(1, `(?s:.)`)
	default:
		t.copy()
	}
	return nil
}

// put writes a translation of the next n bytes.
func (t *translator) put(n int, text string) {
	t.out.WriteString(text)
	t.rest = t.rest[n:]
}

func (t *translator) copy() {
	_, size := utf8.DecodeRuneInString(t.rest)
	t.put(size, t.rest[:size])
}

// list begins a bracket; the empty one and its opposite are special.
func (t *translator) list() {
	switch {
	case strings.HasPrefix(t.rest, "[^]"):
		t.put(3, `(?s:.)`)
	case strings.HasPrefix(t.rest, "[]"):
		t.put(2, `[^\x00-\x{10FFFF}]`)
	case strings.HasPrefix(t.rest, "[^"):
		t.inList = true
		t.put(2, "[^")
	default:
		t.inList = true
		t.put(1, "[")
	}
}

func (t *translator) listed() {
	switch t.rest[0] {
	case ']':
		t.inList = false
		t.put(1, "]")
	case '[':
		t.put(1, `\[`)
	default:
		t.copy()
	}
}

func (t *translator) group() error {
	for _, form := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
		if strings.HasPrefix(t.rest, form) {
			return badRule("a pattern with %s...) is not supported", form)
		}
	}
	t.put(2, "(?")
	return nil
}

// escape translates a backslash and what it applies to.
func (t *translator) escape() error {
	if len(t.rest) == 1 {
		return badRule("the pattern ends in a backslash")
	}
	switch c := t.rest[1]; {
	case c == 's' && t.inList:
		t.put(2, spaces)
	case c == 's':
		t.put(2, "["+spaces+"]")
	case c == 'S' && !t.inList:
		t.put(2, "[^"+spaces+"]")
	case c == 'b' && t.inList:
		t.put(2, `\x08`)
	case c == '0':
		t.put(2, `\x00`)
	case c >= '1' && c <= '9', c == 'k':
		return badRule("a pattern with references to its groups is not supported")
	case c == 'u' || c == 'x' || c == 'c':
		t.code()
	case strings.IndexByte("dDwWbBSpPtnrfv", c) >= 0:
		t.put(2, t.rest[:2])
	default:
		t.rest = t.rest[1:]
		t.literal()
	}
	return nil
}

var codes = regexp.MustCompile(`^\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2}))`)

// code translates the escapes that give the number of a character.
func (t *translator) code() {
	m := codes.FindStringSubmatch(t.rest)
	switch {
	case m != nil:
		t.put(len(m[0]), `\x{`+m[1]+m[2]+m[3]+`}`)
	case t.rest[1] == 'c' && len(t.rest) > 2:
		t.put(3, fmt.Sprintf(`\x%02x`, t.rest[2]%32))
	default:
		t.rest = t.rest[1:]
		t.literal()
	}
}

func (t *translator) literal() {
	_, size := utf8.DecodeRuneInString(t.rest)
	t.put(size, regexp.QuoteMeta(t.rest[:size]))
}
