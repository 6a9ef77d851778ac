package parser

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Bool is the value of an option that is on or off; one without a value is on.
// What is neither true, false, on, off, 1 nor 0 is a 42601.
func (o *Option) Bool() (bool, error) {
	if o.Value == nil {
		return true, nil
	}
	switch strings.ToLower(o.text()) {
	case "true", "on", "1":
		return true, nil
	case "false", "off", "0":
		return false, nil
	}
	return false, pgerr.Newf(pgerr.SyntaxError, "%s requires a Boolean value", o.Name)
}

// Text is the value of an option as text, whatever it was written as; none is
// a 42601.
func (o *Option) Text() (string, error) {
	if o.Value == nil {
		return "", pgerr.Newf(pgerr.SyntaxError, "%s requires a parameter", o.Name)
	}
	return o.text(), nil
}

// Int64 is the value of an option that is a number; anything else is a 42601.
func (o *Option) Int64() (int64, error) {
	lit, ok := o.Value.(*Literal)
	if !ok || lit.Kind != Integer && lit.Kind != Numeric {
		return 0, pgerr.Newf(pgerr.SyntaxError, "%s requires a numeric value", o.Name)
	}
	n, err := strconv.ParseInt(lit.Text, 10, 64)
	if err != nil {
		return 0, pgerr.Newf(pgerr.SyntaxError, "%s requires an integer value", o.Name)
	}
	return n, nil
}

func (o *Option) text() string {
	switch v := o.Value.(type) {
	case *Literal:
		return v.Text
	case *TypeName:
		return v.Name.String()
	case *Names:
		if v.Star {
			return "*"
		}
		return strings.Join(v.List, ".")
	}
	return ""
}

// String is the name as messages show it, without quotes.
func (n QualifiedName) String() string {
	switch {
	case n.Catalog != "":
		return n.Catalog + "." + n.Schema + "." + n.Name
	case n.Schema != "":
		return n.Schema + "." + n.Name
	}
	return n.Name
}
