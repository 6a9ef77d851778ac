package engine

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// keyable refuses a table that would show secrets: the keys of objects hold
// the values of primary keys and partitions as plain text, and the journal
// those of foreign keys.
func keyable(t *catalog.Table) error {
	for _, c := range t.Columns {
		if c.Type.HoldsSecret() && c.Type.IsArray() {
			return pgerr.Unsupported("a column of type " + c.Type.SQLName)
		}
	}
	for _, c := range t.Constraints {
		if c.Kind == catalog.Check {
			continue
		}
		for _, i := range c.Columns {
			if err := keyColumn(t.Columns[i], c.Name); err != nil {
				return err
			}
		}
	}
	for _, p := range t.Partitions {
		if t.Options.RawKeys && !p.Own {
			continue // s3db.js defined it; no reference of ours shows a secret
		}
		for _, f := range p.Fields {
			if err := keyColumn(t.Columns[f.Column], p.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

func keyColumn(c *catalog.Column, in string) error {
	if !c.Type.HoldsSecret() {
		return nil
	}
	return pgerr.Newf(pgerr.FeatureNotSupported, "column %q of type %s cannot be in %q", c.Name, c.Type.SQLName, in).
		WithDetail("Object keys hold the values of keys and indexes, and would show its plain text.")
}

// shows reports whether references of a partition would show secrets: s3db.js
// writes those, with the plain text. Here there are none.
func (p *partition) shows() bool {
	return slices.ContainsFunc(p.def.Fields, func(f catalog.FieldRule) bool {
		rule, _ := p.rel.version.Attributes.Rule(f.Path)
		return codec.IsSecret(rule)
	})
}
