package types

import (
	"math"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// The integer operators of PostgreSQL: a result that does not fit the type is
// 22003, division by zero 22012. Integers of every width travel as int64; the
// suffix of a name is the width that is checked.

// ErrDivisionByZero makes the 22012 of every numeric type.
func ErrDivisionByZero() error { return pgerr.New(pgerr.DivisionByZero, "division by zero") }

// CheckInt2 returns i if it is a smallint.
func CheckInt2(i int64) (int64, error) {
	if i != int64(int16(i)) {
		return 0, outOfRange("smallint")
	}
	return i, nil
}

// CheckInt4 returns i if it is an integer.
func CheckInt4(i int64) (int64, error) {
	if i != int64(int32(i)) {
		return 0, outOfRange("integer")
	}
	return i, nil
}

// AddInt2 returns a + b as smallint.
func AddInt2(a, b int64) (int64, error) { return CheckInt2(a + b) }

// SubInt2 returns a - b as smallint.
func SubInt2(a, b int64) (int64, error) { return CheckInt2(a - b) }

// MulInt2 returns a * b as smallint.
func MulInt2(a, b int64) (int64, error) { return CheckInt2(a * b) }

// AddInt4 returns a + b as integer.
func AddInt4(a, b int64) (int64, error) { return CheckInt4(a + b) }

// SubInt4 returns a - b as integer.
func SubInt4(a, b int64) (int64, error) { return CheckInt4(a - b) }

// MulInt4 returns a * b as integer.
func MulInt4(a, b int64) (int64, error) { return CheckInt4(a * b) }

// AddInt8 returns a + b as bigint.
func AddInt8(a, b int64) (int64, error) {
	sum := a + b
	if (sum > a) != (b > 0) && b != 0 {
		return 0, outOfRange("bigint")
	}
	return sum, nil
}

// SubInt8 returns a - b as bigint.
func SubInt8(a, b int64) (int64, error) {
	diff := a - b
	if (diff < a) != (b > 0) && b != 0 {
		return 0, outOfRange("bigint")
	}
	return diff, nil
}

// MulInt8 returns a * b as bigint.
func MulInt8(a, b int64) (int64, error) {
	if a == 0 || b == 0 {
		return 0, nil
	}
	p := a * b
	if p/b != a || (a == -1 && b == math.MinInt64) || (b == -1 && a == math.MinInt64) {
		return 0, outOfRange("bigint")
	}
	return p, nil
}

// DivInt2 returns a / b as smallint, truncated towards zero.
func DivInt2(a, b int64) (int64, error) {
	if b == 0 {
		return 0, ErrDivisionByZero()
	}
	return CheckInt2(a / b)
}

// DivInt4 returns a / b as integer, truncated towards zero.
func DivInt4(a, b int64) (int64, error) {
	if b == 0 {
		return 0, ErrDivisionByZero()
	}
	return CheckInt4(a / b)
}

// DivInt8 returns a / b as bigint, truncated towards zero.
func DivInt8(a, b int64) (int64, error) {
	switch {
	case b == 0:
		return 0, ErrDivisionByZero()
	case b == -1 && a == math.MinInt64:
		return 0, outOfRange("bigint")
	}
	return a / b, nil
}

// ModInt returns a % b for every width; its sign is that of a.
func ModInt(a, b int64) (int64, error) {
	switch b {
	case 0:
		return 0, ErrDivisionByZero()
	case -1:
		return 0, nil // the quotient may not be representable, the rest is
	}
	return a % b, nil
}

// NegInt2 returns -a as smallint.
func NegInt2(a int64) (int64, error) { return CheckInt2(-a) }

// NegInt4 returns -a as integer.
func NegInt4(a int64) (int64, error) { return CheckInt4(-a) }

// NegInt8 returns -a as bigint.
func NegInt8(a int64) (int64, error) {
	if a == math.MinInt64 {
		return 0, outOfRange("bigint")
	}
	return -a, nil
}
