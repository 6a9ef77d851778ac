package codec

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// longList is the length from which V21 stores a list of numbers as an
// embedding.
const longList = 256

// decimals is the codec of a list of numbers.
var decimals = list{types.Float8.Array, number{}}

// forRule21 is ForRule of V21: the words of a rule in the order in which
// s3db.js 21 looks for them, then its first word.
func forRule21(rule string, secrets *Secrets) Codec {
	has := func(word string) bool { return strings.Contains(rule, word) }
	first, _, _ := strings.Cut(rule, "|")
	switch {
	case has("embedding"), isLongList(rule):
		return embedding{}
	case has("array"):
		return forRule10(rule, secrets)
	case has("secret"):
		return maybeSecret{secret{secrets, plain{}}}
	case has("password"):
		return password{}
	case has("ip4"):
		return ip4
	case has("ip6"):
		return ip6
	case has("buffer"), has("bits"):
		return plain{}
	case first == "text" && !has("compress:false") && !has("compress:0"):
		return compressed{}
	}
	if c, ok := numberRule21(rule); ok {
		return c
	}
	if has("datetime") {
		return datetime
	}
	if has("dateonly") {
		return dateonly
	}
	if c, ok := packings[first]; ok {
		return c
	}
	if has("bool") {
		return boolean{}
	}
	return forRule10(rule, secrets)
}

// numberRule21 returns the codec of a rule for numbers and points.
func numberRule21(rule string) (Codec, bool) {
	has := func(word string) bool { return strings.Contains(rule, word) }
	switch {
	case has("crypto"):
		return scaled{mark: moneyMark, digits: digitsOf(rule, "crypto", 8)}, true
	case has("money"):
		return scaled{mark: moneyMark, digits: digitsOf(rule, "money", 2)}, true
	case has("decimal"):
		return scaled{mark: decimalMark, digits: digitsOf(rule, "decimal", 2)}, true
	case has("geo:lat"):
		return latitude(digitsOf(rule, "geo:lat", 6)), true
	case has("geo:lon"):
		return longitude(digitsOf(rule, "geo:lon", 6)), true
	case has("geo:point"):
		return geoPoint{digitsOf(rule, "geo:point", 6)}, true
	}
	return nil, false
}

// maxDigits bounds the digits behind the point that a rule may ask for.
const maxDigits = 1000

// digitsOf returns the number behind a word of a rule: 3 of decimal:3.
func digitsOf(rule, word string, otherwise int32) int32 {
	_, digits, ok := strings.Cut(rule, word+":")
	end := 0
	for end < len(digits) && digits[end] >= '0' && digits[end] <= '9' {
		end++
	}
	n, err := strconv.ParseUint(digits[:end], 10, 32)
	switch {
	case !ok || end == 0:
		return otherwise
	case err != nil || n > maxDigits:
		return maxDigits
	}
	return int32(n)
}

func isLongList(rule string) bool {
	return strings.Contains(rule, "array") && strings.Contains(rule, "items:number") && !integer(rule) &&
		digitsOf(rule, "length", 0) >= longList
}

// maybeSecret is the codec of V21's secrets: s3db.js also encrypts the word
// undefined, for no value.
type maybeSecret struct{ secret }

func (c maybeSecret) Decode(text string) (types.Value, error) {
	v, err := c.secret.Decode(text)
	if err == nil && v.Text() == undefinedText {
		return types.Null, nil
	}
	return v, err
}

// forColumn21 returns the codec of a column whose rule has a form of its own in
// V21, nil for another.
func forColumn21(t *types.Type, typmod int32, rule string, secrets *Secrets) Codec {
	c := forRule21(rule, secrets)
	switch c := c.(type) {
	case embedding:
		if t != types.Float8.Array {
			return nil
		}
	case scaled:
		if t != types.Numeric {
			return nil
		}
	case boolean:
		if t != types.Bool {
			return nil
		}
	case geoPoint:
		return jsonPoint{c, t}
	case packed:
		if c.what == datetime.what && (t == types.TimestampTZ || t == types.Timestamp) {
			return moment{timestamp{t, typmod}}
		}
		return asText(c, t, typmod)
	case maybeSecret, password, compressed:
		return asText(c, t, typmod)
	default:
		return nil
	}
	return c
}

// asText is the codec of a column of any type, given that of texts.
func asText(inner Codec, t *types.Type, typmod int32) Codec {
	if t.Kind == types.KindText && t.Category == types.CategoryString {
		return inner
	}
	return throughText{inner, forText(t, typmod)}
}

// throughText is the codec of a column whose own text is stored in the form
// of inner.
type throughText struct{ inner, text Codec }

func (c throughText) Encode(v types.Value) (string, error) {
	text, err := c.text.Encode(v)
	if err != nil {
		return "", err
	}
	return c.inner.Encode(types.NewText(text))
}

func (c throughText) Decode(stored string) (types.Value, error) {
	v, err := c.inner.Decode(stored)
	if err != nil || v.IsNull() {
		return v, err
	}
	return c.text.Decode(v.Text())
}

// jsonPoint is the codec of a column of points.
type jsonPoint struct {
	geoPoint
	t *types.Type
}

func (c jsonPoint) Decode(stored string) (types.Value, error) {
	v, err := c.geoPoint.Decode(stored)
	if err != nil {
		return types.Null, err
	}
	return types.ParseText(c.t, types.NoTypmod, v.Text(), nil)
}
