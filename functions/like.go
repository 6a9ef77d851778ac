package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// likeBody matches texts with patterns; fold lowers both sides for ILIKE. The
// kernel takes a pattern apart once for each run of rows that share it.
func likeBody(want, fold, single bool) body {
	compile := func(pattern string) *likePattern {
		if fold {
			pattern = lower(pattern)
		}
		return compileLike(pattern, single)
	}
	test := func(p *likePattern, s string) (bool, error) {
		if fold {
			s = lower(s)
		}
		ok, err := p.match(s)
		return ok == want, err
	}
	return patternBody(func(pattern string) (*likePattern, error) { return compile(pattern), nil }, test)
}

// patternBody makes a body of a test of text against a compiled pattern.
func patternBody[P any](compile func(string) (P, error), test func(P, string) (bool, error)) body {
	fn := func(_ *Env, args []types.Value) (types.Value, error) {
		p, err := compile(args[1].Text())
		if err != nil {
			return types.Null, err
		}
		ok, err := test(p, args[0].Text())
		return types.NewBool(ok), err
	}
	return body{fn, func(_ *Env, args []*types.Vector, sel []int32, n int, out *types.Vector) error {
		var p P
		last, compiled := "", false
		return eachRow(sel, n, out, func(i int) (err error) {
			if pattern := args[1].Texts[i]; !compiled || pattern != last {
				if p, err = compile(pattern); err != nil {
					return err
				}
				last, compiled = pattern, true
			}
			out.Bools[i], err = test(p, args[0].Texts[i])
			return err
		})
	}}
}

// likeOperators are ~~ (LIKE), ~~* (ILIKE) and their negations.
func likeOperators() []Overload {
	text := types.Text
	var list []Overload
	for _, o := range []struct {
		oid        types.OID
		symbol     string
		left       *types.Type
		want, fold bool
	}{
		{1209, "~~", text, true, false}, {1207, "~~", types.Name, true, false}, {1211, "~~", types.BPChar, true, false},
		{1210, "!~~", text, false, false}, {1208, "!~~", types.Name, false, false}, {1212, "!~~", types.BPChar, false, false},
		{1627, "~~*", text, true, true}, {1625, "~~*", types.Name, true, true}, {1629, "~~*", types.BPChar, true, true},
		{1628, "!~~*", text, false, true}, {1626, "!~~*", types.Name, false, true}, {1630, "!~~*", types.BPChar, false, true},
	} {
		list = append(list, pure(o.oid, o.symbol, takes(o.left, text), types.Bool, likeBody(o.want, o.fold, false)))
	}
	return append(list,
		pure(2016, "~~", takes(types.Bytea, types.Bytea), types.Bool, likeBody(true, false, true)),
		pure(2017, "!~~", takes(types.Bytea, types.Bytea), types.Bool, likeBody(false, false, true)),
	)
}

// likeFunctions are the functions behind LIKE and its ESCAPE.
func likeFunctions() []Overload {
	text := types.Text
	return []Overload{
		pure(1569, "like", takes(text, text), types.Bool, likeBody(true, false, false)),
		pure(1571, "like", takes(types.Name, text), types.Bool, likeBody(true, false, false)),
		pure(2007, "like", takes(types.Bytea, types.Bytea), types.Bool, likeBody(true, false, true)),
		pure(1570, "notlike", takes(text, text), types.Bool, likeBody(false, false, false)),
		pure(1572, "notlike", takes(types.Name, text), types.Bool, likeBody(false, false, false)),
		pure(2008, "notlike", takes(types.Bytea, types.Bytea), types.Bool, likeBody(false, false, true)),
		pure(1637, "like_escape", takes(text, text), text, binary(texts, texts, texts, likeEscape)),
		pure(2009, "like_escape", takes(types.Bytea, types.Bytea), types.Bytea, binary(texts, texts, texts, likeEscape)),
	}
}

// likeEscape rewrites a pattern whose escape character is another to one with
// backslash; no escape character at all doubles the backslashes.
func likeEscape(pattern, escape string) (string, error) {
	if countRunes(escape) > 1 {
		return "", invalidEscapeString()
	}
	if escape == "" {
		return strings.ReplaceAll(pattern, `\`, `\\`), nil
	}
	if escape == `\` {
		return pattern, nil
	}
	var b strings.Builder
	for rest := pattern; rest != ""; {
		switch {
		case strings.HasPrefix(rest, escape):
			b.WriteByte('\\')
			rest = rest[len(escape):]
			n := min(len(rest), max(1, width(rest, false)))
			b.WriteString(rest[:n])
			rest = rest[n:]
		case rest[0] == '\\':
			b.WriteString(`\\`)
			rest = rest[1:]
		default:
			b.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	return b.String(), nil
}

func invalidEscapeString() error {
	return pgerr.New(pgerr.InvalidEscapeSequence, "invalid escape string").
		WithHint("Escape string must be empty or one character.")
}
