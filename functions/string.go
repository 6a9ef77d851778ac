package functions

import (
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/types"
)

// stringFunctions are the functions of character strings (manual, 9.4).
// Positions and lengths count characters.
func stringFunctions() []Overload {
	text := types.Text
	runes := unary(texts, ints, sure(countRunes))
	blankless := unary(texts, ints, func(s string) (int64, error) { return countRunes(trimBlanks(s)), nil })
	octets := unary(texts, ints, func(s string) (int64, error) { return int64(len(s)), nil })
	cut := func(oid types.OID, name string, f func(s, set string) string) Overload {
		return pure(oid, name, takes(text, text), text, binary(texts, texts, texts, func(s, set string) (string, error) { return f(s, set), nil }))
	}
	blanks := func(oid types.OID, name string, f func(s, set string) string) Overload {
		return pure(oid, name, takes(text), text, unary(texts, texts, func(s string) (string, error) { return f(s, " "), nil }))
	}
	return []Overload{
		pure(1317, "length", takes(text), types.Int4, runes),
		pure(1318, "length", takes(types.BPChar), types.Int4, blankless),
		pure(1381, "char_length", takes(text), types.Int4, runes),
		pure(1372, "char_length", takes(types.BPChar), types.Int4, blankless),
		pure(1369, "character_length", takes(text), types.Int4, runes),
		pure(1367, "character_length", takes(types.BPChar), types.Int4, blankless),
		pure(1374, "octet_length", takes(text), types.Int4, octets),
		pure(1375, "octet_length", takes(types.BPChar), types.Int4, octets),
		pure(1811, "bit_length", takes(text), types.Int4, unary(texts, ints, func(s string) (int64, error) { return int64(8 * len(s)), nil })),
		pure(870, "lower", takes(text), text, unary(texts, texts, sure(lower))),
		pure(871, "upper", takes(text), text, unary(texts, texts, sure(upper))),
		pure(872, "initcap", takes(text), text, unary(texts, texts, sure(initcap))),
		pure(3062, "reverse", takes(text), text, unary(texts, texts, sure(reverse))),
		pure(1620, "ascii", takes(text), types.Int4, unary(texts, ints, sure(codePoint))),
		pure(1621, "chr", takes(types.Int4), text, unary(ints, texts, chr)),
		pure(1622, "repeat", takes(text, types.Int4), text, binary(texts, ints, texts, repeat)),
		cut(884, "btrim", strings.Trim), blanks(885, "btrim", strings.Trim),
		cut(875, "ltrim", strings.TrimLeft), blanks(881, "ltrim", strings.TrimLeft),
		cut(876, "rtrim", strings.TrimRight), blanks(882, "rtrim", strings.TrimRight),
		pure(873, "lpad", takes(text, types.Int4, text), text, scalar(pad(false))),
		pure(879, "lpad", takes(text, types.Int4), text, scalar(pad(false))),
		pure(874, "rpad", takes(text, types.Int4, text), text, scalar(pad(true))),
		pure(880, "rpad", takes(text, types.Int4), text, scalar(pad(true))),
		pure(3060, "left", takes(text, types.Int4), text, binary(texts, ints, texts, left)),
		pure(3061, "right", takes(text, types.Int4), text, binary(texts, ints, texts, right)),
		pure(877, "substr", takes(text, types.Int4, types.Int4), text, scalar(substring)),
		pure(883, "substr", takes(text, types.Int4), text, scalar(substring)),
		pure(936, "substring", takes(text, types.Int4, types.Int4), text, scalar(substring)),
		pure(937, "substring", takes(text, types.Int4), text, scalar(substring)),
		pure(1404, "overlay", takes(text, text, types.Int4, types.Int4), text, scalar(overlay)),
		pure(1405, "overlay", takes(text, text, types.Int4), text, scalar(overlay)),
		pure(868, "strpos", takes(text, text), types.Int4, binary(texts, texts, ints, strpos)),
		pure(849, "position", takes(text, text), types.Int4, binary(texts, texts, ints, strpos)),
		pure(3696, "starts_with", takes(text, text), types.Bool, binary(texts, texts, bools, startsWith)),
		pure(2087, "replace", takes(text, text, text), text, scalar(replace)),
		pure(878, "translate", takes(text, text, text), text, scalar(translate)),
		pure(2088, "split_part", takes(text, text, types.Int4), text, scalar(splitPart)),
		pure(394, "string_to_array", takes(text, text), text.Array, scalar(stringToArray)).nullCall(),
		pure(376, "string_to_array", takes(text, text, text), text.Array, scalar(stringToArray)).nullCall(),
		pure(1258, "textcat", takes(text, text), text, binary(texts, texts, texts, concatenate)),
	}
}

// stringOperators are || and ^@ of text. anynonarray makes || print its other
// side.
func stringOperators() []Overload {
	text := types.Text
	return []Overload{
		pure(654, "||", takes(text, text), text, binary(texts, texts, texts, concatenate)),
		pure(2779, "||", takes(text, types.AnyNonArray), text, body{}).stable().withBind(func(args []*types.Type, _ *types.Type) Scalar {
			return func(env *Env, values []types.Value) (types.Value, error) {
				return types.NewText(values[0].Text() + printed(env, args[1], values[1])), nil
			}
		}),
		pure(2780, "||", takes(types.AnyNonArray, text), text, body{}).stable().withBind(func(args []*types.Type, _ *types.Type) Scalar {
			return func(env *Env, values []types.Value) (types.Value, error) {
				return types.NewText(printed(env, args[0], values[0]) + values[1].Text()), nil
			}
		}),
		pure(3877, "^@", takes(text, text), types.Bool, binary(texts, texts, bools, startsWith)),
	}
}

// printed is a value as a cast to text gives it.
func printed(env *Env, t *types.Type, v types.Value) string {
	switch t {
	case types.Text, types.Varchar, types.Unknown, types.Name:
		return v.Text()
	case types.BPChar:
		return trimBlanks(v.Text())
	case types.Bool:
		if v.Bool() {
			return "true"
		}
		return "false"
	}
	return output(env, t, v)
}

// output is a value in the text format of the protocol.
func output(env *Env, t *types.Type, v types.Value) string {
	return string(types.AppendText(nil, t, v, env.Style))
}

func countRunes(s string) int64                 { return int64(utf8.RuneCountInString(s)) }
func concatenate(a, b string) (string, error)   { return a + b, nil }
func startsWith(s, prefix string) (bool, error) { return strings.HasPrefix(s, prefix), nil }
