package functions

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// encodeFunctions are encode and decode between bytes and text (manual, 9.5).
func encodeFunctions() []Overload {
	return []Overload{
		pure(1946, "encode", takes(types.Bytea, types.Text), types.Text, binary(texts, texts, texts, encode)),
		pure(1947, "decode", takes(types.Text, types.Text), types.Bytea, binary(texts, texts, texts, decode)),
	}
}

func encode(data, format string) (string, error) {
	switch strings.ToLower(format) {
	case "hex":
		return hex.EncodeToString([]byte(data)), nil
	case "base64":
		return wrapLines(base64.StdEncoding.EncodeToString([]byte(data))), nil
	case "escape":
		return escapeBytes(data), nil
	}
	return "", unrecognizedEncoding(format)
}

func decode(text, format string) (string, error) {
	switch strings.ToLower(format) {
	case "hex":
		return decodeHex(text)
	case "base64":
		return decodeBase64(text)
	case "escape":
		v, err := types.ParseText(types.Bytea, types.NoTypmod, escaped(text), nil)
		return v.Text(), err
	}
	return "", unrecognizedEncoding(format)
}

func unrecognizedEncoding(format string) error {
	return pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized encoding: %q", format)
}

// base64Line is the length of a line (RFC 2045, section 6.8).
const base64Line = 76

func wrapLines(s string) string {
	var b strings.Builder
	for len(s) > base64Line {
		b.WriteString(s[:base64Line] + "\n")
		s = s[base64Line:]
	}
	return b.String() + s
}

// escapeBytes writes zero and bytes above 127 in octal and doubles backslashes.
func escapeBytes(data string) string {
	var b strings.Builder
	for _, c := range []byte(data) {
		switch {
		case c == 0 || c >= 0x80:
			fmt.Fprintf(&b, "\\%03o", c)
		case c == '\\':
			b.WriteString(`\\`)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escaped keeps the input of bytea from taking text for its hex format.
func escaped(text string) string {
	if strings.HasPrefix(text, `\x`) {
		return `\ ` // neither format: refused as the escape format refuses \x
	}
	return text
}

func isBlank(c byte) bool { return strings.IndexByte(" \t\n\r", c) >= 0 }

func decodeHex(text string) (string, error) {
	digits := make([]byte, 0, len(text))
	for i, c := range []byte(text) {
		switch {
		case isBlank(c):
		case strings.IndexByte("0123456789abcdefABCDEF", c) < 0:
			return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid hexadecimal digit: \"%s\"", firstRunes(text[i:], 1))
		default:
			digits = append(digits, c)
		}
	}
	n, err := hex.Decode(digits, digits)
	if err != nil {
		return "", pgerr.New(pgerr.InvalidParameterValue, "invalid hexadecimal data: odd number of digits")
	}
	return string(digits[:n]), nil
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="

func decodeBase64(text string) (string, error) {
	symbols := make([]byte, 0, len(text))
	for i, c := range []byte(text) {
		switch {
		case isBlank(c):
		case strings.IndexByte(base64Alphabet, c) < 0:
			return "", pgerr.Newf(pgerr.InvalidParameterValue, "invalid symbol \"%s\" found while decoding base64 sequence", firstRunes(text[i:], 1))
		default:
			symbols = append(symbols, c)
		}
	}
	data, err := base64.StdEncoding.AppendDecode(nil, symbols)
	if err != nil {
		return "", pgerr.New(pgerr.InvalidParameterValue, "invalid base64 end sequence").
			WithHint("Input data is missing padding, is truncated, or is otherwise corrupted.")
	}
	return string(data), nil
}
