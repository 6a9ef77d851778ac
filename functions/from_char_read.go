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
	whole   string
	rest    string
	exact   bool           // FX
	skipped int            // blanks and separators passed beyond those of the template
	seen    map[string]int // values of fields, which may not be given twice
}

func readDatetime(text, template string) (*readFields, error) {
	r := templateReader{whole: text, rest: text, seen: map[string]int{}}
	r.text = text
	nodes := parseTemplate(template)
	for i := range nodes {
		if r.rest == "" {
			break
		}
		node := &nodes[i]
		if !r.exact && (node.key != "" || i == 0) {
			r.skipBlanks()
		}
		switch {
		case strings.EqualFold(node.key, "FX"):
			r.exact = true
			continue
		case node.key == "":
			r.between(node)
			continue
		case r.rest == "":
			continue
		}
		last := node.ordinal != "" || i+1 == len(nodes) || !startsWithDigit(&nodes[i+1])
		if err := r.field(node, last); err != nil {
			return nil, err
		}
		if !r.exact {
			r.skipped = 0
			r.skipBlanks()
		}
	}
	return &r.readFields, nil
}

func (r *templateReader) skipBlanks() {
	trimmed := strings.TrimLeftFunc(r.rest, unicode.IsSpace)
	r.skipped += len(r.rest) - len(trimmed)
	r.rest = trimmed
}

// startsWithDigit reports whether a node reads digits, so that the field in
// front of it must not take more than its own.
func startsWithDigit(node *formatNode) bool {
	switch strings.ToUpper(node.key) {
	case "", "MONTH", "MON", "DAY", "DY", "AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.", "RM", "TZ", "TZH", "OF":
		return node.key == "" && len(node.text) == 1 && isDecimal(node.text[0])
	}
	return true
}

// between passes over what stands for text of the template: for each
// separator one, if there is one, for any other character a character, unless
// it was passed as a blank too many.
func (r *templateReader) between(node *formatNode) {
	for _, c := range node.text {
		switch {
		case r.exact:
			r.rest = r.rest[utf8Len(r.rest):]
		case !node.quoted && isSeparator(c):
			if next, n := utf8.DecodeRuneInString(r.rest); n > 0 && isSeparator(next) {
				r.rest = r.rest[n:]
			} else {
				r.skipped--
			}
		case r.skipped > 0:
			r.skipped--
		default:
			r.rest = r.rest[utf8Len(r.rest):]
		}
	}
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
		return r.readZoneHour(node, last)
	case "Y,YYY":
		return r.thousands(node)
	default:
		digits, n, err := r.number(node, fieldWidths[key], last)
		if err != nil {
			return err
		}
		r.skipOrdinal(node)
		return r.set(node, key, n, digits)
	}
}

func (r *templateReader) skipOrdinal(node *formatNode) {
	if node.ordinal != "" {
		r.rest = r.rest[min(2, len(r.rest)):]
	}
}

// number reads digits: as many as the field has, or all there are where
// nothing follows that could need them.
func (r *templateReader) number(node *formatNode, width int, last bool) (digits string, n int, err error) {
	from := r.rest
	if !last && !node.fill {
		from = from[:min(width, len(from))]
	}
	unsigned := strings.TrimPrefix(strings.TrimPrefix(from, "-"), "+")
	end := len(unsigned) - len(strings.TrimLeft(unsigned, "0123456789"))
	digits = unsigned[:end]
	used := len(from) - len(unsigned) + end
	if !last && !node.fill && end > 0 && used < width {
		return "", 0, r.tooFew(node, from, width, used)
	}
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
	if strings.HasPrefix(from, "-") {
		n = -n
	}
	r.rest = r.rest[used:]
	return digits, n, nil
}

// tooFew is the error for a field of fixed width that has fewer digits.
func (r *templateReader) tooFew(node *formatNode, from string, width, used int) error {
	err := pgerr.Newf(pgerr.InvalidDatetimeFormat, "invalid value \"%s\" for \"%s\"", from, node.key).
		WithDetail("Field requires %d characters, but only %d could be parsed.", width, used)
	if len(r.rest) < width {
		err = pgerr.Newf(pgerr.InvalidDatetimeFormat, "source string too short for \"%s\" formatting field", node.key).
			WithDetail("Field requires %d characters, but only %d remain.", width, len(r.rest))
	}
	return err.WithHint("If your source string is not fixed-width, try using the \"FM\" modifier.")
}
