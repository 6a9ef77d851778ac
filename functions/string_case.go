package functions

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// The mapping of letters is one to one, as C's towlower and towupper have it.
func lower(s string) string { return strings.Map(unicode.ToLower, s) }
func upper(s string) string { return strings.Map(unicode.ToUpper, s) }

// initcap raises the first letter of each word of letters and digits and
// lowers the rest.
func initcap(s string) string {
	inWord := false
	return strings.Map(func(r rune) rune {
		first := !inWord
		inWord = unicode.IsLetter(r) || unicode.IsDigit(r)
		if first {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

func reverse(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		_, n := utf8.DecodeLastRuneInString(s)
		b.WriteString(s[len(s)-n:])
		s = s[:len(s)-n]
	}
	return b.String()
}

func codePoint(s string) int64 {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s)
	return int64(r)
}

func chr(code int64) (string, error) {
	switch {
	case code < 0:
		return "", pgerr.New(pgerr.InvalidParameterValue, "character number must be positive")
	case code == 0:
		return "", pgerr.New(pgerr.ProgramLimitExceeded, "null character not permitted")
	case code > unicode.MaxRune:
		return "", pgerr.Newf(pgerr.ProgramLimitExceeded, "requested character too large for encoding: %d", code)
	case code >= 0xd800 && code <= 0xdfff:
		return "", pgerr.Newf(pgerr.ProgramLimitExceeded, "requested character not valid for encoding: %d", code)
	}
	return string(rune(code)), nil
}

// maxText is the most bytes a text may have (1 GB less a header).
const maxText = 1<<30 - 1 - 4

func repeat(s string, n int64) (string, error) {
	if n <= 0 || s == "" {
		return "", nil
	}
	if n > int64(maxText/len(s)) {
		return "", requestedLengthTooLarge()
	}
	return strings.Repeat(s, int(n)), nil
}

func requestedLengthTooLarge() error {
	return pgerr.New(pgerr.ProgramLimitExceeded, "requested length too large")
}

// pad makes lpad and rpad: text, length and what to fill up with, blanks if
// that is left out. A text that is too long is cut on the right by both.
func pad(atEnd bool) Scalar {
	return func(_ *Env, args []types.Value) (types.Value, error) {
		s, length, fill := args[0].Text(), args[1].Int(), " "
		if len(args) > 2 {
			fill = args[2].Text()
		}
		missing := length - countRunes(s)
		switch {
		case missing <= 0 || fill == "":
			return types.NewText(firstRunes(s, length)), nil
		case missing*4 > maxText:
			return types.Null, requestedLengthTooLarge()
		}
		times := missing/countRunes(fill) + 1
		filling := firstRunes(strings.Repeat(fill, int(times)), missing)
		if atEnd {
			return types.NewText(s + filling), nil
		}
		return types.NewText(filling + s), nil
	}
}

func replace(_ *Env, args []types.Value) (types.Value, error) {
	from := args[1].Text()
	if from == "" {
		return args[0], nil
	}
	return types.NewText(strings.ReplaceAll(args[0].Text(), from, args[2].Text())), nil
}

// translate replaces each character of the second argument by the one at its
// place in the third, or drops it where there is none.
func translate(_ *Env, args []types.Value) (types.Value, error) {
	from, to := []rune(args[1].Text()), []rune(args[2].Text())
	table := make(map[rune]rune, len(from))
	for i, r := range from {
		if _, seen := table[r]; seen {
			continue
		}
		table[r] = -1 // strings.Map drops it
		if i < len(to) {
			table[r] = to[i]
		}
	}
	return types.NewText(strings.Map(func(r rune) rune {
		if t, ok := table[r]; ok {
			return t
		}
		return r
	}, args[0].Text())), nil
}
