package parser

import "unicode/utf8"

// Position is the character position of a byte offset in sql, from 1, as
// pgerr.Error.Position and the P field of an ErrorResponse count. It is 0 for
// an unknown offset.
func Position(sql string, offset int) int {
	if offset < 0 || offset > len(sql) {
		return 0
	}
	return utf8.RuneCountInString(sql[:offset]) + 1
}
