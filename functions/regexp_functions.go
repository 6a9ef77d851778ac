package functions

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// regexpFunctions are the functions over regular expressions (manual, 9.7.3).
// Each fills in the arguments that a short form leaves out.
func regexpFunctions() []Overload {
	text, number := types.Text, types.Int4
	whole := takes(text, text, number, number, number, text, number)
	upTo := func(n int) []*types.Type { return whole[:n] }
	list := []Overload{
		pure(3396, "regexp_match", takes(text, text), text.Array, scalar(regexpMatch)),
		pure(3397, "regexp_match", takes(text, text, text), text.Array, scalar(regexpMatch)),
		pure(2767, "regexp_split_to_array", takes(text, text), text.Array, scalar(regexpSplitToArray)),
		pure(2768, "regexp_split_to_array", takes(text, text, text), text.Array, scalar(regexpSplitToArray)),
		pure(6263, "regexp_like", takes(text, text), types.Bool, scalar(regexpLike)),
		pure(6264, "regexp_like", takes(text, text, text), types.Bool, scalar(regexpLike)),
		pure(6254, "regexp_count", takes(text, text), number, scalar(regexpCount)),
		pure(6255, "regexp_count", takes(text, text, number), number, scalar(regexpCount)),
		pure(6256, "regexp_count", takes(text, text, number, text), number, scalar(regexpCount)),
		pure(6265, "regexp_substr", takes(text, text), text, scalar(regexpSubstr)),
		pure(6266, "regexp_substr", takes(text, text, number), text, scalar(regexpSubstr)),
		pure(6267, "regexp_substr", takes(text, text, number, number), text, scalar(regexpSubstr)),
		pure(6268, "regexp_substr", takes(text, text, number, number, text), text, scalar(regexpSubstr)),
		pure(6269, "regexp_substr", takes(text, text, number, number, text, number), text, scalar(regexpSubstr)),
		pure(2073, "substring", takes(text, text), text, scalar(substringRegexp)),
		pure(2074, "substring", takes(text, text, text), text, scalar(substringSimilar)),
		pure(2284, "regexp_replace", takes(text, text, text), text, scalar(regexpReplace)),
		pure(2285, "regexp_replace", takes(text, text, text, text), text, scalar(regexpReplaceFlags)),
		pure(6253, "regexp_replace", takes(text, text, text, number), text, scalar(regexpReplaceNth)),
		pure(6252, "regexp_replace", takes(text, text, text, number, number), text, scalar(regexpReplaceNth)),
		pure(6251, "regexp_replace", takes(text, text, text, number, number, text), text, scalar(regexpReplaceNth)),
	}
	for i := range 6 {
		list = append(list, pure(types.OID(6257+i), "regexp_instr", upTo(2+i), number, scalar(regexpInstr)))
	}
	return list
}

// regexpSets are the set-returning functions over regular expressions.
func regexpSets() []Set {
	text := types.Text
	return []Set{
		{OID: 2763, Name: "regexp_matches", Args: takes(text, text), Result: text.Array, Fn: regexpMatches},
		{OID: 2764, Name: "regexp_matches", Args: takes(text, text, text), Result: text.Array, Fn: regexpMatches},
		{OID: 2765, Name: "regexp_split_to_table", Args: takes(text, text), Result: text, Fn: regexpSplitToTable},
		{OID: 2766, Name: "regexp_split_to_table", Args: takes(text, text, text), Result: text, Fn: regexpSplitToTable},
	}
}

func regexpMatch(_ *Env, args []types.Value) (types.Value, error) {
	s, err := newSearch("regexp_match", args, 2, false)
	if err != nil {
		if e := (*pgerr.Error)(nil); errors.As(err, &e) && strings.Contains(e.Message, "global") {
			err = e.WithHint("Use the regexp_matches function instead.")
		}
		return types.Null, err
	}
	m := s.re.FindStringSubmatchIndex(s.text)
	if m == nil {
		return types.Null, nil
	}
	return s.groups(m), nil
}

func regexpMatches(_ *Env, args []types.Value, yield func(types.Value) error) error {
	s, err := newSearch("regexp_matches", args, 2, true)
	if err != nil {
		return err
	}
	for i, m := range s.matches() {
		if i > 0 && !s.global {
			break
		}
		if err := yield(s.groups(m)); err != nil {
			return err
		}
	}
	return nil
}

