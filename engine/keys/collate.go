package keys

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// order lists ASCII as the root collation of ICU does, which JavaScript's
// localeCompare uses: blanks and punctuation, digits, letters.
const order = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"

// SortFields puts partition fields into key order (format, section 11):
// names compare by letters first, then lower case before upper case.
func SortFields(fields []Field) {
	slices.SortStableFunc(fields, func(a, b Field) int { return Collate(a.Name, b.Name) })
}

// Collate compares two names as localeCompare does: exactly for ASCII, by
// code point beyond it (accents are not folded).
func Collate(a, b string) int {
	caseDiff := 0
	x, y := a, b
	for x != "" && y != "" {
		r, n := utf8.DecodeRuneInString(x)
		s, m := utf8.DecodeRuneInString(y)
		if c := cmp.Compare(weight(r), weight(s)); c != 0 {
			return c
		}
		if caseDiff == 0 {
			caseDiff = cmp.Compare(s, r) // lower case has the larger code
		}
		x, y = x[n:], y[m:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), caseDiff, cmp.Compare(a, b))
}

func weight(r rune) int {
	if 'A' <= r && r <= 'Z' {
		r += 'a' - 'A'
	}
	for i := range len(order) {
		if rune(order[i]) == r {
			return i
		}
	}
	return len(order) + int(r)
}
