package systable

import (
	"fmt"
	"slices"
	"sync"

	"github.com/s3dbsql/s3dbsql/types"
)

// The schemas of system tables.
const (
	PgCatalog         = "pg_catalog"
	InformationSchema = "information_schema"
)

// Kind is pg_class.relkind of a system table.
type Kind byte

// The kinds of system table.
const (
	Ordinary Kind = 'r'
	View     Kind = 'v'
)

// Table is one system table. It does not change.
type Table struct {
	OID     types.OID // pg_class.oid, PostgreSQL's own
	Schema  string
	Name    string
	Kind    Kind
	Columns []Column

	fill     Fill
	fixed    Fill // rows that never change
	once     sync.Once
	kept     [][]types.Value // by fixed
	keptErr  error
	index    map[string]int
	defaults []types.Value
}

// Column is one column of a system table. Columns of information_schema have
// the types under its domains, as the protocol shows them.
type Column struct {
	Name   string
	Type   *types.Type
	Typmod int32
}

// Fill adds the rows of a table.
type Fill func(env *Env, add func(Fields))

// Fields are the columns of one row by name. Values are Go's: string, bool,
// int and its kin, types.OID, byte (one character), time.Time, slices of
// string, int16 and types.OID, a types.Value, and nil for NULL.
type Fields map[string]any

// New makes a table. A table without fill is always empty.
func New(oid types.OID, schema, name string, kind Kind, columns string, fill Fill) *Table {
	t := &Table{OID: oid, Schema: schema, Name: name, Kind: kind, fill: fill}
	for _, c := range parseColumns(columns) {
		t.Columns = append(t.Columns, c.Column)
		t.defaults = append(t.defaults, c.initial)
	}
	t.index = make(map[string]int, len(t.Columns))
	for i, c := range t.Columns {
		t.index[c.Name] = i
	}
	return t
}

// Fixed gives a table rows that come before the others and are the same in
// all databases: they depend on Env.System and Env.Functions only, which a
// server has one of, and are computed at their first use.
func (t *Table) Fixed(fill Fill) *Table {
	t.fixed = fill
	return t
}

// Rows computes the rows as env shows them, a value for each column. The
// caller may keep but not change them.
func (t *Table) Rows(env *Env) ([][]types.Value, error) {
	t.once.Do(func() { t.kept, t.keptErr = t.run(t.fixed, env, nil) })
	if t.keptErr != nil {
		return nil, t.keptErr
	}
	return t.run(t.fill, env, slices.Clip(t.kept))
}

// run appends the rows of fill to rows.
func (t *Table) run(fill Fill, env *Env, rows [][]types.Value) ([][]types.Value, error) {
	if fill == nil {
		return rows, nil
	}
	var failed error
	fill(env, func(fields Fields) {
		row, err := t.row(fields)
		if err != nil && failed == nil {
			failed = err
		}
		rows = append(rows, row)
	})
	return rows, failed
}

// row makes one row. An error means that the table's own code is wrong.
func (t *Table) row(fields Fields) ([]types.Value, error) {
	row := make([]types.Value, len(t.defaults))
	copy(row, t.defaults)
	for name, v := range fields {
		i, ok := t.index[name]
		if !ok {
			return nil, fmt.Errorf("%s has no column %s", t.Name, name)
		}
		value, err := valueOf(t.Columns[i].Type, v)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t.Name, name, err)
		}
		row[i] = value
	}
	return row, nil
}
