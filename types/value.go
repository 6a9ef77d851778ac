package types

import (
	"math"

	"github.com/cockroachdb/apd/v3"
)

// Value is one scalar or NULL. It does not carry its type: whoever holds a
// Value knows the Type from the expression, column or parameter it belongs to.
// The zero Value is NULL.
type Value struct {
	kind Kind
	n    uint64
	s    string
	p    any // *apd.Decimal, *Interval, *Array or *Record
}

// Null is the SQL NULL of every type.
var Null Value

// Interval is a PostgreSQL interval: three parts that do not convert into
// each other (a month has no fixed number of days, a day none of hours).
type Interval struct {
	Months int32
	Days   int32
	Micros int64
}

// Dim is one dimension of an array.
type Dim struct {
	Len   int
	Lower int // subscript of the first element, usually 1
}

// Array is an array value. No dimensions means the empty array; Values has
// the product of the lengths, the last subscript varying fastest.
type Array struct {
	Dims   []Dim
	Values []Value
}

// Record is a row value. Types has one entry for each of Values.
type Record struct {
	Types  []*Type
	Names  []string
	Values []Value
}

// NewBool makes a value of kind KindBool.
func NewBool(b bool) Value {
	if b {
		return Value{kind: KindBool, n: 1}
	}
	return Value{kind: KindBool}
}

// NewInt makes a value of kind KindInt.
func NewInt(i int64) Value { return Value{kind: KindInt, n: uint64(i)} }

// NewFloat makes a value of kind KindFloat.
func NewFloat(f float64) Value { return Value{kind: KindFloat, n: math.Float64bits(f)} }

// NewText makes a value of kind KindText; bytea and uuid hold raw bytes.
func NewText(s string) Value { return Value{kind: KindText, s: s} }

// NewNumeric makes a value of kind KindNumeric. d must not change afterwards.
func NewNumeric(d *apd.Decimal) Value { return Value{kind: KindNumeric, p: d} }

// NewInterval makes a value of kind KindInterval.
func NewInterval(iv Interval) Value { return Value{kind: KindInterval, p: &iv} }

// NewArray makes a value of kind KindArray. a must not change afterwards.
func NewArray(a *Array) Value { return Value{kind: KindArray, p: a} }

// NewRecord makes a value of kind KindRecord. r must not change afterwards.
func NewRecord(r *Record) Value { return Value{kind: KindRecord, p: r} }

// Kind returns how the value is held, 0 for NULL.
func (v Value) Kind() Kind { return v.kind }

// IsNull reports whether v is NULL.
func (v Value) IsNull() bool { return v.kind == 0 }

// Bool returns a KindBool value.
func (v Value) Bool() bool { return v.n != 0 }

// Int returns a KindInt value.
func (v Value) Int() int64 { return int64(v.n) }

// Float returns a KindFloat value.
func (v Value) Float() float64 { return math.Float64frombits(v.n) }

// Text returns a KindText value.
func (v Value) Text() string { return v.s }

// Numeric returns a KindNumeric value, which the caller must not change.
func (v Value) Numeric() *apd.Decimal { return v.p.(*apd.Decimal) }

// Interval returns a KindInterval value.
func (v Value) Interval() Interval { return *v.p.(*Interval) }

// Array returns a KindArray value, which the caller must not change.
func (v Value) Array() *Array { return v.p.(*Array) }

// Record returns a KindRecord value, which the caller must not change.
func (v Value) Record() *Record { return v.p.(*Record) }
