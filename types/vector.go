package types

import "github.com/cockroachdb/apd/v3"

// BatchSize is the number of rows an operator aims to put in one batch.
const BatchSize = 2048

// Vector is a column of one type. The slice that the type's Kind names holds
// one entry a row (an unspecified one where the row is NULL); the others are
// nil. Fill it with the Append methods or by index after Resize.
type Vector struct {
	Type *Type

	Bools     []bool
	Ints      []int64
	Floats    []float64
	Numerics  []apd.Decimal
	Texts     []string // point into arenas, see Arena
	Intervals []Interval
	Arrays    []*Array
	Records   []*Record

	Nulls Bitmap // set bit: the row is NULL; shorter than the column where the rest is not
	n     int
}

// NewVector makes an empty vector with room for capacity rows.
func NewVector(t *Type, capacity int) *Vector {
	v := &Vector{Type: t}
	v.grow(capacity)
	return v
}

func (v *Vector) grow(capacity int) {
	switch v.Type.Kind {
	case KindBool:
		v.Bools = make([]bool, 0, capacity)
	case KindInt:
		v.Ints = make([]int64, 0, capacity)
	case KindFloat:
		v.Floats = make([]float64, 0, capacity)
	case KindNumeric:
		v.Numerics = make([]apd.Decimal, 0, capacity)
	case KindText:
		v.Texts = make([]string, 0, capacity)
	case KindInterval:
		v.Intervals = make([]Interval, 0, capacity)
	case KindArray:
		v.Arrays = make([]*Array, 0, capacity)
	case KindRecord:
		v.Records = make([]*Record, 0, capacity)
	}
}

// Len is the number of rows.
func (v *Vector) Len() int { return v.n }

// IsNull reports whether row i is NULL.
func (v *Vector) IsNull(i int) bool { return v.Nulls.Get(i) }

// Value returns row i as a Value; for hot loops use the slices.
func (v *Vector) Value(i int) Value {
	if v.Nulls.Get(i) {
		return Null
	}
	switch v.Type.Kind {
	case KindBool:
		return NewBool(v.Bools[i])
	case KindInt:
		return NewInt(v.Ints[i])
	case KindFloat:
		return NewFloat(v.Floats[i])
	case KindNumeric:
		return NewNumeric(&v.Numerics[i])
	case KindText:
		return NewText(v.Texts[i])
	case KindInterval:
		return NewInterval(v.Intervals[i])
	case KindArray:
		return NewArray(v.Arrays[i])
	default:
		return NewRecord(v.Records[i])
	}
}

// AppendValue adds a row. The value must be NULL or of the vector's kind.
func (v *Vector) AppendValue(x Value) {
	i := v.n
	v.Resize(i + 1)
	v.SetValue(i, x)
}

// SetValue replaces row i.
func (v *Vector) SetValue(i int, x Value) {
	if x.IsNull() {
		v.Nulls.Set(i)
		return
	}
	v.Nulls.Clear(i)
	switch v.Type.Kind {
	case KindBool:
		v.Bools[i] = x.Bool()
	case KindInt:
		v.Ints[i] = x.Int()
	case KindFloat:
		v.Floats[i] = x.Float()
	case KindNumeric:
		v.Numerics[i].Set(x.Numeric())
	case KindText:
		v.Texts[i] = x.Text()
	case KindInterval:
		v.Intervals[i] = x.Interval()
	case KindArray:
		v.Arrays[i] = x.Array()
	case KindRecord:
		v.Records[i] = x.Record()
	}
}

// Resize sets the number of rows. New rows are not NULL and hold what was
// there before; the caller sets them.
func (v *Vector) Resize(n int) {
	switch v.Type.Kind {
	case KindBool:
		v.Bools = resize(v.Bools, n)
	case KindInt:
		v.Ints = resize(v.Ints, n)
	case KindFloat:
		v.Floats = resize(v.Floats, n)
	case KindNumeric:
		v.Numerics = resize(v.Numerics, n)
	case KindText:
		v.Texts = resize(v.Texts, n)
	case KindInterval:
		v.Intervals = resize(v.Intervals, n)
	case KindArray:
		v.Arrays = resize(v.Arrays, n)
	case KindRecord:
		v.Records = resize(v.Records, n)
	}
	v.n = n
}

// Reset empties the vector and keeps its memory.
func (v *Vector) Reset() {
	v.Resize(0)
	v.Nulls.Reset()
}

func resize[T any](s []T, n int) []T {
	if n <= cap(s) {
		return s[:n]
	}
	grown := make([]T, n, max(n, 2*cap(s)))
	copy(grown, s)
	return grown
}

// Bitmap is a set of row numbers. The zero Bitmap is empty; bits past its end
// are clear.
type Bitmap []uint64

// Get reports whether bit i is set.
func (b Bitmap) Get(i int) bool {
	w := i >> 6
	return w < len(b) && b[w]&(1<<(i&63)) != 0
}

// Set sets bit i.
func (b *Bitmap) Set(i int) {
	w := i >> 6
	for len(*b) <= w {
		*b = append(*b, 0)
	}
	(*b)[w] |= 1 << (i & 63)
}

// Clear clears bit i.
func (b Bitmap) Clear(i int) {
	if w := i >> 6; w < len(b) {
		b[w] &^= 1 << (i & 63)
	}
}

// Any reports whether any bit is set.
func (b Bitmap) Any() bool {
	for _, w := range b {
		if w != 0 {
			return true
		}
	}
	return false
}

// Reset clears every bit and keeps the memory.
func (b *Bitmap) Reset() { *b = (*b)[:0] }
