package catalog

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/types"
)

// KeyOrder returns the fields in the order in which they stand in keys: by
// name, as JavaScript collates.
func (p *Partition) KeyOrder() []PartitionField {
	return slices.SortedStableFunc(slices.Values(p.Fields), func(a, b PartitionField) int {
		return keys.Collate(a.Path, b.Path)
	})
}

// Nested reports whether a field is a value inside its column.
func (f PartitionField) Nested(t *Table) bool {
	if f.Column < 0 {
		return true
	}
	attribute := t.Columns[f.Column].Attribute
	return attribute != "" && attribute != f.Path
}

// secret reports whether the value of the field is one.
func (f PartitionField) secret(t *Table) bool {
	if f.Column < 0 || !t.Columns[f.Column].HoldsSecret() {
		return false
	}
	c := t.Columns[f.Column]
	inside, err := ParseJSON([]byte(c.Rule))
	if rules, ok := inside.(*Object); err == nil && ok && f.Nested(t) {
		rule, _ := AttributesOf(rules).Rule(strings.TrimPrefix(f.Path, c.Attribute+"."))
		return codec.IsSecret(rule)
	}
	return true
}

// Complete reports whether each row has a reference in the partition that has
// values in its leading fields, as many as fixed says, and in the given
// columns: a row has none if a field is NULL. That a rule of s3db.js demands a
// value does not say that old records have one. Of a partition over a secret,
// which only s3db.js makes, no row of ours has a reference.
func (p *Partition) Complete(t *Table, fixed int, given ...int) bool {
	if slices.ContainsFunc(p.Fields, func(f PartitionField) bool { return f.secret(t) }) {
		return false
	}
	return !slices.ContainsFunc(p.KeyOrder()[fixed:], func(f PartitionField) bool {
		return f.Nested(t) || !slices.Contains(given, f.Column) && (!t.Columns[f.Column].NotNull || t.Options.RawKeys)
	})
}

// Tells reports whether the key of a reference says all of the value of a
// field.
func (p *Partition) Tells(t *Table, f PartitionField) bool {
	if f.Nested(t) {
		return false
	}
	col, rule := t.Columns[f.Column], ParseRule(f.Rule)
	_, cut := rule.Argument("maxlength")
	return f.Path == col.Attribute && !cut && (rule.Type != "date" || col.Type == types.Date) && codec.KeyTells(col.Type)
}
