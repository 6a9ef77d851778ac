package functions

import (
	"math"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// runeOffset is where character n of s begins, from 0; len(s) past the end.
func runeOffset(s string, n int64) int {
	if n <= 0 {
		return 0
	}
	if n >= int64(len(s)) {
		n = min(n, countRunes(s))
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

func firstRunes(s string, n int64) string { return s[:runeOffset(s, n)] }

// left takes the first n characters; below 0, all but the last -n.
func left(s string, n int64) (string, error) {
	if n < 0 {
		n += countRunes(s)
	}
	return firstRunes(s, n), nil
}

// right takes the last n characters; below 0, all but the first -n.
func right(s string, n int64) (string, error) {
	if n < 0 {
		return s[runeOffset(s, -n):], nil
	}
	return s[runeOffset(s, countRunes(s)-n):], nil
}

// span is the range of positions, from 0, that substring and overlay mean by a
// start from 1 and a length; it may lie outside of the string.
func span(start, length int64) (from, to int64, err error) {
	if length < 0 {
		return 0, 0, negativeLength()
	}
	return start - 1, start - 1 + length, nil
}

func negativeLength() error {
	return pgerr.New(pgerr.SubstringError, "negative substring length not allowed")
}

func substring(_ *Env, args []types.Value) (types.Value, error) {
	s := args[0].Text()
	from, to, err := span(args[1].Int(), lengthArgument(args))
	if err != nil {
		return types.Null, err
	}
	begin := runeOffset(s, from)
	return types.NewText(s[begin:max(begin, runeOffset(s, to))]), nil
}

// lengthArgument is the third argument, or all there is.
func lengthArgument(args []types.Value) int64 {
	if len(args) < 3 {
		return math.MaxInt64 / 2
	}
	return args[2].Int()
}

// overlay replaces a part of a string: as many characters as the new part has,
// unless the fourth argument says how many.
func overlay(_ *Env, args []types.Value) (types.Value, error) {
	s, part, start := args[0].Text(), args[1].Text(), args[2].Int()
	length := countRunes(part)
	if len(args) > 3 {
		length = args[3].Int()
	}
	if start <= 0 {
		return types.Null, negativeLength()
	}
	if start+length > math.MaxInt32 {
		return types.Null, outOfRange("integer")
	}
	return types.NewText(s[:runeOffset(s, start-1)] + part + s[runeOffset(s, start-1+length):]), nil
}

// strpos is the position of part in s from 1, 0 if it is not in it.
func strpos(s, part string) (int64, error) {
	i := strings.Index(s, part)
	if i < 0 {
		return 0, nil
	}
	return countRunes(s[:i]) + 1, nil
}

// splitPart is one field of a delimited string, from 1, or from the end where
// the number is negative.
func splitPart(_ *Env, args []types.Value) (types.Value, error) {
	s, delimiter, n := args[0].Text(), args[1].Text(), args[2].Int()
	if n == 0 {
		return types.Null, pgerr.New(pgerr.InvalidParameterValue, "field position must not be zero")
	}
	fields := []string{s}
	if delimiter != "" {
		fields = strings.Split(s, delimiter)
	}
	if n < 0 {
		n += int64(len(fields)) + 1
	}
	if n < 1 || n > int64(len(fields)) {
		return types.NewText(""), nil
	}
	return types.NewText(fields[n-1]), nil
}

// stringToArray splits at a delimiter, or into characters where that is NULL;
// fields equal to the third argument become NULL.
func stringToArray(_ *Env, args []types.Value) (types.Value, error) {
	if args[0].IsNull() {
		return types.Null, nil
	}
	var fields []string
	switch s := args[0].Text(); {
	case s == "":
	case args[1].IsNull():
		fields = strings.Split(s, "")
	case args[1].Text() == "":
		fields = []string{s}
	default:
		fields = strings.Split(s, args[1].Text())
	}
	values := make([]types.Value, len(fields))
	for i, field := range fields {
		if len(args) < 3 || args[2].IsNull() || args[2].Text() != field {
			values[i] = types.NewText(field)
		}
	}
	return types.NewArray(newList(values)), nil
}
