package parser

import "strings"

// WithoutConstants returns SQL, be it correct or not, with a question mark in
// place of every string and number. Names and comments stay.
func WithoutConstants(sql string) string {
	var b strings.Builder
	s := scanner{sql: sql}
	for number, dollar := false, false; ; {
		from := s.pos
		s.skipSpace()
		start := s.pos
		if s.next().kind == endToken {
			b.WriteString(sql[from:])
			return b.String()
		}
		token := sql[start:s.pos]
		again := number && from == start // one more digit
		digit := token[0] >= '0' && token[0] <= '9'
		parameter := digit && dollar && from == start
		number = digit && !parameter || again && token == "."
		dollar = token == "$" || parameter
		b.WriteString(sql[from:start])
		switch {
		case number && again:
		case number, isString(token):
			b.WriteByte('?')
		default:
			b.WriteString(token)
		}
	}
}

// isString reports whether a token of the scanner is a string: in quotes, with
// escapes, or in dollars.
func isString(token string) bool {
	return token[0] == '\'' || token[0] == '$' && len(token) > 1 || token[0]|0x20 == 'e' && strings.HasPrefix(token[1:], "'")
}
