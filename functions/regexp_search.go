package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// search is one call of a regexp function: the text, the pattern and where the
// search begins, in bytes.
type search struct {
	text   string
	re     *pattern
	global bool
	from   int
}

// newSearch compiles the first two arguments with the flags in argument
// flagsAt. Only a caller that allows it may be given the option g.
func newSearch(name string, args []types.Value, flagsAt int, mayBeGlobal bool) (search, error) {
	letters := ""
	if flagsAt < len(args) {
		letters = args[flagsAt].Text()
	}
	flags, err := parseFlags(letters)
	if err != nil {
		return search{}, err
	}
	if flags.global && !mayBeGlobal {
		return search{}, pgerr.Newf(pgerr.InvalidParameterValue, "%s() does not support the \"global\" option", name)
	}
	global := flags.global
	flags.global = false // no part of the key of the cache
	re, err := compileRegexp(args[1].Text(), flags)
	return search{text: args[0].Text(), re: re, global: global}, err
}

// parameter is argument at, or its default; 22023 below the least value.
func parameter(name string, args []types.Value, at int, fallback, least int64) (int64, error) {
	if at >= len(args) {
		return fallback, nil
	}
	if n := args[at].Int(); n >= least {
		return n, nil
	}
	return 0, pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter \"%s\": %d", name, args[at].Int())
}

// matches finds all matches from where the search begins.
func (s *search) matches() [][]int {
	all := s.re.allMatches(s.text[s.from:])
	for _, m := range all {
		for i := range m {
			if m[i] >= 0 {
				m[i] += s.from
			}
		}
	}
	return all
}

// nth is match n, from 1; nil if there are fewer.
func (s *search) nth(n int64) []int {
	if all := s.matches(); n <= int64(len(all)) {
		return all[n-1]
	}
	return nil
}

// group is the text of group i of a match; NULL if it took no part.
func (s *search) group(m []int, i int64) types.Value {
	if m == nil || 2*i >= int64(len(m)) || m[2*i] < 0 {
		return types.Null
	}
	return types.NewText(s.text[m[2*i]:m[2*i+1]])
}

// groups is the array of a match: its groups, or the whole if it has none.
func (s *search) groups(m []int) types.Value {
	first := int64(1)
	if len(m) == 2 {
		first = 0
	}
	values := make([]types.Value, 0, len(m)/2)
	for i := first; i < int64(len(m)/2); i++ {
		values = append(values, s.group(m, i))
	}
	return types.NewArray(newList(values))
}
