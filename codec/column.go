package codec

import (
	"encoding/base64"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// storedStyle is the style of PostgreSQL texts in records: it depends on no
// session.
var storedStyle = types.DefaultStyle

// forColumn10 is ForColumn of V10.
func forColumn10(t *types.Type, typmod int32, rule string, secrets *Secrets) Codec {
	switch {
	case strings.Contains(rule, "secret"):
		return secret{secrets, forText(t, typmod)}
	case t.IsArray() && strings.Contains(rule, "array") && strings.Contains(rule, "items:"):
		return list{t, forItem(t.Elem, typmod, rule)}
	case strings.Contains(rule, "array"):
		return forText(t, typmod)
	case strings.Contains(rule, "number"):
		return forNumber(t, typmod)
	case t == types.Bool && strings.Contains(rule, "boolean"):
		return boolean{}
	}
	return forText(t, typmod)
}

func forItem(t *types.Type, typmod int32, rule string) Codec {
	if strings.Contains(rule, "items:number") {
		return forNumber(t, typmod)
	}
	return forText(t, typmod)
}

func forNumber(t *types.Type, typmod int32) Codec {
	switch t.Kind {
	case types.KindInt:
		return integers{t}
	case types.KindFloat:
		return number{exact: true, single: t == types.Float4}
	}
	return forText(t, typmod)
}

func forText(t *types.Type, typmod int32) Codec {
	switch t {
	case types.Text, types.Varchar, types.BPChar, types.Name, types.Secret:
		return plain{}
	case types.Bytea:
		return bytea{}
	case types.Timestamp, types.TimestampTZ:
		return timestamp{t, typmod}
	case types.JSON, types.JSONB:
		return jsonColumn{t}
	}
	return textual{t, typmod}
}

// integers is the codec of the integer types: base62, within their range.
type integers struct{ t *types.Type }

func (integers) Encode(v types.Value) (string, error) { return base62Int(v.Int()), nil }

func (c integers) Decode(text string) (types.Value, error) {
	if text == "" {
		return types.Null, nil
	}
	n, ok := parseBase62Int(text)
	if !ok {
		return types.Null, badText(c.t.SQLName, text)
	}
	if !c.holds(n) {
		return types.Null, pgerr.Newf(pgerr.NumericValueOutOfRange, "%s out of range", c.t.SQLName)
	}
	return types.NewInt(n), nil
}

// holds reports whether a number is one of the type. Numbers of four bytes but
// integer and date, such as oid, have no sign.
func (c integers) holds(n int64) bool {
	switch {
	case c.t.Len >= 8:
		return true
	case c.t.Len == 2:
		return n == int64(int16(n))
	case c.t == types.Int4 || c.t == types.Date:
		return n == int64(int32(n))
	}
	return n == int64(uint32(n))
}

// textual is the codec of types that are stored as PostgreSQL prints them.
type textual struct {
	t      *types.Type
	typmod int32
}

func (c textual) Encode(v types.Value) (string, error) {
	return string(types.AppendText(nil, c.t, v, storedStyle)), nil
}

func (c textual) Decode(text string) (types.Value, error) {
	return types.ParseText(c.t, c.typmod, text, nil)
}

// bytea is the codec of byte strings: base64.
type bytea struct{}

func (bytea) Encode(v types.Value) (string, error) {
	return base64.StdEncoding.EncodeToString([]byte(v.Text())), nil
}

func (bytea) Decode(text string) (types.Value, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return types.Null, badText("base64", text)
	}
	return types.NewText(string(raw)), nil
}

// jsonColumn is the codec of json and jsonb columns. A string keeps its
// quotes; a text that is no JSON was a string to s3db.js.
type jsonColumn struct{ t *types.Type }

func (c jsonColumn) Encode(v types.Value) (string, error) { return v.Text(), nil }

func (c jsonColumn) Decode(text string) (types.Value, error) {
	v, err := jsonText{}.Decode(text)
	if err != nil {
		return types.Null, err
	}
	return types.ParseText(c.t, types.NoTypmod, v.Text(), nil)
}
