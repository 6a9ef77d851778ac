package functions

import (
	"regexp"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// truth is the result of a predicate. An error makes it unknown.
type truth uint8

const (
	no truth = iota
	yes
	unknown
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) json() types.JSONValue {
	if t == unknown {
		return types.JSONValue{Kind: types.JSONNull}
	}
	return types.JSONValue{Kind: types.JSONBool, Bool: t == yes}
}

// test evaluates a predicate.
func (r *pathRun) test(n *types.PathNode) truth {
	switch n.Op {
	case types.PathAnd:
		return r.testBoth(n, no)
	case types.PathOr:
		return r.testBoth(n, yes)
	case types.PathNot:
		if t := r.test(n.Left); t != unknown {
			return truthOf(t == no)
		}
		return unknown
	case types.PathIsUnknown:
		return truthOf(r.test(n.Left) == unknown)
	case types.PathExists:
		return r.testExists(n.Left)
	case types.PathCompare:
		return r.testPairs(n.Left, r.collect(n.Right, r.operands), func(a, b types.JSONValue) truth {
			return comparePathItems(n.Text, a, b)
		})
	case types.PathStartsWith:
		return r.testPairs(n.Left, r.collect(n.Right, r.eval), itemStartsWith)
	}
	return r.testRegexp(n)
}

// testBoth is && and ||; decisive is the operand that settles the result.
func (r *pathRun) testBoth(n *types.PathNode, decisive truth) truth {
	left := r.test(n.Left)
	if left == decisive {
		return decisive
	}
	if right := r.test(n.Right); right == decisive || left != unknown {
		return right
	}
	return unknown
}

func (r *pathRun) testExists(n *types.PathNode) truth {
	found, err := r.anyItem(n)
	if err != nil {
		return unknown
	}
	return truthOf(found)
}

// found is the items of an operand, or the error that ended them.
type found struct {
	items []types.JSONValue
	err   error
}

func (r *pathRun) collect(n *types.PathNode, eval func(*types.PathNode, emit) error) (f found) {
	f.err = eval(n, func(item types.JSONValue) error {
		f.items = append(f.items, item)
		return nil
	})
	return f
}

// testPairs is true if the relation holds for any pair. In strict mode one
// that is unknown makes the whole unknown.
func (r *pathRun) testPairs(left *types.PathNode, right found, relation func(a, b types.JSONValue) truth) truth {
	all := r.collect(left, r.operands)
	if all.err != nil || right.err != nil {
		return unknown
	}
	result := no
	doubt := false
	for _, a := range all.items {
		for _, b := range right.items {
			switch t := relation(a, b); {
			case t == unknown && r.path.Strict:
				return unknown
			case t == unknown:
				doubt = true
			case t == yes && !r.path.Strict:
				return yes
			case t == yes:
				result = yes
			}
		}
	}
	if result == no && doubt {
		return unknown
	}
	return result
}

// comparePathItems compares scalars. null differs from everything else, and
// other items of different kinds cannot be compared.
func comparePathItems(operator string, a, b types.JSONValue) truth {
	if a.Kind != b.Kind {
		if a.Kind == types.JSONNull || b.Kind == types.JSONNull {
			return truthOf(operator == "!=")
		}
		return unknown
	}
	if a.Kind == types.JSONArray || a.Kind == types.JSONObject {
		return unknown
	}
	c := types.CompareJSON(a, b)
	switch operator {
	case "==":
		return truthOf(c == 0)
	case "!=":
		return truthOf(c != 0)
	case "<":
		return truthOf(c < 0)
	case "<=":
		return truthOf(c <= 0)
	case ">":
		return truthOf(c > 0)
	}
	return truthOf(c >= 0)
}

func itemStartsWith(whole, initial types.JSONValue) truth {
	if whole.Kind != types.JSONString || initial.Kind != types.JSONString {
		return unknown
	}
	return truthOf(strings.HasPrefix(whole.Text, initial.Text))
}

func (r *pathRun) testRegexp(n *types.PathNode) truth {
	re, err := compilePathRegexp(n.Text, n.Flags)
	if err != nil {
		r.fatal = err
		return unknown
	}
	return r.testPairs(n.Left, found{items: make([]types.JSONValue, 1)}, func(a, _ types.JSONValue) truth {
		if a.Kind != types.JSONString {
			return unknown
		}
		return truthOf(re.MatchString(a.Text))
	})
}

// compilePathRegexp reads a regular expression with the flags of XQuery, where
// a dot matches no newline unless s is given.
func compilePathRegexp(pattern, flags string) (*regexp.Regexp, error) {
	has := func(f string) bool { return strings.Contains(flags, f) }
	translated, longest, err := translateRegexp(pattern, regexpFlags{
		fold: has("i"), literal: has("q"), dotStops: !has("s"), lineEnds: has("m"),
	})
	if err != nil {
		return nil, err
	}
	re, err := regexp.Compile(translated)
	if err != nil {
		return nil, invalidRegexp(err.Error())
	}
	if longest {
		re.Longest()
	}
	return re, nil
}
