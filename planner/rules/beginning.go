package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/types"
)

// beginning returns how the key texts of all values of a column begin that
// pass conditions: the literal start of a LIKE pattern, or what a lower and an
// upper bound have in common where texts order as values do.
func beginning(conds []expr.Expr, col int, t *types.Type) string {
	longest, low, high := "", "", ""
	for _, c := range conds {
		call, ok := c.(*expr.Call)
		if !ok || len(call.Args) != 2 {
			continue
		}
		name, text, ok := comparison(call, col)
		if !ok {
			continue
		}
		switch name {
		case "~~":
			longest = longer(longest, literalStart(text))
		case "^@", "starts_with":
			longest = longer(longest, text)
		case ">", ">=":
			low = text
		case "<", "<=":
			high = text
		}
	}
	return longer(longest, inCommon(low, high, t))
}

// comparison takes apart a comparison of a column with a constant: the
// operator, turned so that the column is its left side, and the key text.
func comparison(call *expr.Call, col int) (name, text string, ok bool) {
	name = call.Overload.Name
	left, right := call.Args[0], call.Args[1]
	if !isColumn(left, col) {
		if name, ok = turned[name]; !ok {
			return "", "", false
		}
		left, right = right, left
	}
	c, constant := right.(*expr.Const)
	if !constant || c.Value.IsNull() || !isColumn(left, col) || !sameForm(left.Type(), c.Of) {
		return "", "", false
	}
	return name, keyText(c), true
}

var turned = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<="}

// literalStart is the part of a LIKE pattern in front of its first wildcard.
func literalStart(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern) && pattern[i] != '%' && pattern[i] != '_'; i++ {
		if pattern[i] == '\\' && i+1 < len(pattern) {
			i++
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}

// secondsEnd is where the seconds of a date and time end in their key text:
// what stands behind has no fixed width.
const secondsEnd = len("2024-01-31T23:59:59")

// inCommon returns how all key texts begin that lie between two, "" if those
// of the type do not order as its values do.
func inCommon(low, high string, t *types.Type) string {
	n := 0
	for n < min(len(low), len(high)) && low[n] == high[n] {
		n++
	}
	switch t {
	case types.Text, types.Varchar, types.UUID:
	case types.Date, types.Timestamp, types.TimestampTZ:
		if !fourDigitYear(low) || !fourDigitYear(high) {
			return ""
		}
		n = min(n, secondsEnd)
	default:
		return ""
	}
	for n > 0 && n < len(low) && !utf8.RuneStart(low[n]) {
		n--
	}
	return low[:n]
}

// fourDigitYear reports whether a key text is a date of the years 1 to 9999.
func fourDigitYear(s string) bool {
	return len(s) > 4 && s[4] == '-' && '0' <= s[0] && s[0] <= '9' && !strings.HasSuffix(s, "BC")
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}
