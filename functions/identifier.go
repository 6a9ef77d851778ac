package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// identFunctions is parse_ident.
func identFunctions() []Overload {
	return []Overload{
		pure(1268, "parse_ident", takes(types.Text, types.Bool), types.Text.Array, scalar(parseIdent)).named("str", "strict").defaults(nil, types.NewBool(true)),
	}
}

// parseIdent splits a qualified name into its parts, folded to lower case but
// where quoted. What follows is an error unless the second argument is false.
func parseIdent(_ *Env, args []types.Value) (types.Value, error) {
	text := args[0].Text()
	strict := len(args) < 2 || args[1].Bool()
	var parts []types.Value
	for rest := strings.TrimLeft(text, " \t\n\r\f"); ; {
		part, after, err := cutIdent(text, rest)
		if err != nil {
			return types.Null, err
		}
		parts = append(parts, types.NewText(part))
		rest = strings.TrimLeft(after, " \t\n\r\f")
		if !strings.HasPrefix(rest, ".") {
			if rest != "" && strict {
				return types.Null, invalidIdent(text)
			}
			return types.NewArray(newList(parts)), nil
		}
		rest = strings.TrimLeft(rest[1:], " \t\n\r\f")
		if rest == "" {
			return types.Null, invalidIdent(text).WithDetail("No valid identifier after \".\".")
		}
	}
}

func invalidIdent(text string) *pgerr.Error {
	return pgerr.Newf(pgerr.InvalidParameterValue, "string is not a valid identifier: \"%s\"", text)
}

// cutIdent takes one identifier from the front of s.
func cutIdent(text, s string) (part, rest string, err error) {
	if quoted, ok := strings.CutPrefix(s, `"`); ok {
		return cutQuotedIdent(text, quoted)
	}
	end := 0
	for end < len(s) && isIdentByte(s[end], end == 0) {
		end++
	}
	if end == 0 {
		return "", "", invalidIdent(text)
	}
	return strings.ToLower(s[:end]), s[end:], nil
}

func isIdentByte(c byte, first bool) bool {
	return isLetter(c) || c == '_' || c >= 0x80 || !first && (c >= '0' && c <= '9' || c == '$')
}

// cutQuotedIdent reads up to the closing quote; a doubled one stands for itself.
func cutQuotedIdent(text, s string) (part, rest string, err error) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, `"`)
		if !found {
			return "", "", invalidIdent(text).WithDetail("String has unclosed double quotes.")
		}
		b.WriteString(before)
		if !strings.HasPrefix(after, `"`) {
			if b.Len() == 0 {
				return "", "", invalidIdent(text).WithDetail("Quoted identifier must not be empty.")
			}
			return b.String(), after, nil
		}
		b.WriteByte('"')
		s = after[1:]
	}
}
