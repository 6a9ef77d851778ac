package session

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// check refuses what does not go together, in PostgreSQL's order.
func (o *copyOptions) check(raw *rawOptions) error {
	unsupported := func(text string) error { return pgerr.New(pgerr.FeatureNotSupported, text) }
	invalid := func(text string) error { return pgerr.New(pgerr.InvalidParameterValue, text) }
	long := func(text *string) bool { return text != nil && len(*text) != 1 }
	switch {
	case o.binary && raw.delimiter != nil:
		return pgerr.New(pgerr.SyntaxError, "cannot specify DELIMITER in BINARY mode")
	case o.binary && raw.null != nil:
		return pgerr.New(pgerr.SyntaxError, "cannot specify NULL in BINARY mode")
	case long(raw.delimiter):
		return unsupported("COPY delimiter must be a single one-byte character")
	case strings.IndexByte("\r\n", o.delimiter) >= 0:
		return invalid("COPY delimiter cannot be newline or carriage return")
	case strings.ContainsAny(o.null, "\r\n"):
		return invalid("COPY null representation cannot use newline or carriage return")
	case !o.csv && strings.IndexByte(`\.abcdefghijklmnopqrstuvwxyz0123456789`, o.delimiter) >= 0:
		return invalid(`COPY delimiter cannot be "` + string(o.delimiter) + `"`)
	case o.binary && o.header != noHeader:
		return unsupported("cannot specify HEADER in BINARY mode")
	case !o.csv && raw.quote != nil:
		return unsupported("COPY quote available only in CSV mode")
	case long(raw.quote):
		return unsupported("COPY quote must be a single one-byte character")
	case o.csv && o.delimiter == o.quote:
		return invalid("COPY delimiter and quote must be different")
	case !o.csv && raw.escape != nil:
		return unsupported("COPY escape available only in CSV mode")
	case long(raw.escape):
		return unsupported("COPY escape must be a single one-byte character")
	}
	if err := o.checkForced(); err != nil {
		return err
	}
	switch {
	case strings.IndexByte(o.null, o.delimiter) >= 0:
		return unsupported("COPY delimiter must not appear in the NULL specification")
	case o.csv && strings.IndexByte(o.null, o.quote) >= 0:
		return unsupported("CSV quote character must not appear in the NULL specification")
	}
	return nil
}

// checkForced checks the options that force columns to be quoted or NULL.
func (o *copyOptions) checkForced() error {
	for _, f := range []struct {
		name  string
		given bool
		from  bool
	}{
		{"force quote", o.forceQuote.given, false},
		{"force not null", o.forceNotNull.given, true},
		{"force null", o.forceNull.given, true},
	} {
		switch {
		case !f.given:
		case !o.csv:
			return pgerr.New(pgerr.FeatureNotSupported, "COPY "+f.name+" available only in CSV mode")
		case f.from && !o.from:
			return pgerr.New(pgerr.FeatureNotSupported, "COPY "+f.name+" only available using COPY FROM")
		case !f.from && o.from:
			return pgerr.New(pgerr.FeatureNotSupported, "COPY "+f.name+" only available using COPY TO")
		}
	}
	return nil
}

// flags says for each of the columns copied whether it is named. exists tells
// whether a name is a column at all.
func (n columnNames) flags(option string, columns []string, exists func(name string) error) ([]bool, error) {
	flags := make([]bool, len(columns))
	for i := range flags {
		flags[i] = n.all
	}
	for _, name := range n.names {
		i := slices.Index(columns, name)
		if i < 0 {
			if err := exists(name); err != nil {
				return nil, err
			}
			return nil, pgerr.Newf(pgerr.InvalidColumnReference, "%s column %q not referenced by COPY", option, name)
		}
		flags[i] = true
	}
	return flags, nil
}
