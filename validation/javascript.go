package validation

import (
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// What JavaScript makes of a value, where the rules depend on it.

// missing is the value of a field that a record does not have: undefined.
type missing struct{}

// plain returns a value with every number as a float64 and every object as a
// map, which are the only numbers and objects that the rules know.
func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		return numberOfText(string(v))
	case int:
		return float64(v)
	case int16:
		return float64(v)
	case int32:
		return float64(v)
	case int64:
		return float64(v)
	case float32:
		return float64(v)
	case []any:
		return plainList(v)
	case *catalog.Object:
		o := make(map[string]any, len(v.Members()))
		for _, m := range v.Members() {
			o[m.Key] = plain(m.Value)
		}
		return o
	case map[string]any:
		o := make(map[string]any, len(v))
		for key, member := range v {
			o[key] = plain(member)
		}
		return o
	}
	return v
}

func plainList(list []any) []any {
	plainer := make([]any, len(list))
	for i := range list {
		plainer[i] = plain(list[i])
	}
	return plainer
}

// isSpace are the characters that trim and \s take for white space.
func isSpace(r rune) bool {
	return r == '\ufeff' || r != '\u0085' && unicode.IsSpace(r)
}

func trim(s string) string { return strings.TrimFunc(s, isSpace) }

// utf16Length counts a text as JavaScript does.
func utf16Length(s string) float64 {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return float64(n)
}

// numberOf is Number(v).
func numberOf(v any) float64 {
	switch v := v.(type) {
	case nil:
		return 0
	case bool:
		if v {
			return 1
		}
		return 0
	case float64:
		return v
	case time.Time:
		return float64(v.UnixMilli())
	case string, []any:
		return numberOfText(textOf(v))
	}
	return math.NaN()
}

func numberOfText(s string) float64 {
	s = trim(s)
	switch {
	case s == "":
		return 0
	case strings.TrimLeft(s, "0123456789.eE+-") != "":
		return numberOfWord(s)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		return math.NaN()
	}
	return f
}

// numberOfWord reads the numbers that are written with letters.
func numberOfWord(s string) float64 {
	switch s {
	case "Infinity", "+Infinity":
		return math.Inf(1)
	case "-Infinity":
		return math.Inf(-1)
	}
	bases := map[string]int{"0x": 16, "0o": 8, "0b": 2}
	if base := bases[strings.ToLower(s[:min(2, len(s))])]; base != 0 && s[2:] != "" && s[2] != '-' && s[2] != '+' {
		if n, ok := new(big.Int).SetString(s[2:], base); ok {
			f, _ := new(big.Float).SetInt(n).Float64()
			return f
		}
	}
	return math.NaN()
}

// textOf is String(v).
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return numberText(v)
	case nil:
		return "null"
	case missing:
		return "undefined"
	case time.Time:
		return v.UTC().Format("2006-01-02T15:04:05.000Z")
	case []any:
		return joined(v)
	}
	return "[object Object]"
}

func joined(list []any) string {
	texts := make([]string, len(list))
	for i, item := range list {
		if item != nil {
			texts[i] = textOf(item)
		}
	}
	return strings.Join(texts, ",")
}

func numberText(f float64) string {
	abs := math.Abs(f)
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 0):
		return strings.TrimPrefix(strconv.FormatFloat(f, 'f', -1, 64), "+") + "inity"
	case f == 0:
		return "0"
	case abs >= 1e21 || abs < 1e-6:
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
		return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// truthy is Boolean(v).
func truthy(v any) bool {
	switch v := v.(type) {
	case nil, missing:
		return false
	case bool:
		return v
	case float64:
		return v != 0 && !math.IsNaN(v)
	case string:
		return v != ""
	}
	return true
}

// same is ===, by which two lists or objects are never equal.
func same(a, b any) bool {
	switch a.(type) {
	case nil, missing, bool, float64, string:
		return a == b
	}
	return false
}

// alike is ==: values of different types are compared as numbers.
func alike(a, b any) bool {
	absent := func(v any) bool { return v == nil || v == any(missing{}) }
	if absent(a) || absent(b) {
		return absent(a) && absent(b)
	}
	if same(a, b) {
		return true
	}
	_, textA := a.(string)
	_, textB := b.(string)
	switch {
	case textA && textB, compound(a) && compound(b):
		return false
	case compound(a) && textB, textA && compound(b):
		return textOf(a) == textOf(b)
	}
	return numberOf(a) == numberOf(b)
}

func compound(v any) bool {
	switch v.(type) {
	case []any, map[string]any, time.Time:
		return true
	}
	return false
}

func contains(list []any, v any) bool {
	for _, item := range list {
		if same(item, v) {
			return true
		}
	}
	return false
}
