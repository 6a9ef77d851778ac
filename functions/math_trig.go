package functions

import (
	"math"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// trigFunctions are the trigonometric and hyperbolic functions (manual, 9.3).
func trigFunctions() []Overload {
	var list []Overload
	for _, f := range []struct {
		oid  types.OID
		name string
		f    func(float64) (float64, error)
	}{
		{1604, "sin", periodic(math.Sin)},
		{1605, "cos", periodic(math.Cos)},
		{1606, "tan", periodic(math.Tan)},
		{1607, "cot", periodic(func(x float64) float64 { return 1 / math.Tan(x) })},
		{1600, "asin", within(-1, 1, math.Asin)},
		{1601, "acos", within(-1, 1, math.Acos)},
		{1602, "atan", sure(math.Atan)},
		{2735, "sind", periodic(sind)},
		{2736, "cosd", periodic(cosd)},
		{2737, "tand", periodic(tand)},
		{2738, "cotd", periodic(cotd)},
		{2731, "asind", within(-1, 1, asind)},
		{2732, "acosd", within(-1, 1, acosd)},
		{2733, "atand", sure(atand)},
		{2462, "sinh", sure(math.Sinh)},
		{2463, "cosh", sure(math.Cosh)},
		{2464, "tanh", sure(math.Tanh)},
		{2465, "asinh", sure(math.Asinh)},
		{2466, "acosh", within(1, math.Inf(1), math.Acosh)},
		{2467, "atanh", within(-1, 1, math.Atanh)},
	} {
		list = append(list, pure(f.oid, f.name, takes(types.Float8), types.Float8, unary(floats, floats, f.f)))
	}
	return append(list,
		pure(1603, "atan2", takes(types.Float8, types.Float8), types.Float8, binary(floats, floats, floats, func(y, x float64) (float64, error) {
			return math.Atan2(y, x), nil
		})),
		pure(2734, "atan2d", takes(types.Float8, types.Float8), types.Float8, binary(floats, floats, floats, func(y, x float64) (float64, error) {
			return math.Atan2(y, x) / atanOne * 45, nil
		})),
	)
}

func inputOutOfRange() error {
	return pgerr.New(pgerr.NumericValueOutOfRange, "input is out of range")
}

// periodic makes a function that has no value at infinity.
func periodic(f func(float64) float64) func(float64) (float64, error) {
	return func(x float64) (float64, error) {
		if math.IsInf(x, 0) {
			return 0, inputOutOfRange()
		}
		return f(x), nil
	}
}

// within makes a function defined from low to high only.
func within(low, high float64, f func(float64) float64) func(float64) (float64, error) {
	return func(x float64) (float64, error) {
		if x < low || x > high {
			return 0, inputOutOfRange()
		}
		return f(x), nil
	}
}

// The functions in degrees are exact at multiples of 30 and 45: the curve is
// scaled by its own value at 30 or 60 degrees, so that rounding errors cancel.
var (
	sin30      = math.Sin(radians(30))
	oneLessCos = 1 - math.Cos(radians(60))
	asinHalf   = math.Asin(0.5)
	acosHalf   = math.Acos(0.5)
	atanOne    = math.Atan(1)
	tan45      = sinQuadrant(45) / cosQuadrant(45)
	cot45      = cosQuadrant(45) / sinQuadrant(45)
)

func sinTo30(x float64) float64 { return math.Sin(radians(x)) / sin30 / 2 }
func cosTo60(x float64) float64 { return 1 - (1-math.Cos(radians(x)))/oneLessCos/2 }

// sinQuadrant is the sine of 0 to 90 degrees.
func sinQuadrant(x float64) float64 {
	if x <= 30 {
		return sinTo30(x)
	}
	return cosTo60(90 - x)
}

// cosQuadrant is the cosine of 0 to 90 degrees.
func cosQuadrant(x float64) float64 {
	if x <= 60 {
		return cosTo60(x)
	}
	return sinTo30(90 - x)
}

// foldAngle brings an angle to the first quadrant and tells the signs that its sine
// and cosine have.
func foldAngle(x float64) (first, sin, cos float64) {
	x, sin, cos = math.Mod(x, 360), 1, 1
	if x < 0 {
		x, sin = -x, -1
	}
	if x > 180 {
		x, sin = 360-x, -sin
	}
	if x > 90 {
		x, cos = 180-x, -1
	}
	return x, sin, cos
}

func sind(x float64) float64 {
	x, sign, _ := foldAngle(x)
	return sign * sinQuadrant(x)
}

func cosd(x float64) float64 {
	x, _, sign := foldAngle(x)
	return sign * cosQuadrant(x)
}

func tand(x float64) float64 {
	x, sin, cos := foldAngle(x)
	return plusZero(sin * cos * (sinQuadrant(x) / cosQuadrant(x) / tan45))
}

func cotd(x float64) float64 {
	x, sin, cos := foldAngle(x)
	return plusZero(sin * cos * (cosQuadrant(x) / sinQuadrant(x) / cot45))
}

// plusZero turns -0 into 0.
func plusZero(x float64) float64 { return x + 0 }

func asind(x float64) float64 {
	if x < 0 {
		return -asind(-x)
	}
	if x <= 0.5 {
		return math.Asin(x) / asinHalf * 30
	}
	return 90 - math.Acos(x)/acosHalf*60
}

func acosd(x float64) float64 {
	switch {
	case x < 0:
		return 90 + asind(-x)
	case x <= 0.5:
		return 90 - math.Asin(x)/asinHalf*30
	}
	return math.Acos(x) / acosHalf * 60
}

func atand(x float64) float64 { return math.Atan(x) / atanOne * 45 }
