package functions

import (
	"math"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// floatOperators are the operators of real and double precision. A mix gives
// double precision.
func floatOperators() []Overload {
	var list []Overload
	for _, o := range []struct {
		oid         types.OID
		symbol      string
		left, right *types.Type
		f           func(a, b float64) (float64, error)
	}{
		{586, "+", types.Float4, types.Float4, single(addFloat)},
		{1116, "+", types.Float4, types.Float8, addFloat},
		{1126, "+", types.Float8, types.Float4, addFloat},
		{591, "+", types.Float8, types.Float8, addFloat},
		{587, "-", types.Float4, types.Float4, single(subFloat)},
		{1117, "-", types.Float4, types.Float8, subFloat},
		{1127, "-", types.Float8, types.Float4, subFloat},
		{592, "-", types.Float8, types.Float8, subFloat},
		{589, "*", types.Float4, types.Float4, single(mulFloat)},
		{1119, "*", types.Float4, types.Float8, mulFloat},
		{1129, "*", types.Float8, types.Float4, mulFloat},
		{594, "*", types.Float8, types.Float8, mulFloat},
		{588, "/", types.Float4, types.Float4, single(divFloat)},
		{1118, "/", types.Float4, types.Float8, divFloat},
		{1128, "/", types.Float8, types.Float4, divFloat},
		{593, "/", types.Float8, types.Float8, divFloat},
		{965, "^", types.Float8, types.Float8, powerFloat},
	} {
		result := types.Float8
		if o.left == types.Float4 && o.right == types.Float4 {
			result = types.Float4
		}
		list = append(list, pure(o.oid, o.symbol, takes(o.left, o.right), result, binary(floats, floats, floats, o.f)))
	}
	return append(list, floatPrefixOperators()...)
}

func floatPrefixOperators() []Overload {
	var list []Overload
	for _, o := range []struct {
		oid    types.OID
		symbol string
		t      *types.Type
		f      func(a float64) (float64, error)
	}{
		{1919, "+", types.Float4, sure(itself[float64])},
		{1920, "+", types.Float8, sure(itself[float64])},
		{584, "-", types.Float4, sure(negFloat)},
		{585, "-", types.Float8, sure(negFloat)},
		{590, "@", types.Float4, sure(math.Abs)},
		{595, "@", types.Float8, sure(math.Abs)},
		{596, "|/", types.Float8, sqrtFloat},
		{597, "||/", types.Float8, sure(math.Cbrt)},
	} {
		list = append(list, pure(o.oid, o.symbol, takes(o.t), o.t, unary(floats, floats, o.f)))
	}
	return list
}

func floatUnderflow() error {
	return pgerr.New(pgerr.NumericValueOutOfRange, "value out of range: underflow")
}

func divisionByZero() error { return pgerr.New(pgerr.DivisionByZero, "division by zero") }

func addFloat(a, b float64) (float64, error) { return finite(a+b, a, b) }
func subFloat(a, b float64) (float64, error) { return finite(a-b, a, b) }
func negFloat(a float64) float64             { return -a }

// finite refuses an infinite result of finite operands.
func finite(result, a, b float64) (float64, error) {
	if math.IsInf(result, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		return 0, floatOverflow()
	}
	return result, nil
}

func mulFloat(a, b float64) (float64, error) {
	if a*b == 0 && a != 0 && b != 0 {
		return 0, floatUnderflow()
	}
	return finite(a*b, a, b)
}

func divFloat(a, b float64) (float64, error) {
	switch {
	case b == 0 && !math.IsNaN(a):
		return 0, divisionByZero()
	case a/b == 0 && a != 0 && !math.IsInf(b, 0):
		return 0, floatUnderflow()
	}
	return finite(a/b, a, b)
}

// single makes an operation of real numbers: its result is rounded to 24 bits.
func single(f func(a, b float64) (float64, error)) func(a, b float64) (float64, error) {
	return func(a, b float64) (float64, error) {
		x, err := f(a, b)
		if err != nil {
			return 0, err
		}
		return toFloat4(x)
	}
}

// toFloat4 rounds to the nearest real; 22003 if that is out of range.
func toFloat4(x float64) (float64, error) {
	y := float64(float32(x))
	switch {
	case math.IsInf(y, 0) && !math.IsInf(x, 0):
		return 0, floatOverflow()
	case y == 0 && x != 0:
		return 0, floatUnderflow()
	}
	return y, nil
}
