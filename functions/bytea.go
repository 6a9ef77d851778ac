package functions

import (
	"math/bits"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// byteaFunctions are the functions of binary strings (manual, 9.5). Positions
// and lengths count bytes.
func byteaFunctions() []Overload {
	data, number := types.Bytea, types.Int4
	trim := func(oid types.OID, name string, f func(s, set string) string) Overload {
		return pure(oid, name, takes(data, data), data, binary(texts, texts, texts, func(s, set string) (string, error) { return f(s, set), nil }))
	}
	size := unary(texts, ints, func(s string) (int64, error) { return int64(len(s)), nil })
	return []Overload{
		pure(2010, "length", takes(data), number, size),
		pure(720, "octet_length", takes(data), number, size),
		pure(1810, "bit_length", takes(data), number, unary(texts, ints, func(s string) (int64, error) { return int64(8 * len(s)), nil })),
		pure(6163, "bit_count", takes(data), types.Int8, unary(texts, ints, sure(bitCount))),
		trim(2015, "btrim", trimBytes(true, true)),
		trim(6195, "ltrim", trimBytes(true, false)),
		trim(6196, "rtrim", trimBytes(false, true)),
		pure(2085, "substr", takes(data, number, number), data, scalar(substringBytes)),
		pure(2086, "substr", takes(data, number), data, scalar(substringBytes)),
		pure(2012, "substring", takes(data, number, number), data, scalar(substringBytes)),
		pure(2013, "substring", takes(data, number), data, scalar(substringBytes)),
		pure(749, "overlay", takes(data, data, number, number), data, scalar(overlayBytes)),
		pure(752, "overlay", takes(data, data, number), data, scalar(overlayBytes)),
		pure(2014, "position", takes(data, data), number, binary(texts, texts, ints, func(s, part string) (int64, error) {
			return int64(strings.Index(s, part) + 1), nil
		})),
		pure(721, "get_byte", takes(data, number), number, binary(texts, ints, ints, getByte)),
		pure(722, "set_byte", takes(data, number, number), data, scalar(setByte)),
		pure(723, "get_bit", takes(data, types.Int8), number, binary(texts, ints, ints, getBit)),
		pure(724, "set_bit", takes(data, types.Int8, number), data, scalar(setBit)),
		pure(1714, "convert_from", takes(data, types.Name), types.Text, binary(texts, texts, texts, convertFrom)).stable(),
		pure(1717, "convert_to", takes(types.Text, types.Name), data, binary(texts, texts, texts, convertTo)).stable(),
	}
}

// byteaOperators is || of binary strings.
func byteaOperators() []Overload {
	return []Overload{
		pure(2018, "||", takes(types.Bytea, types.Bytea), types.Bytea, binary(texts, texts, texts, concatenate)),
	}
}

func bitCount(s string) int64 {
	n := 0
	for _, b := range []byte(s) {
		n += bits.OnesCount8(b)
	}
	return int64(n)
}

// trimBytes removes the bytes of a set from the chosen ends.
func trimBytes(atStart, atEnd bool) func(s, set string) string {
	return func(s, set string) string {
		for atStart && s != "" && strings.IndexByte(set, s[0]) >= 0 {
			s = s[1:]
		}
		for atEnd && s != "" && strings.IndexByte(set, s[len(s)-1]) >= 0 {
			s = s[:len(s)-1]
		}
		return s
	}
}

func clamp(n int64, s string) int { return int(min(max(n, 0), int64(len(s)))) }

func substringBytes(_ *Env, args []types.Value) (types.Value, error) {
	s := args[0].Text()
	from, to, err := span(args[1].Int(), lengthArgument(args))
	if err != nil {
		return types.Null, err
	}
	begin := clamp(from, s)
	return types.NewText(s[begin:max(begin, clamp(to, s))]), nil
}

func overlayBytes(_ *Env, args []types.Value) (types.Value, error) {
	s, part, start := args[0].Text(), args[1].Text(), args[2].Int()
	length := int64(len(part))
	if len(args) > 3 {
		length = args[3].Int()
	}
	if start <= 0 {
		return types.Null, negativeLength()
	}
	return types.NewText(s[:clamp(start-1, s)] + part + s[clamp(start-1+length, s):]), nil
}

// checkIndex refuses an index that is not below size.
func checkIndex(i, size int64) error {
	if i < 0 || i >= size {
		return pgerr.Newf(pgerr.ArraySubscriptError, "index %d out of valid range, 0..%d", i, size-1)
	}
	return nil
}

func getByte(s string, i int64) (int64, error) {
	if err := checkIndex(i, int64(len(s))); err != nil {
		return 0, err
	}
	return int64(s[i]), nil
}

func setByte(_ *Env, args []types.Value) (types.Value, error) {
	s, i := []byte(args[0].Text()), args[1].Int()
	if err := checkIndex(i, int64(len(s))); err != nil {
		return types.Null, err
	}
	s[i] = byte(args[2].Int())
	return types.NewText(string(s)), nil
}

// getBit numbers the bits of each byte from the right.
func getBit(s string, i int64) (int64, error) {
	if err := checkIndex(i, 8*int64(len(s))); err != nil {
		return 0, err
	}
	return int64(s[i/8]) >> (i % 8) & 1, nil
}

func setBit(_ *Env, args []types.Value) (types.Value, error) {
	s, i, bit := []byte(args[0].Text()), args[1].Int(), args[2].Int()
	if err := checkIndex(i, 8*int64(len(s))); err != nil {
		return types.Null, err
	}
	if bit != 0 && bit != 1 {
		return types.Null, pgerr.New(pgerr.InvalidParameterValue, "new bit must be 0 or 1")
	}
	s[i/8] = s[i/8]&^(1<<(i%8)) | byte(bit)<<(i%8)
	return types.NewText(string(s)), nil
}

// encodings are the names, without punctuation, of what can be converted: to
// Latin 1 each character is one byte.
var encodings = map[string]string{
	"utf8": "UTF8", "unicode": "UTF8", "latin1": "LATIN1", "iso88591": "LATIN1", "sqlascii": "SQL_ASCII",
}

func encodingOf(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(name))
	return encodings[plain]
}

func convertFrom(s, encoding string) (string, error) {
	switch encodingOf(encoding) {
	case "UTF8", "SQL_ASCII":
		return s, pgerr.CheckText(s)
	case "LATIN1":
		var b strings.Builder
		for _, c := range []byte(s) {
			b.WriteRune(rune(c))
		}
		return b.String(), pgerr.CheckText(b.String())
	}
	return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid source encoding name \"%s\"", encoding)
}

func convertTo(s, encoding string) (string, error) {
	switch encodingOf(encoding) {
	case "UTF8", "SQL_ASCII":
		return s, nil
	case "LATIN1":
		return toLatin1(s)
	}
	return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid destination encoding name \"%s\"", encoding)
}

func toLatin1(s string) (string, error) {
	var b strings.Builder
	for _, r := range s {
		if r > 0xff {
			return "", pgerr.Newf(pgerr.UntranslatableCharacter,
				"character with byte sequence % #x in encoding \"UTF8\" has no equivalent in encoding \"LATIN1\"", string(r))
		}
		b.WriteByte(byte(r))
	}
	return b.String(), nil
}
