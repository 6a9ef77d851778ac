package codec

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// Dialect is a line of releases of s3db.js. It decides which form the values
// of an attribute have, and how their texts are made fit for metadata.
type Dialect uint8

// The dialects.
const (
	V10 Dialect = iota // s3db.js 10
	V21                // s3db.js 21 (format, section 19)
)

// String returns the name of the dialect: v10 or v21.
func (d Dialect) String() string {
	if d == V21 {
		return "v21"
	}
	return "v10"
}

// ParseDialect undoes String; ok is false for another text.
func ParseDialect(name string) (d Dialect, ok bool) {
	switch name {
	case V10.String():
		return V10, true
	case V21.String():
		return V21, true
	}
	return V10, false
}

// ForRule returns the codec that s3db.js applies to an attribute, chosen by
// the words in its rule. Text, dates and secrets are KindText, integers KindInt
// (KindFloat beyond 64 bits), numbers with a fixed number of digits
// KindNumeric, other numbers KindFloat, booleans KindBool, lists with an item
// type and embeddings KindArray of those, and json, objects, points and other
// lists KindText that holds JSON. secrets may be nil where no rule asks for it.
func (d Dialect) ForRule(rule string, secrets *Secrets) Codec {
	if d == V21 {
		return forRule21(rule, secrets)
	}
	return forRule10(rule, secrets)
}

// ForColumn returns the codec of a column of SQL type t that is held in an
// attribute with a rule. Values have the kind of t. Where the rule has a form
// of its own for the type (numbers, booleans, lists, json, secrets, what V21
// packs) it is that form; all else is a string: PostgreSQL's text, bytea as
// base64, timestamps as ISO 8601. secrets may be nil where the rule asks for
// none.
func (d Dialect) ForColumn(t *types.Type, typmod int32, rule string, secrets *Secrets) Codec {
	if d == V21 {
		if c := forColumn21(t, typmod, rule, secrets); c != nil {
			return c
		}
	}
	return forColumn10(t, typmod, rule, secrets)
}

// SameForm reports whether the texts of attributes with two rules have the same
// form.
func (d Dialect) SameForm(a, b string) bool {
	x, y := d.ForRule(a, nil), d.ForRule(b, nil)
	p, isPacked := x.(packed)
	q, other := y.(packed)
	if isPacked || other {
		return p.what == q.what
	}
	return x == y
}
