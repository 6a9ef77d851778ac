package types

import "strings"

// fieldKind says what a piece of a date, time or interval looks like, before
// anybody knows what it means.
type fieldKind uint8

const (
	fieldNumber  fieldKind = iota // 1999, 12.5
	fieldDate                     // 1999-01-08, 8-jan-1999, america/new_york
	fieldTime                     // 04:05:06.789
	fieldSigned                   // +02, -8:30, -1.5
	fieldWord                     // jan, pst, today
	fieldSpecial                  // a word with a sign in front: -infinity
)

type field struct {
	kind fieldKind
	text string // in lower case
}

// maxFields is the most pieces PostgreSQL reads.
const maxFields = 25

// lexDatetime splits a text into fields, as PostgreSQL's ParseDateTime does;
// nil means that it cannot.
func lexDatetime(s string) []field {
	s = strings.ToLower(s)
	var fields []field
	for {
		s = strings.TrimLeft(s, space)
		if s == "" {
			return fields
		}
		kind, n, skip := lexField(s)
		switch {
		case skip:
			s = s[n:]
			continue
		case n == 0 || len(fields) == maxFields:
			return nil
		}
		fields = append(fields, field{kind, strings.ReplaceAll(s[:n], " ", "")})
		s = s[n:]
	}
}

// lexField finds kind and length of the field that s starts with. skip means
// punctuation that only separates.
func lexField(s string) (kind fieldKind, n int, skip bool) {
	switch c := s[0]; {
	case isDigit(c):
		kind, n = lexNumber(s)
		return kind, n, false
	case c == '.':
		return fieldNumber, 1 + span(s[1:], isDigit), false
	case isLetter(c):
		kind, n = lexWord(s)
		return kind, n, false
	case c == '+' || c == '-':
		blanks := len(s) - 1 - len(strings.TrimLeft(s[1:], space))
		rest := s[1+blanks:]
		if n := span(rest, isLetter); n > 0 {
			return fieldSpecial, 1 + blanks + n, false
		}
		if n := span(rest, func(c byte) bool { return isDigit(c) || c == ':' || c == '.' || c == '-' }); n > 0 && isDigit(rest[0]) {
			return fieldSigned, 1 + blanks + n, false
		}
		return 0, 0, false
	case c < 0x80 && c > ' ':
		return 0, 1, true
	}
	return 0, 0, false
}

func lexNumber(s string) (fieldKind, int) {
	n := span(s, isDigit)
	if n == len(s) {
		return fieldNumber, n
	}
	sep := s[n]
	switch {
	case sep == ':':
		return fieldTime, n + span(s[n:], func(c byte) bool { return isDigit(c) || c == ':' || c == '.' })
	case sep != '-' && sep != '/' && sep != '.':
		return fieldNumber, n
	case n+1 < len(s) && isDigit(s[n+1]):
		second := n + 1 + span(s[n+1:], isDigit)
		if second < len(s) && s[second] == sep {
			return fieldDate, second + span(s[second:], func(c byte) bool { return isDigit(c) || c == sep })
		}
		if sep == '.' {
			return fieldNumber, second
		}
		return fieldDate, second
	}
	return fieldDate, n + span(s[n:], func(c byte) bool { return isDigit(c) || isLetter(c) || c == sep })
}

// lexWord reads a word. One that runs on with punctuation is a date with the
// month in front or the name of a time zone.
func lexWord(s string) (fieldKind, int) {
	n := span(s, isLetter)
	if n == len(s) {
		return fieldWord, n
	}
	_, known := datetimeWords[s[:n]]
	switch c := s[n]; {
	case c == '-' || c == '/' || c == '.':
	case (c == '+' || isDigit(c)) && !known:
	default:
		return fieldWord, n
	}
	return fieldDate, n + span(s[n:], func(c byte) bool {
		return isDigit(c) || isLetter(c) || strings.IndexByte("+-/_.:", c) >= 0
	})
}

// span counts the bytes at the start of s that are in the set.
func span(s string, in func(byte) bool) int {
	n := 0
	for n < len(s) && in(s[n]) {
		n++
	}
	return n
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }
