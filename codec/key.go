package codec

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// KeyText returns the text by which a value stands in object keys and ids:
// equal for equal values of the type, and for numbers and booleans the text
// that JavaScript's String gives them, as s3db.js builds its references with.
func KeyText(t *types.Type, v types.Value) string {
	switch {
	case t == types.BPChar:
		return strings.TrimRight(v.Text(), " ")
	case t == types.Bytea:
		return base64.StdEncoding.EncodeToString([]byte(v.Text()))
	case t == types.Timestamp || t == types.TimestampTZ:
		return isoText(t, v.Int())
	case v.Kind() == types.KindBool:
		return strconv.FormatBool(v.Bool())
	case v.Kind() == types.KindFloat:
		return floatKey(v.Float(), number{single: t == types.Float4}.bits())
	case v.Kind() == types.KindNumeric:
		return numericKey(string(types.AppendText(nil, t, v, storedStyle)))
	case v.Kind() == types.KindInterval:
		return intervalKey(v.Interval())
	case v.Kind() == types.KindArray:
		return arrayKey(t, v.Array())
	}
	return string(types.AppendText(nil, t, v, storedStyle))
}

// KeyTells reports whether the text in a key says all of a value of the type,
// so that ParseText gives it back: not where equal values print differently or
// keys have JavaScript's form.
func KeyTells(t *types.Type) bool {
	switch t {
	case types.Text, types.Varchar, types.Int2, types.Int4, types.Int8, types.Bool, types.Date, types.UUID,
		types.Timestamp, types.TimestampTZ:
		return true
	}
	return false
}

func floatKey(f float64, bits int) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 0):
		return strings.Trim(strconv.FormatFloat(f, 'f', -1, 64), "+") + "inity"
	}
	return jsNumber(f+0, bits) // -0 as 0
}

// numericKey drops the zeros at the end of the fraction.
func numericKey(text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// intervalKey counts a month as 30 days and a day as 24 hours, as PostgreSQL
// compares intervals.
func intervalKey(iv types.Interval) string {
	const day = 24 * 60 * 60 * 1e6
	days := int64(iv.Months)*30 + int64(iv.Days) + iv.Micros/day
	micros := iv.Micros % day
	if micros < 0 {
		days, micros = days-1, micros+day
	}
	return strconv.FormatInt(days, 10) + "d" + strconv.FormatInt(micros, 10) + "us"
}

// arrayKey joins the items by commas, NULL as the empty text, as JavaScript
// does.
func arrayKey(t *types.Type, a *types.Array) string {
	items := make([]string, len(a.Values))
	for i, v := range a.Values {
		if !v.IsNull() {
			items[i] = KeyText(t.Elem, v)
		}
	}
	return strings.Join(items, ",")
}

// RuleKeyText returns the text by which the value of an attribute stands in
// partition keys: what JavaScript's String makes of the decoded value. Secrets
// have none.
func (d Dialect) RuleKeyText(rule, text string) (string, error) {
	c := d.ForRule(rule, nil)
	v, err := c.Decode(text)
	if err != nil {
		return "", err
	}
	switch v.Kind() {
	case types.KindInt:
		return KeyText(types.Int8, v), nil
	case types.KindFloat:
		return KeyText(types.Float8, v), nil
	case types.KindNumeric:
		return KeyText(types.Numeric, v), nil
	case types.KindBool:
		return KeyText(types.Bool, v), nil
	case types.KindArray:
		return KeyText(arrayOf(c), v), nil
	case types.KindText:
		switch c.(type) {
		case packed, compressed:
			return v.Text(), nil
		}
	}
	return text, nil
}

// arrayOf returns the type of the values of a codec of lists.
func arrayOf(c Codec) *types.Type {
	if l, ok := c.(list); ok {
		return l.array
	}
	return types.Float8.Array
}
