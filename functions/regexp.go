package functions

import (
	"regexp"
	"sync"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// regexpOperators are ~ and its kin: ~* without case, ! for no match.
func regexpOperators() []Overload {
	var list []Overload
	for _, o := range []struct {
		oid        types.OID
		symbol     string
		left       *types.Type
		want, fold bool
	}{
		{641, "~", types.Text, true, false}, {639, "~", types.Name, true, false}, {1055, "~", types.BPChar, true, false},
		{642, "!~", types.Text, false, false}, {640, "!~", types.Name, false, false}, {1056, "!~", types.BPChar, false, false},
		{1228, "~*", types.Text, true, true}, {1226, "~*", types.Name, true, true}, {1234, "~*", types.BPChar, true, true},
		{1229, "!~*", types.Text, false, true}, {1227, "!~*", types.Name, false, true}, {1235, "!~*", types.BPChar, false, true},
	} {
		flags := regexpFlags{fold: o.fold}
		b := patternBody(
			func(pattern string) (*pattern, error) { return compileRegexp(pattern, flags) },
			func(re *pattern, s string) (bool, error) { return re.MatchString(s) == o.want, nil },
		)
		list = append(list, pure(o.oid, o.symbol, takes(o.left, types.Text), types.Bool, b))
	}
	return list
}

// pattern is a compiled regular expression.
type pattern struct {
	*regexp.Regexp
	after func() *regexp.Regexp // see matchesEmptyAt
}

// compiled keeps patterns that were used before, because compiling one costs
// as much as matching thousands of rows.
var compiled = patternCache{patterns: map[patternKey]*pattern{}}

// patternCacheSize bounds the cache; a full one drops any pattern for the next.
const patternCacheSize = 512

type patternKey struct {
	pattern string
	flags   regexpFlags
}

type patternCache struct {
	mu       sync.Mutex
	patterns map[patternKey]*pattern
}

func (c *patternCache) get(key patternKey) *pattern {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.patterns[key]
}

func (c *patternCache) put(key patternKey, p *pattern) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for old := range c.patterns {
		if len(c.patterns) < patternCacheSize {
			break
		}
		delete(c.patterns, old)
	}
	c.patterns[key] = p
}

// compileRegexp compiles a regular expression of PostgreSQL; 2201B if it is
// not one, 0A000 if Go cannot match it.
func compileRegexp(text string, flags regexpFlags) (*pattern, error) {
	key := patternKey{text, flags}
	if p := compiled.get(key); p != nil {
		return p, nil
	}
	translated, longest, err := translateRegexp(text, flags)
	if err != nil {
		return nil, err
	}
	re, err := regexp.Compile(translated)
	if err != nil {
		return nil, pgerr.New(pgerr.InvalidRegularExpression, "invalid regular expression: regular expression is too complex")
	}
	p := &pattern{Regexp: re, after: sync.OnceValue(func() *regexp.Regexp {
		after := regexp.MustCompile(`\A(?s:.)(?:` + translated + `)`)
		if longest {
			after.Longest()
		}
		return after
	})}
	if longest {
		re.Longest()
	}
	compiled.put(key, p)
	return p, nil
}

// allMatches finds every match in order as offsets of the whole and of each
// group, -1 where a group took no part. A match may be empty, even just after
// another one.
func (p *pattern) allMatches(s string) [][]int {
	var all [][]int
	for _, m := range p.FindAllStringSubmatchIndex(s, -1) {
		all = p.appendEmpty(all, s, m[0])
		all = append(all, m)
	}
	return p.appendEmpty(all, s, -1)
}

// appendEmpty adds the empty match that Go leaves out where it follows the
// last match at once, unless the next one begins there.
func (p *pattern) appendEmpty(all [][]int, s string, next int) [][]int {
	if len(all) == 0 {
		return all
	}
	last := all[len(all)-1]
	end := last[1]
	if end == last[0] || end == next {
		return all
	}
	before := end - len(lastRune(s[:end]))
	m := p.after().FindStringSubmatchIndex(s[before:])
	if m == nil || before+m[1] != end {
		return all
	}
	empty := make([]int, len(m))
	for i := range m {
		empty[i] = -1
		if m[i] >= 0 {
			empty[i] = end
		}
	}
	return append(all, empty)
}

// parseFlags reads the letters of a flags argument; 22023 for an unknown one.
func parseFlags(letters string) (regexpFlags, error) {
	var flags regexpFlags
	for _, c := range letters {
		if c == 'g' {
			flags.global = true
		} else if !flags.set(c) {
			return flags, pgerr.Newf(pgerr.InvalidParameterValue, "invalid regular expression option: \"%c\"", c)
		}
	}
	return flags, nil
}
