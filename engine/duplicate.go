package engine

import (
	"errors"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

func (rel *relation) duplicateKey(id string, m journal.Image) error {
	if !keyed(rel.table) {
		return duplicate(rel.table, rel.primaryKey(), catalog.ID.Name(), id)
	}
	return rel.duplicate(rel.primaryKey(), rel.table.PrimaryKey, id, m)
}

// primaryKey is the name of the primary key.
func (rel *relation) primaryKey() string {
	for _, c := range rel.table.Constraints {
		if c.Kind == catalog.PrimaryKey {
			return c.Name
		}
	}
	return rel.table.Name + "_pkey"
}

func (rel *relation) duplicateValue(p *partition, id string, m journal.Image) error {
	columns := p.columns()
	err := rel.duplicate(p.catalog.Name, columns, id, m)
	e := new(pgerr.Error)
	c := rel.table.Constraint(p.catalog.Name)
	if c == nil || !c.OfRule || !errors.As(err, &e) {
		return err
	}
	col := rel.table.Columns[columns[0]]
	e.Column = col.Name
	return e.WithDetail("%s The rule of the attribute is %s.", e.Detail, col.Rule)
}

// columns returns the columns of a partition, as indexes into those of the
// table.
func (p *partition) columns() []int {
	columns := make([]int, len(p.catalog.Fields))
	for i, f := range p.catalog.Fields {
		columns[i] = f.Column
	}
	return columns
}

func (rel *relation) duplicate(constraint string, columns []int, id string, m journal.Image) error {
	names, values, err := rel.keyOf(columns, id, m)
	if err != nil {
		return err
	}
	return duplicate(rel.table, constraint, names, values)
}

// keyOf prints the names and the values of a key's columns.
func (rel *relation) keyOf(columns []int, id string, m journal.Image) (names, texts string, err error) {
	values, err := newRowReader(rel, columns, &environment{}).values(id, m)
	if err != nil {
		return "", "", err
	}
	list := make([]string, len(columns))
	shown := make([]string, len(columns))
	for i, c := range columns {
		col := rel.table.Columns[c]
		list[i] = col.Name
		shown[i] = string(types.AppendText(nil, col.Type, values[i], types.DefaultStyle))
	}
	return strings.Join(list, ", "), strings.Join(shown, ", "), nil
}

// notUnique is the error of a key that stored rows do not allow.
func (rel *relation) notUnique(index string, columns []int, id string, m journal.Image) error {
	names, values, err := rel.keyOf(columns, id, m)
	if err != nil {
		return err
	}
	e := pgerr.Newf(pgerr.UniqueViolation, "could not create unique index %q", index).
		WithDetail("Key (%s)=(%s) is duplicated.", names, values)
	e.Schema, e.Table, e.Constraint = rel.table.Schema, rel.table.Name, index
	return e
}
