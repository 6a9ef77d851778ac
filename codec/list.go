package codec

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// list is the codec of arrays: the items joined by |, with \ before a | or \
// of an item (format, section 6.3). What this form cannot say (NULL elements,
// a single empty item, several dimensions, subscripts that do not begin at 1)
// is PostgreSQL's array text, which begins with { or [. So a first item that
// begins with one of them gets a \ in front; s3db.js would take it for JSON.
type list struct {
	array *types.Type
	item  Codec
}

var escapeItem = strings.NewReplacer(`\`, `\\`, `|`, `\|`)

func (c list) Encode(v types.Value) (string, error) {
	a := v.Array()
	if !listable(a) {
		return string(types.AppendText(nil, c.array, v, storedStyle)), nil
	}
	var b strings.Builder
	for i, e := range a.Values {
		text, err := c.item.Encode(e)
		if err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteByte('|')
		} else if text == "" && len(a.Values) == 1 {
			return string(types.AppendText(nil, c.array, v, storedStyle)), nil
		} else if text != "" && (text[0] == '{' || text[0] == '[') {
			b.WriteByte('\\')
		}
		b.WriteString(escapeItem.Replace(text))
	}
	return b.String(), nil
}

// listable reports whether an array is a plain list without NULLs.
func listable(a *types.Array) bool {
	if len(a.Dims) > 1 || len(a.Dims) == 1 && a.Dims[0].Lower != 1 {
		return false
	}
	for _, e := range a.Values {
		if e.IsNull() {
			return false
		}
	}
	return true
}

// Decode takes a text in brackets for array text only if Encode would have
// written it: s3db.js does not escape the bracket of a first item.
func (c list) Decode(text string) (types.Value, error) {
	if text == "" {
		return types.NewArray(&types.Array{}), nil
	}
	if text[0] == '{' || text[0] == '[' {
		if v, err := types.ParseText(c.array, types.NoTypmod, text, nil); err == nil {
			if again, err := c.Encode(v); err == nil && again == text {
				return v, nil
			}
		}
	}
	items := splitItems(text)
	a := &types.Array{
		Dims:   []types.Dim{{Len: len(items), Lower: 1}},
		Values: make([]types.Value, len(items)),
	}
	for i, item := range items {
		v, err := c.item.Decode(item)
		if err != nil {
			return types.Null, err
		}
		if v.IsNull() { // an empty number, which s3db.js reads as 0
			v = zero(c.item)
		}
		a.Values[i] = v
	}
	return types.NewArray(a), nil
}

func zero(item Codec) types.Value {
	if n, ok := item.(number); ok && n.integer {
		return types.NewInt(0)
	}
	return types.NewFloat(0)
}

// splitItems splits at each | that no \ precedes and removes the \. One at
// the very end stays.
func splitItems(text string) []string {
	var items []string
	var item []byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			item = append(item, text[i])
		case c == '|':
			items = append(items, string(item))
			item = item[:0]
		default:
			item = append(item, c)
		}
	}
	return append(items, string(item))
}
