package behaviors

import (
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
)

// Field is one value of a record: the short name of its attribute (its path,
// if it has none) and the text that a codec made of it.
type Field struct {
	Name, Text string
	Whole      bool // the text means nothing once it is cut
}

// Record is what a behavior splits.
type Record struct {
	Fields  []Field // in attribute order, with distinct names
	Version string  // name of the version, e.g. v0
	Map     string  // JSON of all attribute paths and short names
	Dialect codec.Dialect
	Forms   Forms
	Stamped bool // metadata must have room for the stamp, which tells the forms

	Truncated bool // truncate-data has cut it already
}

// Forms gives the form in which metadata holds the text of a field, by its
// short name. nil is that of the dialect for all.
type Forms func(name string) codec.TextForm

func (f Forms) of(d codec.Dialect, name string) codec.TextForm {
	if f == nil {
		return d
	}
	return f(name)
}

// Parts are metadata and body of an object. Metadata has names and values as
// they go to the store.
type Parts struct {
	Metadata    map[string]string
	Body        []byte
	ContentType string // "" for an empty body
	// Over says by how much metadata is too small for the record, so that the
	// behavior has moved values to the body; nil if it is not.
	Over *LimitError
}

// Behavior splits records.
type Behavior interface {
	// Split lays a record out within the limits. A *LimitError says that it
	// does not fit.
	Split(r Record, l Limits) (Parts, error)
}

// Names of the behaviors in s3db.json.
const (
	UserManaged   = "user-managed"
	EnforceLimits = "enforce-limits"
	TruncateData  = "truncate-data"
	BodyOverflow  = "body-overflow"
	BodyOnly      = "body-only"
)

// Names lists the behaviors.
func Names() []string {
	return []string{UserManaged, EnforceLimits, TruncateData, BodyOverflow, BodyOnly}
}

// ByName returns a behavior. ok is false for a name that is none.
func ByName(name string) (b Behavior, ok bool) {
	switch name {
	case UserManaged:
		return userManaged{}, true
	case EnforceLimits:
		return enforceLimits{}, true
	case TruncateData:
		return truncateData{}, true
	case BodyOverflow:
		return bodyOverflow{}, true
	case BodyOnly:
		return bodyOnly{}, true
	}
	return nil, false
}

// Metadata names with a meaning of their own. s3db.js hides names that begin
// with an underscore from its users.
const (
	VersionName   = "_v"
	MapName       = "_map"
	OverflowFlag  = "_overflow"
	TruncatedFlag = "_truncated"
)

// JSONType is the content type of a body that holds fields.
const JSONType = "application/json"

// LimitError says that a record does not fit into metadata.
type LimitError struct{ Size, Limit int } // bytes

func (e *LimitError) Error() string {
	return fmt.Sprintf("record needs %d bytes of metadata, more than the limit of %d", e.Size, e.Limit)
}

// metadataOnly is the layout without a body.
func metadataOnly(r Record, fields []sized) Parts {
	m := make(map[string]string, len(fields)+2)
	for _, f := range fields {
		if _, again := m[f.name]; !again {
			m[f.name] = f.value
		}
	}
	m[VersionName] = r.Dialect.Encode(r.Version)
	return Parts{Metadata: m}
}

// inBody is the layout of a record that metadata cannot hold: everything is
// in the body, as s3db.js's user-managed behavior writes it.
func inBody(r Record) Parts {
	return Parts{
		Metadata:    map[string]string{VersionName: r.Dialect.Encode(r.Version)},
		Body:        bodyJSON(append(r.Fields[:len(r.Fields):len(r.Fields)], Field{Name: VersionName, Text: r.Version})),
		ContentType: JSONType,
	}
}

func bodyJSON(fields []Field) []byte {
	b := []byte{'{'}
	for i, f := range fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(codec.AppendJSONString(b, f.Name), ':')
		b = codec.AppendJSONString(b, f.Text)
	}
	return append(b, '}')
}

// hasUpper reports whether a field's short name differs from another only in
// case, which metadata names cannot.
func hasUpper(r Record) bool {
	for _, f := range r.Fields {
		if upperSlot(f.Name) {
			return true
		}
	}
	return false
}

// upperSlot reports whether a name looks like a short name with a capital;
// the long names of attributes without one are sanitised.
func upperSlot(name string) bool {
	return len(name) <= 3 && strings.ContainsAny(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
