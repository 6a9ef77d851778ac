package functions

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// templateReader reads a text by a template. Blanks in front of a field and
// punctuation between fields need not be those of the template, unless it
// begins with FX.
type templateReader struct {
	readFields
	rest  string
	exact bool           // FX
	seen  map[string]int // values of fields, which may not be given twice
}

func readDatetime(text, template string) (*readFields, error) {
	r := templateReader{rest: text, seen: map[string]int{}}
	r.text = text
	nodes := parseTemplate(template)
	for i := range nodes {
		node := &nodes[i]
		if strings.ToUpper(node.key) == "FX" {
			r.exact = true
			continue
		}
		if node.key == "" {
			r.separator(node)
			continue
		}
		if !r.exact {
			r.rest = strings.TrimLeftFunc(r.rest, unicode.IsSpace)
		}
		if r.rest == "" {
			break
		}
		last := i+1 == len(nodes) || !startsWithDigit(&nodes[i+1])
		if err := r.field(node, last); err != nil {
			return nil, err
		}
	}
	return &r.readFields, nil
}

// startsWithDigit reports whether a node reads digits, so that the field in
// front of it must not take more than its own.
func startsWithDigit(node *formatNode) bool {
	switch strings.ToUpper(node.key) {
	case "", "MONTH", "MON", "DAY", "DY", "AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.", "RM", "TZ", "TZH", "OF":
		return node.key == "" && node.text != "" && isDecimal(node.text[0])
	}
	return true
}

// separator passes over what stands for text of the template: one character,
// where any blank or punctuation serves for any other.
func (r *templateReader) separator(node *formatNode) {
	if node.quoted {
		for range utf8.RuneCountInString(node.text) {
			r.rest = r.rest[min(len(r.rest), utf8Len(r.rest)):]
		}
		return
	}
	c, _ := utf8.DecodeRuneInString(node.text)
	if !isSeparator(c) {
		r.rest = r.rest[utf8Len(r.rest):]
		return
	}
	if r.exact {
		r.rest = r.rest[utf8Len(r.rest):]
		return
	}
	r.rest = strings.TrimLeftFunc(r.rest, unicode.IsSpace)
	if next, n := utf8.DecodeRuneInString(r.rest); n > 0 && isSeparator(next) && !r.isZoneSign(next) {
		r.rest = strings.TrimLeftFunc(r.rest[n:], unicode.IsSpace)
	}
}

// isZoneSign keeps a sign in front of digits from being taken for punctuation
// where only that can be meant.
func (r *templateReader) isZoneSign(c rune) bool {
	return (c == '+') && len(r.rest) > 1 && r.rest[1] >= '0' && r.rest[1] <= '9'
}

func isSeparator(c rune) bool {
	return c > 0x20 && c < 0x7f && !unicode.IsLetter(c) && !unicode.IsDigit(c) || unicode.IsSpace(c)
}

// fieldWidths are the digits of numeric fields.
var fieldWidths = map[string]int{
	"HH24": 2, "HH12": 2, "HH": 2, "MI": 2, "SS": 2, "MS": 3, "US": 6, "SSSS": 5, "SSSSS": 5, "TZM": 2,
	"FF1": 1, "FF2": 2, "FF3": 3, "FF4": 4, "FF5": 5, "FF6": 6, "MM": 2, "DD": 2, "DDD": 3, "IDDD": 3, "D": 1, "ID": 1,
	"WW": 2, "W": 1, "IW": 2, "Q": 1, "CC": 2, "J": 7, "YYYY": 4, "YYY": 3, "YY": 2, "Y": 1, "IYYY": 4, "IYY": 3, "IY": 2, "I": 1,
}

func (r *templateReader) field(node *formatNode, last bool) error {
	switch key := strings.ToUpper(node.key); key {
	case "MONTH", "MON", "DAY", "DY", "RM":
		return r.nameField(node, key)
	case "AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.":
		return r.halfField(node)
	case "TZ", "OF":
		return pgerr.Newf(pgerr.FeatureNotSupported, "formatting field \"%s\" is only supported in to_char", node.key)
	case "TZH":
		return r.readZoneHour()
	case "Y,YYY":
		return r.thousands(node)
	default:
		digits, n, err := r.number(node, fieldWidths[key], last)
		if err != nil {
			return err
		}
		if node.ordinal != "" {
			r.rest = r.rest[min(2, len(r.rest)):]
		}
		return r.set(node, key, n, digits)
	}
}

// number reads digits: as many as the field has, or all there are where
// nothing follows that could need them.
func (r *templateReader) number(node *formatNode, width int, last bool) (digits string, n int, err error) {
	signed := strings.TrimPrefix(strings.TrimPrefix(r.rest, "-"), "+")
	end := len(signed) - len(strings.TrimLeft(signed, "0123456789"))
	if !last && !node.fill {
		end = min(end, width)
	}
	digits = signed[:end]
	n, err = strconv.Atoi(digits)
	if end == 0 {
		shown := r.rest[:min(len(r.rest), runeOffset(r.rest, int64(width)))]
		return "", 0, pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", shown, node.key).
			WithDetail("Value must be an integer.")
	}
	if err != nil || n > 1<<31-1 {
		return "", 0, pgerr.Newf(pgerr.DatetimeFieldOverflow, "value for \"%s\" in source string is out of range", node.key).
			WithDetail("Value must be in the range %d to %d.", -1<<31, 1<<31-1)
	}
	if strings.HasPrefix(r.rest, "-") {
		n = -n
	}
	r.rest = signed[end:]
	return digits, n, nil
}
