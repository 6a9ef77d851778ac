package types

import (
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

const hexDigits = "0123456789abcdef"

// appendBytea prints bytes in the hex format or, with bytea_output = escape,
// printable ones as themselves and the others as \ooo.
func appendBytea(dst []byte, s string, escape bool) []byte {
	if !escape {
		dst = append(dst, '\\', 'x')
		for i := 0; i < len(s); i++ {
			dst = append(dst, hexDigits[s[i]>>4], hexDigits[s[i]&15])
		}
		return dst
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			dst = append(dst, '\\', '\\')
		case c < 0x20 || c > 0x7e:
			dst = append(dst, '\\', '0'+c>>6, '0'+c>>3&7, '0'+c&7)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

func parseBytea(s string) (Value, error) {
	if strings.HasPrefix(s, `\x`) {
		return parseHex(s[2:])
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != '\\':
			out = append(out, s[i])
		case strings.HasPrefix(s[i:], `\\`):
			out = append(out, '\\')
			i++
		case isOctal(s[i+1:]):
			out = append(out, (s[i+1]-'0')<<6|(s[i+2]-'0')<<3|(s[i+3]-'0'))
			i += 3
		default:
			return Null, pgerr.New(pgerr.InvalidTextRepresentation, "invalid input syntax for type bytea")
		}
	}
	return NewText(string(out)), nil
}

// isOctal reports whether s starts with the three octal digits of a byte.
func isOctal(s string) bool {
	return len(s) >= 3 && s[0] >= '0' && s[0] <= '3' && s[1] >= '0' && s[1] <= '7' && s[2] >= '0' && s[2] <= '7'
}

// parseHex reads pairs of hexadecimal digits with white space between pairs.
func parseHex(s string) (Value, error) {
	out := make([]byte, 0, len(s)/2)
	for i := 0; i < len(s); {
		if strings.IndexByte(" \n\t\r", s[i]) >= 0 {
			i++
			continue
		}
		if bad := notHex(s[i:]); bad != "" {
			return Null, pgerr.New(pgerr.InvalidParameterValue, "invalid hexadecimal digit: \""+bad+"\"")
		}
		if i+1 == len(s) {
			return Null, pgerr.New(pgerr.InvalidParameterValue, "invalid hexadecimal data: odd number of digits")
		}
		out = append(out, byte(hexValue(s[i])<<4|hexValue(s[i+1])))
		i += 2
	}
	return NewText(string(out)), nil
}

// notHex returns the first character of s that is no hexadecimal digit, if one
// of the first two bytes is none.
func notHex(s string) string {
	for i := range min(len(s), 2) {
		if hexValue(s[i]) < 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			return s[i : i+n]
		}
	}
	return ""
}

func hexValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
