package types

import (
	"encoding/binary"
	"math"
	"math/bits"
	"unsafe"

	"github.com/cockroachdb/apd/v3"
)

// Values that Compare equal hash equal: 1.0 as 1.00, -0 as 0, every NaN as
// another, a month as 30 days. The hash is not PostgreSQL's and is not stored.

const (
	hashMultiplier = 0x9E3779B97F4A7C15
	hashNull       = 0xD6E8FEB86659FD93
)

// mix folds x into h: the two halves of a 128-bit product.
func mix(h, x uint64) uint64 {
	hi, lo := bits.Mul64(h^hashMultiplier, x^0xA0761D6478BD642F)
	return hi ^ lo
}

func hashBool(h uint64, b bool) uint64 {
	if b {
		return mix(h, 1)
	}
	return mix(h, 0)
}

func hashFloat(h uint64, f float64) uint64 {
	switch {
	case f == 0:
		f = 0
	case f != f:
		f = math.NaN()
	}
	return mix(h, math.Float64bits(f))
}

func hashString(h uint64, s string) uint64 {
	h = mix(h, uint64(len(s)))
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	for ; len(b) >= 8; b = b[8:] {
		h = mix(h, binary.LittleEndian.Uint64(b))
	}
	if len(b) == 0 {
		return h
	}
	var tail [8]byte
	copy(tail[:], b)
	return mix(h, binary.LittleEndian.Uint64(tail[:]))
}

// hashNumeric hashes the digits without zeros at the end, and where they
// stand.
func hashNumeric(h uint64, d *apd.Decimal) uint64 {
	if d.Form != apd.Finite || d.Coeff.Sign() == 0 {
		return hashBool(mix(h, uint64(d.Form)), d.Negative)
	}
	var digits apd.BigInt
	digits.Set(&d.Coeff)
	exponent := int64(d.Exponent) + stripZeros(&digits)
	for _, w := range digits.Bits() {
		h = mix(h, uint64(w))
	}
	return hashBool(mix(h, uint64(exponent)), d.Negative)
}

func hashInterval(h uint64, iv Interval) uint64 {
	hi, lo := iv.span()
	return mix(mix(h, uint64(hi)), lo)
}

func hashText(h uint64, t *Type, s string) uint64 {
	switch t {
	case BPChar:
		return hashString(h, trimBlanks(s))
	case JSONB:
		if j, err := ParseJSON(s); err == nil {
			return hashJSON(h, j)
		}
	}
	return hashString(h, s)
}

func hashArray(h uint64, t *Type, a *Array) uint64 {
	for _, v := range a.Values {
		h = Hash(h, t.elem(), v)
	}
	return mix(h, uint64(len(a.Values)))
}

func hashRecord(h uint64, r *Record) uint64 {
	for i, v := range r.Values {
		h = Hash(h, r.Types[i], v)
	}
	return h
}

// Hash folds v of type t, which may be NULL, into seed.
func Hash(seed uint64, t *Type, v Value) uint64 {
	switch v.Kind() {
	case 0:
		return mix(seed, hashNull)
	case KindBool:
		return hashBool(seed, v.Bool())
	case KindInt:
		return mix(seed, uint64(v.Int()))
	case KindFloat:
		return hashFloat(seed, v.Float())
	case KindNumeric:
		return hashNumeric(seed, v.Numeric())
	case KindText:
		return hashText(seed, t, v.Text())
	case KindInterval:
		return hashInterval(seed, v.Interval())
	case KindArray:
		return hashArray(seed, t, v.Array())
	}
	return hashRecord(seed, v.Record())
}

// HashInto folds the rows of v named by sel (nil: all) into dst, which has an
// entry for each of them and starts as the seeds; to hash several columns call
// it for one after the other. It allocates nothing for scalars.
func HashInto(dst []uint64, v *Vector, sel []int32) {
	if sel == nil {
		for i := range dst {
			dst[i] = v.hashRow(dst[i], i)
		}
		return
	}
	for i, row := range sel {
		dst[i] = v.hashRow(dst[i], int(row))
	}
}

func (v *Vector) hashRow(h uint64, i int) uint64 {
	if v.Nulls.Get(i) {
		return mix(h, hashNull)
	}
	switch v.Type.Kind {
	case KindBool:
		return hashBool(h, v.Bools[i])
	case KindInt:
		return mix(h, uint64(v.Ints[i]))
	case KindFloat:
		return hashFloat(h, v.Floats[i])
	case KindNumeric:
		return hashNumeric(h, &v.Numerics[i])
	case KindText:
		return hashText(h, v.Type, v.Texts[i])
	case KindInterval:
		return hashInterval(h, v.Intervals[i])
	case KindArray:
		return hashArray(h, v.Type, v.Arrays[i])
	}
	return hashRecord(h, v.Records[i])
}
