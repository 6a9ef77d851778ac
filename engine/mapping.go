package engine

import (
	"errors"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// mapping says how rows of one shape become rows of a relation. Attributes keep
// their names from one version of a definition to the next. For what is new in
// the relation's version it is as after ADD COLUMN ... DEFAULT, and a value that
// was written under another rule is converted.
type mapping struct {
	at    []int         // for each wanted column its place in the shape, -1 if absent
	older []olderColumn // likewise, how it was in an older version; nil if that is the current one
}

// olderColumn is a column as an older version has it.
type olderColumn struct {
	nested  bool // the attribute had attributes of its own
	missing types.Value
	from    codec.Codec // of the texts, if it is not that of the column
	rule    string      // of from
	dialect codec.Dialect
}

// mapping is that of a shape, made when its first row comes.
func (r *rowReader) mapping(s *journal.Shape) *mapping {
	m := r.mappings[s]
	if m == nil {
		m = &mapping{at: make([]int, len(r.columns))}
		v := r.rel.resource.Version(s.Version)
		if v != nil && v != r.rel.version {
			m.older = make([]olderColumn, len(r.columns))
		}
		for i, c := range r.columns {
			m.at[i] = indexOf(s.Paths, r.rel.columns[c].path)
			if m.older != nil && r.rel.columns[c].path != "" {
				m.older[i] = r.olderColumn(v, c)
			}
		}
		r.mappings[s] = m
	}
	return m
}

func (r *rowReader) olderColumn(v *catalog.Version, c int) olderColumn {
	path := r.rel.columns[c].path
	was, known := v.Attributes.Rule(path)
	now, _ := r.rel.version.Attributes.Rule(path)
	o := olderColumn{nested: nested(v, path)}
	switch {
	case !known:
		o.missing = r.rel.addedDefault(v, c)
	case !sameValues(r.rel.resource.Dialect, was, now):
		o.rule, o.dialect = was, r.rel.resource.Dialect
		t, typmod := catalog.FoundType(o.dialect, was)
		o.from = o.dialect.ForColumn(t, typmod, was, r.secrets)
	}
	return o
}

// sameValues reports whether texts of one rule are values of another as they
// are.
func sameValues(d codec.Dialect, was, now string) bool {
	before, _ := catalog.FoundType(d, was)
	after, _ := catalog.FoundType(d, now)
	return before == after && d.SameForm(was, now)
}

// nested reports whether an attribute has attributes of its own.
func nested(v *catalog.Version, path string) bool {
	o := v.Attributes.Object().Object(path)
	return o != nil && len(o.Members()) > 0
}

// addedDefault is the default of the version that added a column, for rows that
// are older: NULL if there is none.
func (rel *relation) addedDefault(older *catalog.Version, c int) types.Value {
	after := false
	for _, v := range rel.resource.Versions {
		if rule, known := v.Attributes.Leaf(rel.columns[c].path); known && after {
			return defaultOf(rule, rel.table.Columns[c])
		}
		after = after || v == older
	}
	return types.Null
}

// defaultOf is the value of default: in a rule, as s3db.js takes it (format,
// section 6.1): "true" or not, a number, or text. NULL if it is no value of
// the column.
func defaultOf(rule string, c *catalog.Column) types.Value {
	parsed := catalog.ParseRule(rule)
	text := parsed.Default
	if parsed.Defaults && strings.Contains(rule, "boolean") {
		text = strconv.FormatBool(text == "true")
	}
	v, err := types.ParseText(c.Type, c.Typmod, text, nil)
	if !parsed.Defaults || err != nil {
		return types.Null
	}
	return v
}

// older is the value of the i-th wanted column in a row of an older version.
func (r *rowReader) older(i int, to *mapping, id string, m journal.Image) (types.Value, error) {
	col, at, o := r.rel.table.Columns[r.columns[i]], to.at[i], &to.older[i]
	switch {
	case o.nested:
		return r.nested(col.Attribute, m)
	case at < 0 || !r.present[at]:
		return o.missing, nil
	case o.from == nil:
		return r.rel.columns[r.columns[i]].Decode(r.texts[at])
	}
	v, err := o.convert(r.texts[at], col)
	var e *pgerr.Error
	if errors.As(err, &e) {
		return v, e.WithDetail("Column %q of row %q was written under version %s of table %q, by the rule %q.", col.Name, id, m.Shape.Version, r.rel.table.Name, o.rule)
	}
	return v, err
}

// convert makes a value of the column of a text under the older rule: through
// its JSON for JSON columns, else through its text. 22P02 or its like if it is
// none.
func (o *olderColumn) convert(text string, c *catalog.Column) (types.Value, error) {
	v, err := o.from.Decode(text)
	if err != nil || v.IsNull() {
		return v, err
	}
	t, _ := catalog.FoundType(o.dialect, o.rule)
	switch {
	case c.Type == types.JSON || c.Type == types.JSONB:
		text = string(o.dialect.AppendJSON(nil, o.rule, v))
	case t == types.Bool:
		text = strconv.FormatBool(v.Bool())
	default:
		text = string(types.AppendText(nil, t, v, types.DefaultStyle))
	}
	return types.ParseText(c.Type, c.Typmod, text, nil)
}

// removed reports whether a path is that of an attribute of an older version
// which the current one has no more.
func (rel *relation) removed(version, path string) bool {
	v := rel.resource.Version(version)
	if v == nil || v == rel.version {
		return false
	}
	_, had := v.Attributes.Rule(path)
	_, has := rel.version.Attributes.Rule(path)
	return had && !has
}
