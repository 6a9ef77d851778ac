package functions

import (
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// toNumber reads a number by a picture (manual, 9.8). As in PostgreSQL the
// picture is a guide: digits, a sign and a point are taken where they stand,
// group separators and other text are passed over.
func toNumber(_ *Env, args []types.Value) (types.Value, error) {
	text, template := args[0].Text(), args[1].Text()
	if template == "" {
		return types.Null, nil
	}
	p, err := parsePicture(template)
	if err != nil {
		return types.Null, err
	}
	if p.roman || p.scientific {
		what := `"RN"`
		if p.scientific {
			what = `"EEEE"`
		}
		return types.Null, pgerr.New(pgerr.FeatureNotSupported, what+" not supported for input")
	}
	r := pictureReader{picture: p, rest: text}
	for _, node := range p.nodes {
		if r.rest == "" {
			break
		}
		r.node(node)
	}
	return r.number()
}

// pictureReader collects the digits of a number.
type pictureReader struct {
	*picture
	rest     string
	digits   strings.Builder
	read     int // digits
	point    bool
	negative bool
}

func (r *pictureReader) node(node pictureNode) {
	switch node.key {
	case "9", "0", ".", "D":
		r.place(node.key)
	case ",", "G":
		r.skip(",")
	case "MI", "SG", "S", "PL":
		r.takeSign()
	case "L":
		r.skip("$")
	case "":
		r.rest = r.rest[utf8Len(r.rest):]
	case "TH":
		r.rest = r.rest[min(2, len(r.rest)):]
	}
}

func (r *pictureReader) skip(text string) { r.rest = strings.TrimPrefix(r.rest, text) }

func (r *pictureReader) takeSign() {
	switch {
	case strings.HasPrefix(r.rest, "-"):
		r.negative, r.rest = true, r.rest[1:]
	case strings.HasPrefix(r.rest, "+"):
		r.rest = r.rest[1:]
	}
}

// place takes the next digit or the point; a sign may stand before the first.
func (r *pictureReader) place(key string) {
	if r.read == 0 && !r.point {
		r.rest = strings.TrimLeft(r.rest, " ")
		if strings.HasPrefix(r.rest, "<") {
			r.negative, r.rest = true, r.rest[1:]
		}
		r.takeSign()
	}
	if r.rest == "" {
		return
	}
	switch c := r.rest[0]; {
	case c >= '0' && c <= '9' && key != "." && key != "D":
		r.digits.WriteByte(c)
		r.read++
		r.rest = r.rest[1:]
	case c == '.' && !r.point && r.picture.point:
		r.digits.WriteByte('.')
		r.point = true
		r.rest = r.rest[1:]
		if key != "." && key != "D" {
			r.place(key)
		}
	}
}

func (r *pictureReader) number() (types.Value, error) {
	if r.anchored == signBehind || strings.HasPrefix(r.rest, "-") && !r.minus {
		r.takeSign()
	}
	text := r.digits.String()
	if text == "" || text == "." {
		if r.negative {
			text = "-"
		}
		return types.Null, pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type numeric: \"%s\"", spaced(text))
	}
	if r.negative {
		text = "-" + text
	}
	v, err := types.ParseText(types.Numeric, types.NoTypmod, text, nil)
	if err != nil {
		return types.Null, err
	}
	if r.shift > 0 {
		return numericResult(types.DivNumeric(v.Numeric(), &apd.Decimal{Coeff: *powerOfTen(int32(r.shift))}))
	}
	return v, nil
}

// spaced is how PostgreSQL shows a number without digits in its complaint.
func spaced(text string) string {
	if text == "" {
		return " "
	}
	return text
}