func regexpLike(_ *Env, args []types.Value) (types.Value, error) {
	s, err := newSearch("regexp_like", args, 2, false)
	if err != nil {
		return types.Null, err
	}
	return types.NewBool(s.re.MatchString(s.text)), nil
}

func regexpCount(_ *Env, args []types.Value) (types.Value, error) {
	start, err := parameter("start", args, 2, 1, 1)
	if err != nil {
		return types.Null, err
	}
	s, err := newSearch("regexp_count", args, 3, false)
	if err != nil {
		return types.Null, err
	}
	s.from = runeOffset(s.text, start-1)
	return types.NewInt(int64(len(s.matches()))), nil
}

// regexpSubstr returns match n, or one group of it, from a start on.
func regexpSubstr(_ *Env, args []types.Value) (types.Value, error) {
	start, err := parameter("start", args, 2, 1, 1)
	if err != nil {
		return types.Null, err
	}
	n, err := parameter("n", args, 3, 1, 1)
	if err != nil {
		return types.Null, err
	}
	group, err := parameter("subexpr", args, 5, 0, 0)
	if err != nil {
		return types.Null, err
	}
	s, err := newSearch("regexp_substr", args, 4, false)
	if err != nil {
		return types.Null, err
	}
	s.from = runeOffset(s.text, start-1)
	return s.group(s.nth(n), group), nil
}

// regexpInstr returns where match n, or one group of it, begins or ends.
func regexpInstr(_ *Env, args []types.Value) (types.Value, error) {
	var numbers [4]int64
	for i, p := range []struct {
		name            string
		at              int
		fallback, least int64
	}{{"start", 2, 1, 1}, {"n", 3, 1, 1}, {"endoption", 4, 0, 0}, {"subexpr", 6, 0, 0}} {
		var err error
		if numbers[i], err = parameter(p.name, args, p.at, p.fallback, p.least); err != nil {
			return types.Null, err
		}
	}
	start, n, end, group := numbers[0], numbers[1], numbers[2], numbers[3]
	if end > 1 {
		return types.Null, pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter \"endoption\": %d", end)
	}
	s, err := newSearch("regexp_instr", args, 5, false)
	if err != nil {
		return types.Null, err
	}
	s.from = runeOffset(s.text, start-1)
	m := s.nth(n)
	if m == nil || 2*group >= int64(len(m)) || m[2*group] < 0 {
		return types.NewInt(0), nil
	}
	return types.NewInt(countRunes(s.text[:m[2*group+end]]) + 1), nil
}

// substringRegexp returns the first group, or the whole match without one.
func substringRegexp(_ *Env, args []types.Value) (types.Value, error) {
	re, err := compileRegexp(args[1].Text(), regexpFlags{})
	if err != nil {
		return types.Null, err
	}
	s := search{text: args[0].Text(), re: re}
	m := re.FindStringSubmatchIndex(s.text)
	return s.group(m, min(1, int64(re.NumSubexp()))), nil
}

// substringSimilar is SUBSTRING(text SIMILAR pattern ESCAPE character).
func substringSimilar(env *Env, args []types.Value) (types.Value, error) {
	re, err := similarToEscape(args[1].Text(), args[2].Text())
	if err != nil {
		return types.Null, err
	}
	return substringRegexp(env, []types.Value{args[0], types.NewText(re)})
}

// split returns the text between matches. A match that is empty does not
// split at the ends, nor just after another match.
func (s *search) split() []string {
	var parts []string
	begin, previous := 0, 0
	for _, m := range s.matches() {
		if m[0] < len(s.text) && m[1] > previous {
			parts = append(parts, s.text[begin:m[0]])
			begin = m[1]
		}
		previous = m[1]
	}
	return append(parts, s.text[begin:])
}

func regexpSplitToArray(_ *Env, args []types.Value) (types.Value, error) {
	s, err := newSearch("regexp_split_to_array", args, 2, false)
	if err != nil {
		return types.Null, err
	}
	parts := s.split()
	values := make([]types.Value, len(parts))
	for i, part := range parts {
		values[i] = types.NewText(part)
	}
	return types.NewArray(newList(values)), nil
}

func regexpSplitToTable(_ *Env, args []types.Value, yield func(types.Value) error) error {
	s, err := newSearch("regexp_split_to_table", args, 2, false)
	if err != nil {
		return err
	}
	for _, part := range s.split() {
		if err := yield(types.NewText(part)); err != nil {
			return err
		}
	}
	return nil
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}
