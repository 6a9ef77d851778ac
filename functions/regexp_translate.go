package functions

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// regexpFlags are the options of a regular expression (manual, 9.7.3.5).
type regexpFlags struct {
	fold     bool // i
	literal  bool // q
	expanded bool // x
	dotStops bool // n, p: neither . nor [^a] matches a newline
	lineEnds bool // n, w: ^ and $ match at lines
	global   bool // g, of functions only
}

// translation turns an advanced regular expression of PostgreSQL into one of
// Go's. The differences that remain: there are no back references and no
// look-around (0A000); where the expression as a whole prefers the shortest
// match, Go's rule of the first alternative decides.
type translation struct {
	rest     string
	out      strings.Builder
	flags    regexpFlags
	depth    int
	operand  bool // what was last written can be quantified
	lazy     bool // the first quantifier is a non-greedy one
	quantity int  // quantifiers so far
}

// translateRegexp returns the pattern for Go and whether the longest match is
// wanted.
func translateRegexp(pattern string, flags regexpFlags) (translated string, longest bool, err error) {
	t := translation{rest: pattern, flags: flags}
	if err := t.directors(); err != nil {
		return "", false, err
	}
	if t.flags.literal {
		return t.prefix() + regexp.QuoteMeta(t.rest), true, nil
	}
	for t.rest != "" {
		if err := t.step(); err != nil {
			return "", false, err
		}
	}
	if t.depth > 0 {
		return "", false, invalidRegexp("parentheses () not balanced")
	}
	return t.prefix() + t.out.String(), !t.lazy, nil
}

func invalidRegexp(why string) error {
	return pgerr.New(pgerr.InvalidRegularExpression, "invalid regular expression: "+why)
}

func (t *translation) prefix() string {
	letters := ""
	if t.flags.fold {
		letters += "i"
	}
	if !t.flags.dotStops {
		letters += "s"
	}
	if t.flags.lineEnds {
		letters += "m"
	}
	if letters == "" {
		return ""
	}
	return "(?" + letters + ")"
}

// directors reads ***: or ***= and the options embedded at the start.
func (t *translation) directors() error {
	if rest, ok := strings.CutPrefix(t.rest, "***="); ok {
		t.rest, t.flags.literal = rest, true
		return nil
	}
	if rest, ok := strings.CutPrefix(t.rest, "***:"); ok {
		t.rest = rest
	} else if strings.HasPrefix(t.rest, "***") {
		return invalidRegexp("quantifier operand invalid")
	}
	letters, rest, found := strings.Cut(strings.TrimPrefix(t.rest, "(?"), ")")
	if !found || !strings.HasPrefix(t.rest, "(?") || strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") != "" || letters == "" {
		return nil
	}
	t.rest = rest
	for _, c := range letters {
		if !t.flags.set(c) {
			return invalidRegexp("invalid embedded option")
		}
	}
	return nil
}

// set applies an option letter and reports whether it is one.
func (f *regexpFlags) set(c rune) bool {
	switch c {
	case 'i':
		f.fold = true
	case 'c':
		f.fold = false
	case 'n', 'm':
		f.dotStops, f.lineEnds = true, true
	case 's':
		f.dotStops, f.lineEnds = false, false
	case 'p':
		f.dotStops, f.lineEnds = true, false
	case 'w':
		f.dotStops, f.lineEnds = false, true
	case 'q':
		f.literal = true
	case 'x':
		f.expanded = true
	case 't':
		f.expanded = false
	case 'b', 'e':
	default:
		return false
	}
	return true
}

// step translates one element of the expression.
func (t *translation) step() error {
	c := t.rest[0]
	if t.flags.expanded && t.skipSpace() {
		return nil
	}
	switch c {
	case '(':
		return t.open()
	case ')':
		if t.depth == 0 {
			return invalidRegexp("parentheses () not balanced")
		}
		t.depth--
		t.emit(1, ")", true)
	case '|', '^', '$':
		t.emit(1, string(c), false)
	case '.':
		t.emit(1, ".", true)
	case '*', '+', '?':
		return t.quantify(1)
	case '{':
		return t.brace()
	case '[':
		return t.bracket()
	case '\\':
		return t.escape()
	default:
		_, n := utf8.DecodeRuneInString(t.rest)
		t.emit(n, regexp.QuoteMeta(t.rest[:n]), true)
	}
	return nil
}

// emit consumes n bytes and writes their translation.
func (t *translation) emit(n int, text string, operand bool) {
	t.rest = t.rest[n:]
	t.out.WriteString(text)
	t.operand = operand
}

func (t *translation) skipSpace() bool {
	switch c := t.rest[0]; {
	case strings.IndexByte(" \t\n\v\f\r", c) >= 0:
		t.rest = t.rest[1:]
	case c == '#':
		_, t.rest, _ = strings.Cut(t.rest, "\n")
	default:
		return false
	}
	return true
}

func (t *translation) open() error {
	switch {
	case strings.HasPrefix(t.rest, "(?#"):
		_, after, found := strings.Cut(t.rest, ")")
		if !found {
			return invalidRegexp("parentheses () not balanced")
		}
		t.rest = after
		return nil
	case strings.HasPrefix(t.rest, "(?:"):
		t.emit(3, "(?:", false)
	case strings.HasPrefix(t.rest, "(?=") || strings.HasPrefix(t.rest, "(?!") || strings.HasPrefix(t.rest, "(?<"):
		return pgerr.Unsupported("look-around in a regular expression")
	case strings.HasPrefix(t.rest, "(?"):
		return invalidRegexp("quantifier operand invalid")
	default:
		t.emit(1, "(", false)
	}
	t.depth++
	return nil
}

// quantify writes the quantifier in the first n bytes and a ? after it.
func (t *translation) quantify(n int) error {
	if !t.operand {
		return invalidRegexp("quantifier operand invalid")
	}
	lazy := len(t.rest) > n && t.rest[n] == '?'
	if lazy {
		n++
	}
	t.lazy = t.lazy || lazy && t.quantity == 0
	t.quantity++
	t.emit(n, t.rest[:n], false)
	return nil
}

// maxRepetition is the largest number in braces.
const maxRepetition = 255

// brace is {m}, {m,} or {m,n}; before anything but a digit { is literal.
func (t *translation) brace() error {
	if len(t.rest) < 2 || t.rest[1] < '0' || t.rest[1] > '9' {
		t.emit(1, `\{`, true)
		return nil
	}
	end := strings.IndexByte(t.rest, '}')
	if end < 0 {
		return invalidRegexp("braces {} not balanced")
	}
	low, high, ranged := strings.Cut(t.rest[1:end], ",")
	m, err := strconv.Atoi(low)
	n := m
	if err == nil && ranged && high != "" {
		n, err = strconv.Atoi(high)
	}
	if err != nil || m > maxRepetition || n > maxRepetition || n < m {
		return invalidRegexp("invalid repetition count(s)")
	}
	return t.quantify(end + 1)
}
