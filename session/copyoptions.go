package session

import (
	"errors"
	"strings"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// headerLine is the option HEADER.
type headerLine uint8

const (
	noHeader headerLine = iota
	withHeader
	matchHeader // its names must be the columns'
)

// copyOptions are the options of COPY, checked.
type copyOptions struct {
	from      bool
	csv       bool
	binary    bool
	header    headerLine
	delimiter byte
	null      string
	quote     byte
	escape    byte

	forceQuote, forceNotNull, forceNull columnNames
}

// columnNames is the value of FORCE_QUOTE and its kin.
type columnNames struct {
	given bool
	all   bool
	names []string
}

// rawOptions are the options as they were written; nil where they were not.
type rawOptions struct {
	delimiter, null, quote, escape *string
}

// newCopyOptions reads and checks the options.
func newCopyOptions(sql string, stmt *parser.Copy) (*copyOptions, error) {
	o, raw := &copyOptions{from: stmt.From}, &rawOptions{}
	seen := map[string]bool{}
	for _, option := range stmt.Options {
		err := o.read(raw, option)
		if seen[option.Name] {
			err = pgerr.New(pgerr.SyntaxError, "conflicting or redundant options")
		}
		seen[option.Name] = true
		if e := (*pgerr.Error)(nil); errors.As(err, &e) && positioned(e) {
			return nil, e.At(parser.Position(sql, option.Pos()))
		}
		if err != nil {
			return nil, err
		}
	}
	o.complete(raw)
	return o, o.check(raw)
}

// positioned are the errors that point to the option.
func positioned(e *pgerr.Error) bool {
	return !strings.Contains(e.Message, "requires") && e.Code != pgerr.FeatureNotSupported
}

func (o *copyOptions) read(raw *rawOptions, option *parser.Option) (err error) {
	switch option.Name {
	case "format":
		return o.readFormat(option)
	case "delimiter":
		raw.delimiter, err = optionText(option)
	case "null":
		raw.null, err = optionText(option)
	case "quote":
		raw.quote, err = optionText(option)
	case "escape":
		raw.escape, err = optionText(option)
	case "header":
		return o.readHeader(option)
	case "force_quote":
		o.forceQuote, err = optionColumns(option)
	case "force_not_null":
		o.forceNotNull, err = optionColumns(option)
	case "force_null":
		o.forceNull, err = optionColumns(option)
	case "freeze":
		_, err = option.Bool() // rows are visible as those of any INSERT
	case "encoding":
		return readEncoding(option)
	default:
		return pgerr.Newf(pgerr.SyntaxError, "option %q not recognized", option.Name)
	}
	return err
}

func optionText(option *parser.Option) (*string, error) {
	text, err := option.Text()
	return &text, err
}

func (o *copyOptions) readFormat(option *parser.Option) error {
	name, err := option.Text()
	switch {
	case err != nil:
		return err
	case name == "text":
	case name == "csv":
		o.csv = true
	case name == "binary":
		o.binary = true
	default:
		return pgerr.Newf(pgerr.InvalidParameterValue, "COPY format %q not recognized", name)
	}
	return nil
}

func (o *copyOptions) readHeader(option *parser.Option) error {
	if text, err := option.Text(); err == nil && strings.EqualFold(text, "match") {
		if o.header = matchHeader; !o.from {
			return pgerr.New(pgerr.FeatureNotSupported, `cannot use "match" with HEADER in COPY TO`)
		}
		return nil
	}
	on, err := option.Bool()
	if err != nil {
		return pgerr.New(pgerr.SyntaxError, `header requires a Boolean value or "match"`)
	}
	if on {
		o.header = withHeader
	}
	return nil
}

func readEncoding(option *parser.Option) error {
	name, err := option.Text()
	if err != nil {
		return err
	}
	if _, err := checkEncoding(name); err != nil {
		return pgerr.New(pgerr.InvalidParameterValue, `argument to option "encoding" must be a valid encoding name`)
	}
	return nil
}

func optionColumns(option *parser.Option) (columnNames, error) {
	if names, ok := option.Value.(*parser.Names); ok {
		return columnNames{given: true, all: names.Star, names: names.List}, nil
	}
	return columnNames{}, pgerr.Newf(pgerr.InvalidParameterValue, "argument to option %q must be a list of column names", option.Name)
}

// complete fills in the defaults, which depend on the format.
func (o *copyOptions) complete(raw *rawOptions) {
	o.delimiter, o.null, o.quote = '\t', `\N`, '"'
	if o.csv {
		o.delimiter, o.null = ',', ""
	}
	if raw.null != nil {
		o.null = *raw.null
	}
	first := func(text *string, to *byte) {
		if text != nil && *text != "" {
			*to = (*text)[0]
		}
	}
	first(raw.delimiter, &o.delimiter)
	first(raw.quote, &o.quote)
	o.escape = o.quote
	first(raw.escape, &o.escape)
}
