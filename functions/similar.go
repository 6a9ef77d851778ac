package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// similarFunctions turn a pattern of SIMILAR TO into a regular expression, as
// the parser's rewriting of SIMILAR TO calls for.
func similarFunctions() []Overload {
	text := types.Text
	return []Overload{
		pure(1986, "similar_to_escape", takes(text, text), text, binary(texts, texts, texts, similarToEscape)),
		pure(1987, "similar_to_escape", takes(text), text, unary(texts, texts, func(pattern string) (string, error) {
			return similarToEscape(pattern, `\`)
		})),
		pure(1623, "similar_escape", takes(text, text), text, scalar(func(_ *Env, args []types.Value) (types.Value, error) {
			if args[0].IsNull() {
				return types.Null, nil
			}
			escape := `\`
			if !args[1].IsNull() {
				escape = args[1].Text()
			}
			re, err := similarToEscape(args[0].Text(), escape)
			return types.NewText(re), err
		})).nullCall(),
	}
}

// similar is a pattern on its way to a regular expression.
type similar struct {
	out        strings.Builder
	escape     string
	separators int // escape-double-quotes seen
	brackets   bool
}

func similarToEscape(pattern, escape string) (string, error) {
	if countRunes(escape) > 1 {
		return "", invalidEscapeString()
	}
	s := similar{escape: escape}
	s.out.WriteString("^(?:")
	for pattern != "" {
		n := width(pattern, false)
		c := pattern[:n]
		pattern = pattern[n:]
		if escape != "" && c == escape {
			if pattern == "" {
				break
			}
			n = width(pattern, false)
			if err := s.escaped(pattern[:n]); err != nil {
				return "", err
			}
			pattern = pattern[n:]
			continue
		}
		s.plain(c)
	}
	return s.out.String() + ")$", nil
}

// escaped writes a character that follows the escape character. A double quote
// there separates the part that SUBSTRING returns.
func (s *similar) escaped(c string) error {
	if c != `"` || s.brackets {
		s.out.WriteString(`\` + c)
		return nil
	}
	s.separators++
	switch s.separators {
	case 1:
		s.out.WriteString("){1,1}?(")
	case 2:
		s.out.WriteString("){1,1}(?:")
	default:
		return pgerr.New(pgerr.InvalidUseOfEscapeCharacter, "SQL regular expression may not contain more than two escape-double-quote separators")
	}
	return nil
}

func (s *similar) plain(c string) {
	switch {
	case s.brackets:
		if c == `\` {
			c = `\\`
		}
		s.brackets = c != "]"
	case c == "[":
		s.brackets = true
	case c == "%":
		c = ".*"
	case c == "_":
		c = "."
	case c == "(":
		c = "(?:"
	case strings.Contains(`\.^$`, c):
		c = `\` + c
	}
	s.out.WriteString(c)
}
