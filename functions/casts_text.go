package functions

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// textCasts are the casts among the string types and from boolean to them.
func textCasts() []Cast {
	trim := unary(texts, texts, sure(trimBlanks))
	list := []Cast{
		same(10125, types.Text, types.BPChar, ImplicitCast),
		same(10126, types.Text, types.Varchar, ImplicitCast),
		convert(10127, 401, types.BPChar, types.Text, ImplicitCast, trim),
		convert(10128, 401, types.BPChar, types.Varchar, ImplicitCast, trim),
		same(10129, types.Varchar, types.Text, ImplicitCast),
		same(10130, types.Varchar, types.BPChar, ImplicitCast),
		*relabel(types.Text, types.Secret, ImplicitCast),
		*relabel(types.Secret, types.Text, ImplicitCast),
		*relabel(types.Varchar, types.Secret, ImplicitCast),
		*relabel(types.Secret, types.Varchar, ImplicitCast),
		same(10145, types.NodeTree, types.Text, ImplicitCast),
		convert(10131, 946, types.Char, types.Text, ImplicitCast, reread(types.Text)),
		convert(10132, 860, types.Char, types.BPChar, AssignmentCast, reread(types.BPChar)),
		convert(10133, 946, types.Char, types.Varchar, AssignmentCast, reread(types.Varchar)),
		convert(10134, 406, types.Name, types.Text, ImplicitCast, reread(types.Text)),
		convert(10135, 408, types.Name, types.BPChar, AssignmentCast, reread(types.BPChar)),
		convert(10136, 1401, types.Name, types.Varchar, AssignmentCast, reread(types.Varchar)),
		convert(10137, 944, types.Text, types.Char, AssignmentCast, reread(types.Char)),
		convert(10138, 944, types.BPChar, types.Char, AssignmentCast, reread(types.Char)),
		convert(10139, 944, types.Varchar, types.Char, AssignmentCast, reread(types.Char)),
		convert(10140, 407, types.Text, types.Name, ImplicitCast, reread(types.Name)),
		convert(10141, 409, types.BPChar, types.Name, ImplicitCast, trimmedName()),
		convert(10142, 1400, types.Varchar, types.Name, ImplicitCast, reread(types.Name)),
		convert(10143, 77, types.Char, types.Int4, ExplicitCast, unary(texts, ints, sure(charToInt))),
		convert(10144, 78, types.Int4, types.Char, ExplicitCast, unary(ints, texts, intToChar)),
	}
	word := unary(bools, texts, func(b bool) (string, error) { return strconv.FormatBool(b), nil })
	return append(list,
		convert(10191, 2971, types.Bool, types.Text, AssignmentCast, word),
		convert(10196, 2971, types.Bool, types.Varchar, AssignmentCast, word),
		convert(10201, 2971, types.Bool, types.BPChar, AssignmentCast, word),
	)
}

// same is a relabelling cast that pg_cast lists.
func same(oid types.OID, from, to *types.Type, context CastContext) Cast {
	c := *relabel(from, to, context)
	c.OID = oid
	return c
}

func trimBlanks(s string) string { return strings.TrimRight(s, " ") }

// reread gives text to the input function of a string type.
func reread(to *types.Type) body {
	return scalar(func(_ *Env, args []types.Value) (types.Value, error) {
		return types.ParseText(to, types.NoTypmod, args[0].Text(), nil)
	})
}

func trimmedName() body {
	return scalar(func(_ *Env, args []types.Value) (types.Value, error) {
		return types.ParseText(types.Name, types.NoTypmod, trimBlanks(args[0].Text()), nil)
	})
}

// charToInt is the byte of a "char" as a signed number; the empty one is 0.
func charToInt(s string) int64 {
	if s == "" {
		return 0
	}
	return int64(int8(s[0]))
}

func intToChar(i int64) (string, error) {
	switch {
	case i != int64(int8(i)):
		return "", outOfRange(`"char"`)
	case i == 0:
		return "", nil
	}
	return string([]byte{byte(i)}), nil
}
