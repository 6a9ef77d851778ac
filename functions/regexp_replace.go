package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func regexpReplace(_ *Env, args []types.Value) (types.Value, error) {
	s, err := newSearch("regexp_replace", args[:2], 2, true)
	if err != nil {
		return types.Null, err
	}
	return s.replace(args[2].Text(), 1), nil
}

// regexpReplaceFlags replaces the first match, or all with the option g.
func regexpReplaceFlags(_ *Env, args []types.Value) (types.Value, error) {
	if letters := args[3].Text(); letters != "" && letters[0] >= '0' && letters[0] <= '9' {
		return types.Null, pgerr.Newf(pgerr.InvalidParameterValue, "invalid regular expression option: \"%s\"", letters[:1]).
			WithHint("If you meant to use regexp_replace() with a start parameter, cast the fourth argument to integer explicitly.")
	}
	s, err := newSearch("regexp_replace", args, 3, true)
	if err != nil {
		return types.Null, err
	}
	if s.global {
		return s.replace(args[2].Text(), 0), nil
	}
	return s.replace(args[2].Text(), 1), nil
}

// regexpReplaceNth replaces match n, or all where that is 0, from a start on.
func regexpReplaceNth(_ *Env, args []types.Value) (types.Value, error) {
	start, err := parameter("start", args, 3, 1, 1)
	if err != nil {
		return types.Null, err
	}
	n, err := parameter("n", args, 4, 1, 0)
	if err != nil {
		return types.Null, err
	}
	s, err := newSearch("regexp_replace", args, 5, true)
	if err != nil {
		return types.Null, err
	}
	if len(args) < 5 && s.global {
		n = 0
	}
	s.from = runeOffset(s.text, start-1)
	return s.replace(args[2].Text(), n), nil
}

// replace puts the replacement for match n, or for all where n is 0.
func (s *search) replace(replacement string, n int64) types.Value {
	var b strings.Builder
	copied := 0
	for i, m := range s.matches() {
		if n != 0 && int64(i+1) != n {
			continue
		}
		b.WriteString(s.text[copied:m[0]])
		s.expand(&b, replacement, m)
		copied = m[1]
	}
	return types.NewText(b.String() + s.text[copied:])
}

// expand writes a replacement: \1 to \9 are groups, \& the match, \\ is \.
func (s *search) expand(b *strings.Builder, replacement string, m []int) {
	for {
		before, after, found := strings.Cut(replacement, `\`)
		b.WriteString(before)
		if !found {
			return
		}
		if after == "" {
			b.WriteByte('\\')
			return
		}
		switch c := after[0]; {
		case c >= '1' && c <= '9':
			b.WriteString(s.group(m, int64(c-'0')).Text())
		case c == '&':
			b.WriteString(s.group(m, 0).Text())
		case c == '\\':
			b.WriteByte('\\')
		default:
			b.WriteString(`\` + after[:1])
		}
		replacement = after[1:]
	}
}
