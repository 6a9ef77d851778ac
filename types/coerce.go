package types

import (
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Coerce fits v, of type t, to a type modifier: lengths, precision, scale. An
// explicit cast cuts a text that is too long; an assignment refuses it with
// 22001 unless only blanks are lost. A number too large is 22003.
func Coerce(t *Type, typmod int32, v Value, explicit bool) (Value, error) {
	if typmod < 0 || v.IsNull() {
		return v, nil
	}
	switch t {
	case Varchar:
		return coerceLength(t, typmod, v, explicit)
	case BPChar:
		v, err := coerceLength(t, typmod, v, explicit)
		return pad(v, int(typmod-typmodOffset)), err
	case Numeric:
		return coerceNumeric(typmod, v)
	case Time, Timestamp, TimestampTZ:
		if isInfinite(v.Int()) {
			return v, nil
		}
		return NewInt(roundMicros(v.Int(), typmod)), nil
	case TimeTZ:
		micros, west := timeTZParts(v.Int())
		return newTimeTZ(roundMicros(micros, typmod), west), nil
	case IntervalType:
		return NewInterval(coerceInterval(typmod, v.Interval())), nil
	}
	if t.Kind == KindArray && t.Elem != nil {
		return coerceArray(t, typmod, v, explicit)
	}
	return v, nil
}

func coerceLength(t *Type, typmod int32, v Value, explicit bool) (Value, error) {
	n := int(typmod - typmodOffset)
	cut, longer := prefix(v.Text(), n)
	if !longer {
		return v, nil
	}
	if !explicit && strings.Trim(v.Text()[len(cut):], " ") != "" {
		return Null, pgerr.Newf(pgerr.StringDataRightTruncation, "value too long for type %s(%d)", t.SQLName, n)
	}
	return NewText(cut), nil
}

// pad fills a char(n) with blanks.
func pad(v Value, n int) Value {
	if missing := n - utf8.RuneCountInString(v.Text()); missing > 0 && !v.IsNull() {
		return NewText(v.Text() + strings.Repeat(" ", missing))
	}
	return v
}

func coerceArray(t *Type, typmod int32, v Value, explicit bool) (Value, error) {
	a := v.Array()
	out := &Array{Dims: a.Dims, Values: make([]Value, len(a.Values))}
	for i, e := range a.Values {
		c, err := Coerce(t.Elem, typmod, e, explicit)
		if err != nil {
			return Null, err
		}
		out.Values[i] = c
	}
	return NewArray(out), nil
}

// roundMicros rounds to so many decimals of a second, halves away from zero.
func roundMicros(micros int64, precision int32) int64 {
	if precision >= 6 {
		return micros
	}
	unit := pow10[6-precision]
	if micros < 0 {
		return -((-micros + unit/2) / unit * unit)
	}
	return (micros + unit/2) / unit * unit
}

// coerceInterval drops the fields below the last one of the range.
func coerceInterval(typmod int32, iv Interval) Interval {
	switch fields := typmod >> 16 & rangeFull; {
	case fields == rangeFull:
	case fields == rangeYear:
		iv = Interval{Months: iv.Months / 12 * 12}
	case fields&rangeMonth != 0:
		iv = Interval{Months: iv.Months}
	case fields == rangeDay:
		iv.Micros = 0
	case fields&rangeSecond != 0:
	case fields&rangeMinute != 0:
		iv.Micros -= iv.Micros % microsPerMinute
	case fields&rangeHour != 0:
		iv.Micros -= iv.Micros % microsPerHour
	}
	if p := typmod & precisionFull; p != precisionFull {
		iv.Micros = roundMicros(iv.Micros, p)
	}
	return iv
}
