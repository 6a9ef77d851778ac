package functions

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// unicodeFunctions are unistr and the normal forms of Unicode.
func unicodeFunctions() []Overload {
	text := types.Text
	return []Overload{
		pure(6198, "unistr", takes(text), text, unary(texts, texts, unistr)),
		pure(4350, "normalize", takes(text, text), text, scalar(normalize)).defaults(nil, types.NewText("NFC")),
		pure(4351, "is_normalized", takes(text, text), types.Bool, scalar(isNormalized)).defaults(nil, types.NewText("NFC")),
	}
}

var normalForms = map[string]norm.Form{"NFC": norm.NFC, "NFD": norm.NFD, "NFKC": norm.NFKC, "NFKD": norm.NFKD}

// normalForm is the second argument, NFC by default.
func normalForm(args []types.Value) (norm.Form, error) {
	name := "NFC"
	if len(args) > 1 {
		name = args[1].Text()
	}
	form, ok := normalForms[strings.ToUpper(name)]
	if !ok {
		return 0, pgerr.Newf(pgerr.InvalidParameterValue, "invalid normalization form: %s", name)
	}
	return form, nil
}

func normalize(_ *Env, args []types.Value) (types.Value, error) {
	form, err := normalForm(args)
	if err != nil {
		return types.Null, err
	}
	return types.NewText(form.String(args[0].Text())), nil
}

func isNormalized(_ *Env, args []types.Value) (types.Value, error) {
	form, err := normalForm(args)
	if err != nil {
		return types.Null, err
	}
	return types.NewBool(form.IsNormalString(args[0].Text())), nil
}

// unistr replaces \XXXX, \+XXXXXX, \uXXXX and \UXXXXXXXX by the character, two
// halves of a surrogate pair together.
func unistr(s string) (string, error) {
	var b strings.Builder
	high := rune(0)
	for {
		before, after, found := strings.Cut(s, `\`)
		if high != 0 && (before != "" || !found) {
			return "", invalidSurrogatePair()
		}
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		if strings.HasPrefix(after, `\`) {
			if high != 0 {
				return "", invalidSurrogatePair()
			}
			b.WriteByte('\\')
			s = after[1:]
			continue
		}
		r, rest, err := unicodeEscape(after)
		if err != nil {
			return "", err
		}
		s = rest
		if r, high, err = joinSurrogates(high, r); err != nil {
			return "", err
		}
		if high == 0 {
			b.WriteRune(r)
		}
	}
}

// unicodeEscape reads what follows the backslash.
func unicodeEscape(s string) (r rune, rest string, err error) {
	skip, digits := 0, 4
	switch {
	case strings.HasPrefix(s, "+"):
		skip, digits = 1, 6
	case strings.HasPrefix(s, "u"):
		skip = 1
	case strings.HasPrefix(s, "U"):
		skip, digits = 1, 8
	}
	if len(s) < skip+digits || strings.Trim(s[skip:skip+digits], "0123456789abcdefABCDEF") != "" {
		return 0, "", pgerr.New(pgerr.SyntaxError, "invalid Unicode escape").
			WithHint(`Unicode escapes must be \XXXX, \+XXXXXX, \uXXXX, or \UXXXXXXXX.`)
	}
	n, err := strconv.ParseUint(s[skip:skip+digits], 16, 32)
	if err != nil || n == 0 || n > utf8.MaxRune {
		return 0, "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid Unicode code point: %04X", n)
	}
	return rune(n), s[skip+digits:], nil
}

// joinSurrogates completes a pair whose first half is high, or returns the
// first half of one.
func joinSurrogates(high, r rune) (joined, pending rune, err error) {
	isHigh, isLow := r >= 0xd800 && r < 0xdc00, r >= 0xdc00 && r < 0xe000
	switch {
	case high != 0 && isLow:
		return utf16.DecodeRune(high, r), 0, nil
	case high != 0 || isLow:
		return 0, 0, invalidSurrogatePair()
	case isHigh:
		return 0, r, nil
	}
	return r, 0, nil
}

func invalidSurrogatePair() error {
	return pgerr.New(pgerr.SyntaxError, "invalid Unicode surrogate pair")
}
