package types

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// appendFloat prints as PostgreSQL's float4out and float8out do: the shortest
// digits that read back the same if extra_float_digits is above 0, otherwise
// as many as the type surely holds plus extra_float_digits.
func appendFloat(dst []byte, t *Type, f float64, st *Style) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	}
	bits, digits := 64, 15
	if t == Float4 {
		bits, digits = 32, 6
	}
	if st.ExtraFloatDigits <= 0 {
		return strconv.AppendFloat(dst, f, 'g', max(digits+st.ExtraFloatDigits, 1), bits)
	}
	if fixedFloat(f, digits) {
		return strconv.AppendFloat(dst, f, 'f', -1, bits)
	}
	return appendShortest(dst, f, bits)
}

// fixedFloat reports whether f is printed without exponent: its first digit
// stands within 4 places right and digits places left of the point.
func fixedFloat(f float64, digits int) bool {
	a := math.Abs(f)
	if digits == 6 {
		return a == 0 || float32(a) >= 1e-4 && a < 1e6
	}
	return a == 0 || a >= 1e-4 && a < 1e15
}

func appendFloatBinary(dst []byte, t *Type, f float64) []byte {
	if t == Float4 {
		return binary.BigEndian.AppendUint32(dst, math.Float32bits(float32(f)))
	}
	return binary.BigEndian.AppendUint64(dst, math.Float64bits(f))
}

// floatWords are the names of values that have no digits.
var floatWords = map[string]float64{
	"nan": math.NaN(), "+nan": math.NaN(), "-nan": math.NaN(), "infinity": math.Inf(1), "+infinity": math.Inf(1), "-infinity": math.Inf(-1),
	"inf": math.Inf(1), "+inf": math.Inf(1), "-inf": math.Inf(-1),
}

func parseFloat(t *Type, s string) (Value, error) {
	text := trimSpace(s)
	if f, ok := floatWords[strings.ToLower(text)]; ok {
		return NewFloat(f), nil
	}
	if !isDecimal(text) {
		return Null, syntaxError(t.SQLName, s)
	}
	bits := 64
	if t == Float4 {
		bits = 32
	}
	f, err := strconv.ParseFloat(text, bits)
	if err != nil || f == 0 && strings.ContainsAny(mantissa(text), "123456789") {
		return Null, pgerr.New(pgerr.NumericValueOutOfRange, "\""+text+"\" is out of range for type "+t.SQLName)
	}
	return NewFloat(f), nil
}

func mantissa(s string) string {
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		return s[:i]
	}
	return s
}

// isDecimal reports whether s is a plain decimal number, which excludes the
// underscores and hexadecimal digits that strconv would take.
func isDecimal(s string) bool {
	s = trimSign(s)
	i, digits := 0, 0
	for ; i < len(s) && (isDigit(s[i]) || s[i] == '.'); i++ {
		if s[i] != '.' {
			digits++
		}
	}
	if digits == 0 || strings.Count(s[:i], ".") > 1 {
		return false
	}
	return i == len(s) || (s[i] == 'e' || s[i] == 'E') && isExponent(s[i+1:])
}

func isExponent(s string) bool {
	s = trimSign(s)
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func trimSign(s string) string {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		return s[1:]
	}
	return s
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func parseFloatBinary(t *Type, r *reader) Value {
	if t == Float4 {
		return NewFloat(float64(math.Float32frombits(uint32(r.int32()))))
	}
	return NewFloat(math.Float64frombits(uint64(r.int64())))
}

// CompareFloat orders floats as PostgreSQL does: NaN equals NaN and is greater
// than everything else, -0 equals 0.
func CompareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a == b:
		return 0
	}
	return compareBool(math.IsNaN(a), math.IsNaN(b))
}
