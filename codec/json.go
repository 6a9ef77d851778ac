package codec

import (
	"encoding/json"
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// jsonText is the codec of json and object attributes: compact JSON. s3db.js
// stores strings without their quotes and parses on reading, so that "123"
// becomes 123; a string keeps its quotes where that would happen, or always
// with quoted.
type jsonText struct{ quoted bool }

func (c jsonText) Encode(v types.Value) (string, error) {
	text := v.Text()
	if c.quoted || !strings.HasPrefix(text, `"`) {
		return text, nil
	}
	var s string
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return "", badText("JSON", text)
	}
	if json.Valid([]byte(s)) {
		return text, nil
	}
	return s, nil
}

func (jsonText) Decode(text string) (types.Value, error) {
	if json.Valid([]byte(text)) {
		return types.NewText(text), nil
	}
	return types.NewText(string(AppendJSONString(nil, text))), nil
}

// AppendJSONString appends s as a JSON string, escaped as JavaScript's
// JSON.stringify does.
func AppendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\f':
			dst = append(dst, '\\', 'f')
		default:
			if c < 0x20 {
				dst = append(dst, '\\', 'u', '0', '0', lowerHex[c>>4], lowerHex[c&15])
			} else {
				dst = append(dst, c)
			}
		}
	}
	return append(dst, '"')
}

const lowerHex = "0123456789abcdef"
