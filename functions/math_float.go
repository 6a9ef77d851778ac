package functions

import (
	"math"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// floatFunctions are the mathematical functions of double precision (manual,
// 9.3).
func floatFunctions() []Overload {
	list := []Overload{
		pure(1394, "abs", takes(types.Float4), types.Float4, unary(floats, floats, sure(math.Abs))),
		pure(1610, "pi", nil, types.Float8, scalar(func(*Env, []types.Value) (types.Value, error) {
			return types.NewFloat(math.Pi), nil
		})),
		pure(320, "width_bucket", takes(types.Float8, types.Float8, types.Float8, types.Int4), types.Int4, scalar(widthBucketFloat)),
	}
	for _, f := range []struct {
		oid  types.OID
		name string
		f    func(float64) (float64, error)
	}{
		{1395, "abs", sure(math.Abs)},
		{2308, "ceil", sure(math.Ceil)},
		{2320, "ceiling", sure(math.Ceil)},
		{2309, "floor", sure(math.Floor)},
		{1342, "round", sure(math.RoundToEven)},
		{1343, "trunc", sure(math.Trunc)},
		{2310, "sign", sure(signFloat)},
		{1344, "sqrt", sqrtFloat},
		{1345, "cbrt", sure(math.Cbrt)},
		{1347, "exp", expFloat},
		{1341, "ln", logarithm(math.Log)},
		{1340, "log", logarithm(math.Log10)},
		{1194, "log10", logarithm(math.Log10)},
		{1608, "degrees", degrees},
		{1609, "radians", sure(radians)},
	} {
		list = append(list, pure(f.oid, f.name, takes(types.Float8), types.Float8, unary(floats, floats, f.f)))
	}
	for _, f := range []struct {
		oid  types.OID
		name string
	}{{1346, "pow"}, {1368, "power"}} {
		list = append(list, pure(f.oid, f.name, takes(types.Float8, types.Float8), types.Float8, binary(floats, floats, floats, powerFloat)))
	}
	return list
}

func signFloat(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func sqrtFloat(x float64) (float64, error) {
	if x < 0 {
		return 0, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "cannot take square root of a negative number")
	}
	return math.Sqrt(x), nil
}

func expFloat(x float64) (float64, error) {
	y := math.Exp(x)
	switch {
	case math.IsInf(y, 0) && !math.IsInf(x, 0):
		return 0, floatOverflow()
	case y == 0 && !math.IsInf(x, 0):
		return 0, floatUnderflow()
	}
	return y, nil
}

func logarithm(f func(float64) float64) func(float64) (float64, error) {
	return func(x float64) (float64, error) {
		if err := logarithmDomain(signFloat(x)); err != nil && !math.IsNaN(x) {
			return 0, err
		}
		return f(x), nil
	}
}

// logarithmDomain refuses what has no logarithm, by its sign.
func logarithmDomain[T int | float64](sign T) error {
	switch {
	case sign == 0:
		return pgerr.New(pgerr.InvalidArgumentForLogarithm, "cannot take logarithm of zero")
	case sign < 0:
		return pgerr.New(pgerr.InvalidArgumentForLogarithm, "cannot take logarithm of a negative number")
	}
	return nil
}

func powerFloat(a, b float64) (float64, error) {
	switch {
	case a == 0 && b < 0:
		return 0, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "zero raised to a negative power is undefined")
	case a < 0 && b != math.Floor(b) && !math.IsNaN(b):
		return 0, pgerr.New(pgerr.InvalidArgumentForPowerFunction, "a negative number raised to a non-integer power yields a complex result")
	}
	y := math.Pow(a, b)
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return y, nil
	}
	if y == 0 && a != 0 {
		return 0, floatUnderflow()
	}
	return finite(y, a, b)
}

func degrees(x float64) (float64, error) { return divFloat(x, math.Pi/180) }
func radians(x float64) float64          { return x * (math.Pi / 180) }

// widthBucketFloat numbers the bucket of an operand among count buckets of
// equal width from 1; 0 and count+1 are below and above the range.
func widthBucketFloat(_ *Env, args []types.Value) (types.Value, error) {
	x, low, high, count := args[0].Float(), args[1].Float(), args[2].Float(), args[3].Int()
	nan := math.IsNaN(x) || math.IsNaN(low) || math.IsNaN(high)
	infinite := math.IsInf(low, 0) || math.IsInf(high, 0)
	if err := bucketBounds(count, nan, infinite, low == high); err != nil {
		return types.Null, err
	}
	if low > high {
		x, low, high = -x, -low, -high
	}
	switch {
	case x < low:
		return types.NewInt(0), nil
	case x >= high:
		return checked(types.AddInt4(count, 1))
	}
	bucket := int64(float64(count)*((x-low)/(high-low))) + 1
	return types.NewInt(min(bucket, count)), nil
}

// bucketBounds are the complaints of width_bucket in their order.
func bucketBounds(count int64, nan, infinite, same bool) error {
	message := ""
	switch {
	case count <= 0:
		message = "count must be greater than zero"
	case nan:
		message = "operand, lower bound, and upper bound cannot be NaN"
	case infinite:
		message = "lower and upper bounds must be finite"
	case same:
		message = "lower bound cannot equal upper bound"
	default:
		return nil
	}
	return pgerr.New(pgerr.InvalidArgumentForWidthBucket, message)
}

// checked makes a Value of an integer and an error.
func checked(i int64, err error) (types.Value, error) {
	if err != nil {
		return types.Null, err
	}
	return types.NewInt(i), nil
}
