package functions

import (
	"math/big"
	"math/rand/v2"
	"strconv"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// intFunctions are the mathematical functions of integers and the random ones
// (manual, 9.3).
func intFunctions() []Overload {
	list := []Overload{
		pure(1376, "factorial", takes(types.Int8), types.Numeric, scalar(factorial)),
		pure(1598, "random", nil, types.Float8, scalar(random)).volatile(),
		pure(1599, "setseed", takes(types.Float8), types.Void, scalar(setSeed)).volatile(),
		pure(2089, "to_hex", takes(types.Int4), types.Text, unary(ints, texts, sure(hex32))),
		pure(2090, "to_hex", takes(types.Int8), types.Text, unary(ints, texts, sure(hex64))),
	}
	for _, f := range []struct {
		oid  types.OID
		name string
		t    *types.Type
		f    func(int64) (int64, error)
	}{
		{1398, "abs", types.Int2, absInt(types.NegInt2)},
		{1397, "abs", types.Int4, absInt(types.NegInt4)},
		{1396, "abs", types.Int8, absInt(types.NegInt8)},
	} {
		list = append(list, pure(f.oid, f.name, takes(f.t), f.t, unary(ints, ints, f.f)))
	}
	for _, f := range []struct {
		oid  types.OID
		name string
		t    *types.Type
		f    func(a, b int64) (int64, error)
	}{
		{940, "mod", types.Int2, types.ModInt},
		{941, "mod", types.Int4, types.ModInt},
		{947, "mod", types.Int8, types.ModInt},
		{5044, "gcd", types.Int4, fitting(gcd, types.CheckInt4)},
		{5045, "gcd", types.Int8, gcd},
		{5046, "lcm", types.Int4, fitting(lcm, types.CheckInt4)},
		{5047, "lcm", types.Int8, lcm},
	} {
		list = append(list, pure(f.oid, f.name, takes(f.t, f.t), f.t, binary(ints, ints, ints, f.f)))
	}
	return list
}

// fitting checks the result of an operation on a narrower integer.
func fitting(f func(a, b int64) (int64, error), check func(int64) (int64, error)) func(a, b int64) (int64, error) {
	return func(a, b int64) (int64, error) {
		x, err := f(a, b)
		if err != nil {
			return check(1 << 62)
		}
		return check(x)
	}
}

// gcd is never negative; that of the least bigint and 0 is out of range.
func gcd(a, b int64) (int64, error) {
	for b != 0 {
		a, b = b, mod(a, b)
	}
	return absInt(types.NegInt8)(a)
}

func mod(a, b int64) int64 {
	if b == -1 {
		return 0 // the processor faults on the least bigint
	}
	return a % b
}

func lcm(a, b int64) (int64, error) {
	if a == 0 || b == 0 {
		return 0, nil
	}
	g, err := gcd(a, b)
	if err != nil {
		return 0, err
	}
	product, err := types.MulInt8(a/g, b)
	if err != nil {
		return 0, err
	}
	return absInt(types.NegInt8)(product)
}

// maxFactorial is the last number whose factorial numeric can hold.
const maxFactorial = 32177

func factorial(_ *Env, args []types.Value) (types.Value, error) {
	n := args[0].Int()
	switch {
	case n < 0:
		return types.Null, outOfRangeMessage("factorial of a negative number is undefined")
	case n > maxFactorial:
		return types.Null, outOfRangeMessage("value overflows numeric format")
	}
	var coeff apd.BigInt
	coeff.SetMathBigInt(new(big.Int).MulRange(1, n))
	return types.NewNumeric(&apd.Decimal{Coeff: coeff}), nil
}

func outOfRangeMessage(message string) error {
	return pgerr.New(pgerr.NumericValueOutOfRange, message)
}

func random(env *Env, _ []types.Value) (types.Value, error) {
	return types.NewFloat(env.Rand.Float64()), nil
}

// setSeed makes the numbers of random() after it repeatable. They are not
// those of PostgreSQL, whose generator is another.
func setSeed(env *Env, args []types.Value) (types.Value, error) {
	seed := args[0].Float()
	if !(seed >= -1 && seed <= 1) {
		return types.Null, pgerr.Newf(pgerr.InvalidParameterValue, "setseed parameter %g is out of allowed range [-1,1]", seed)
	}
	*env.Rand = *rand.New(rand.NewPCG(uint64(int64(seed*(1<<52))), 0))
	return types.NewText(""), nil
}

func hex32(i int64) string { return strconv.FormatUint(uint64(uint32(i)), 16) }
func hex64(i int64) string { return strconv.FormatUint(uint64(i), 16) }
