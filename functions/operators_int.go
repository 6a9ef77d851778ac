package functions

import "github.com/s3dbsql/s3dbsql/types"

// intOperators are the operators of smallint, integer and bigint. A mix of
// two widths gives the wider one.
func intOperators() []Overload {
	var list []Overload
	for _, o := range []struct {
		oid         types.OID
		symbol      string
		left, right *types.Type
		result      *types.Type
		f           func(a, b int64) (int64, error)
	}{
		{550, "+", types.Int2, types.Int2, types.Int2, types.AddInt2},
		{552, "+", types.Int2, types.Int4, types.Int4, types.AddInt4},
		{822, "+", types.Int2, types.Int8, types.Int8, types.AddInt8},
		{553, "+", types.Int4, types.Int2, types.Int4, types.AddInt4},
		{551, "+", types.Int4, types.Int4, types.Int4, types.AddInt4},
		{692, "+", types.Int4, types.Int8, types.Int8, types.AddInt8},
		{818, "+", types.Int8, types.Int2, types.Int8, types.AddInt8},
		{688, "+", types.Int8, types.Int4, types.Int8, types.AddInt8},
		{684, "+", types.Int8, types.Int8, types.Int8, types.AddInt8},
		{554, "-", types.Int2, types.Int2, types.Int2, types.SubInt2},
		{556, "-", types.Int2, types.Int4, types.Int4, types.SubInt4},
		{823, "-", types.Int2, types.Int8, types.Int8, types.SubInt8},
		{557, "-", types.Int4, types.Int2, types.Int4, types.SubInt4},
		{555, "-", types.Int4, types.Int4, types.Int4, types.SubInt4},
		{693, "-", types.Int4, types.Int8, types.Int8, types.SubInt8},
		{819, "-", types.Int8, types.Int2, types.Int8, types.SubInt8},
		{689, "-", types.Int8, types.Int4, types.Int8, types.SubInt8},
		{685, "-", types.Int8, types.Int8, types.Int8, types.SubInt8},
		{526, "*", types.Int2, types.Int2, types.Int2, types.MulInt2},
		{544, "*", types.Int2, types.Int4, types.Int4, types.MulInt4},
		{824, "*", types.Int2, types.Int8, types.Int8, types.MulInt8},
		{545, "*", types.Int4, types.Int2, types.Int4, types.MulInt4},
		{514, "*", types.Int4, types.Int4, types.Int4, types.MulInt4},
		{694, "*", types.Int4, types.Int8, types.Int8, types.MulInt8},
		{820, "*", types.Int8, types.Int2, types.Int8, types.MulInt8},
		{690, "*", types.Int8, types.Int4, types.Int8, types.MulInt8},
		{686, "*", types.Int8, types.Int8, types.Int8, types.MulInt8},
		{527, "/", types.Int2, types.Int2, types.Int2, types.DivInt2},
		{546, "/", types.Int2, types.Int4, types.Int4, types.DivInt4},
		{825, "/", types.Int2, types.Int8, types.Int8, types.DivInt8},
		{547, "/", types.Int4, types.Int2, types.Int4, types.DivInt4},
		{528, "/", types.Int4, types.Int4, types.Int4, types.DivInt4},
		{695, "/", types.Int4, types.Int8, types.Int8, types.DivInt8},
		{821, "/", types.Int8, types.Int2, types.Int8, types.DivInt8},
		{691, "/", types.Int8, types.Int4, types.Int8, types.DivInt8},
		{687, "/", types.Int8, types.Int8, types.Int8, types.DivInt8},
		{529, "%", types.Int2, types.Int2, types.Int2, types.ModInt},
		{530, "%", types.Int4, types.Int4, types.Int4, types.ModInt},
		{439, "%", types.Int8, types.Int8, types.Int8, types.ModInt},
		{1874, "&", types.Int2, types.Int2, types.Int2, bitAnd},
		{1880, "&", types.Int4, types.Int4, types.Int4, bitAnd},
		{1886, "&", types.Int8, types.Int8, types.Int8, bitAnd},
		{1875, "|", types.Int2, types.Int2, types.Int2, bitOr},
		{1881, "|", types.Int4, types.Int4, types.Int4, bitOr},
		{1887, "|", types.Int8, types.Int8, types.Int8, bitOr},
		{1876, "#", types.Int2, types.Int2, types.Int2, bitXor},
		{1882, "#", types.Int4, types.Int4, types.Int4, bitXor},
		{1888, "#", types.Int8, types.Int8, types.Int8, bitXor},
		{1878, "<<", types.Int2, types.Int4, types.Int2, shiftLeft2},
		{1884, "<<", types.Int4, types.Int4, types.Int4, shiftLeft4},
		{1890, "<<", types.Int8, types.Int4, types.Int8, shiftLeft8},
		{1879, ">>", types.Int2, types.Int4, types.Int2, shiftRight4},
		{1885, ">>", types.Int4, types.Int4, types.Int4, shiftRight4},
		{1891, ">>", types.Int8, types.Int4, types.Int8, shiftRight8},
	} {
		list = append(list, pure(o.oid, o.symbol, takes(o.left, o.right), o.result, binary(ints, ints, ints, o.f)))
	}
	return append(list, intPrefixOperators()...)
}

func intPrefixOperators() []Overload {
	var list []Overload
	for _, o := range []struct {
		oid    types.OID
		symbol string
		t      *types.Type
		f      func(a int64) (int64, error)
	}{
		{1917, "+", types.Int2, sure(itself[int64])},
		{1918, "+", types.Int4, sure(itself[int64])},
		{1916, "+", types.Int8, sure(itself[int64])},
		{559, "-", types.Int2, types.NegInt2},
		{558, "-", types.Int4, types.NegInt4},
		{484, "-", types.Int8, types.NegInt8},
		{682, "@", types.Int2, absInt(types.NegInt2)},
		{773, "@", types.Int4, absInt(types.NegInt4)},
		{473, "@", types.Int8, absInt(types.NegInt8)},
		{1877, "~", types.Int2, sure(bitNot)},
		{1883, "~", types.Int4, sure(bitNot)},
		{1889, "~", types.Int8, sure(bitNot)},
	} {
		list = append(list, pure(o.oid, o.symbol, takes(o.t), o.t, unary(ints, ints, o.f)))
	}
	return list
}

func itself[T any](a T) T { return a }

func bitAnd(a, b int64) (int64, error) { return a & b, nil }
func bitOr(a, b int64) (int64, error)  { return a | b, nil }
func bitXor(a, b int64) (int64, error) { return a ^ b, nil }
func bitNot(a int64) int64             { return ^a }

// The shifts use the low bits of the distance only, as the processor does;
// what is shifted out of the width is lost. A smallint is shifted as an
// integer.
func shiftLeft2(a, n int64) (int64, error)  { return int64(int16(int32(a) << (n & 31))), nil }
func shiftLeft4(a, n int64) (int64, error)  { return int64(int32(a) << (n & 31)), nil }
func shiftLeft8(a, n int64) (int64, error)  { return a << (n & 63), nil }
func shiftRight4(a, n int64) (int64, error) { return a >> (n & 31), nil }
func shiftRight8(a, n int64) (int64, error) { return a >> (n & 63), nil }

// absInt makes an absolute value of the negation of its width.
func absInt(negate func(int64) (int64, error)) func(int64) (int64, error) {
	return func(a int64) (int64, error) {
		if a < 0 {
			return negate(a)
		}
		return a, nil
	}
}
