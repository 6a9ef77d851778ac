package engine

import (
	"github.com/s3dbsql/s3dbsql/catalog"
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
