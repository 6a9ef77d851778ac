package codec

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// FromJSON makes the value that the codec of a rule takes out of a JSON value
// (bool, json.Number, string, or []any of those). text is the value as JSON,
// which json attributes, and lists and objects without a type, are held as.
// Texts become numbers and booleans where the rule asks for them, as s3db.js
// converts them.
func (d Dialect) FromJSON(rule string, v any, text []byte) (types.Value, error) {
	switch c := d.ForRule(rule, nil).(type) {
	case number:
		return numberOf(c, v)
	case scaled:
		return numericOf(c, v)
	case boolean:
		return types.NewBool(truthy(v) || d == V21 && v == "on"), nil
	case list:
		return listOf(c, v)
	case embedding:
		return listOf(decimals, v)
	case jsonText, geoPoint:
		return types.NewText(string(text)), nil
	case secret, maybeSecret:
		return secretOf(rule, v, text), nil
	}
	if s, ok := v.(string); ok && !strings.Contains(rule, "array") {
		return types.NewText(s), nil
	}
	return types.NewText(string(text)), nil
}

func numberOf(c number, v any) (types.Value, error) {
	var text string
	switch v := v.(type) {
	case json.Number:
		text = string(v)
	case string:
		text = v
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && c.integer && text != "-0" {
		return types.NewInt(n), nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return types.Null, pgerr.Newf(pgerr.InvalidTextRepresentation, "%v is not a number", v)
	}
	return types.NewFloat(f), nil
}

func numericOf(c scaled, v any) (types.Value, error) {
	text := ""
	switch v := v.(type) {
	case json.Number:
		text = string(v)
	case string:
		text = v
	}
	n, err := types.ParseText(types.Numeric, types.NoTypmod, text, nil)
	if err != nil {
		return types.Null, pgerr.Newf(pgerr.InvalidTextRepresentation, "%v is not a number", v)
	}
	if n.Numeric().Form == apd.Finite {
		n = types.NewNumeric(c.round(n.Numeric())) // as s3db.js does
	}
	return n, nil
}

func truthy(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case json.Number:
		return v == "1"
	case string:
		b, _ := boolean{}.Decode(v)
		return b.Bool()
	}
	return false
}

func listOf(c list, v any) (types.Value, error) {
	items, ok := v.([]any)
	if !ok {
		return types.Null, pgerr.Newf(pgerr.InvalidTextRepresentation, "%v is not a list", v)
	}
	if len(items) == 0 {
		return types.NewArray(&types.Array{}), nil
	}
	a := &types.Array{Dims: []types.Dim{{Len: len(items), Lower: 1}}, Values: make([]types.Value, len(items))}
	for i, item := range items {
		var err error
		if n, isNumber := c.item.(number); isNumber && item != nil {
			a.Values[i], err = numberOf(n, item)
		} else if s, isText := item.(string); isText {
			a.Values[i] = types.NewText(s)
		} else if item != nil {
			err = pgerr.Newf(pgerr.InvalidTextRepresentation, "%v is not a text", item)
		}
		if err != nil {
			return types.Null, err
		}
	}
	return types.NewArray(a), nil
}

// AppendJSON appends a value that the codec of a rule decoded, as JSON.
func (d Dialect) AppendJSON(dst []byte, rule string, v types.Value) []byte {
	switch v.Kind() {
	case types.KindBool:
		return strconv.AppendBool(dst, v.Bool())
	case types.KindInt:
		return strconv.AppendInt(dst, v.Int(), 10)
	case types.KindFloat:
		return appendJSONFloat(dst, v.Float())
	case types.KindNumeric:
		return appendJSONNumeric(dst, v)
	case types.KindArray:
		dst = append(dst, '[')
		for i, item := range v.Array().Values {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = d.AppendJSON(dst, "", item)
		}
		return append(dst, ']')
	case types.KindText:
		if d.isJSON(rule, v.Text()) {
			return append(dst, v.Text()...)
		}
		return AppendJSONString(dst, v.Text())
	}
	return append(dst, "null"...)
}

// isJSON reports whether the text of an attribute is JSON to its reader.
func (d Dialect) isJSON(rule, text string) bool {
	switch d.ForRule(rule, nil).(type) {
	case jsonText, geoPoint:
		return true
	case plain:
		return strings.Contains(rule, "array") && json.Valid([]byte(text))
	case secret, maybeSecret:
		return isSecretJSON(rule, text)
	}
	return false
}

// appendJSONFloat writes what JSON has no number for as null, as JavaScript
// does.
func appendJSONFloat(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(dst, "null"...)
	}
	return append(dst, jsNumber(f, 64)...)
}

func appendJSONNumeric(dst []byte, v types.Value) []byte {
	if v.Numeric().Form != apd.Finite {
		return append(dst, "null"...)
	}
	return append(dst, jsonNumeric(v)...)
}
