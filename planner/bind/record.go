package bind

import (
	"slices"
	"strconv"

	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// recordType is the fields of a record. The type record does not say them, so
// that its type modifier counts the record types that the statement made.
type recordType []recordField

type recordField struct {
	name string
	of   expr.Result
}

// record is the type of a record with these fields.
func (b *binder) record(fields recordType) expr.Result {
	i := slices.IndexFunc(*b.records, func(r recordType) bool { return slices.Equal(r, fields) })
	if i < 0 {
		i = len(*b.records)
		*b.records = append(*b.records, fields)
	}
	return expr.Result{Of: types.RecordType, Mod: int32(i)}
}

// fields are those of a record, nil if nothing is known of them.
func (b *binder) fields(e expr.Expr) recordType {
	if e.Type() != types.RecordType || e.Typmod() == types.NoTypmod {
		return nil
	}
	return (*b.records)[e.Typmod()]
}

// makeRow is a record of values; names is nil for ROW(...).
func (b *binder) makeRow(names []string, values []expr.Expr) *expr.MakeRow {
	fields := make(recordType, len(values))
	for i, v := range values {
		fields[i] = recordField{"f" + strconv.Itoa(i+1), expr.Result{Of: v.Type(), Mod: v.Typmod()}}
		if names != nil {
			fields[i].name = names[i]
		}
	}
	return &expr.MakeRow{Result: b.record(fields), Names: names, Fields: values}
}

// part is a field of a record.
func part(record expr.Expr, fields recordType, i int) expr.Expr {
	if row, ok := record.(*expr.MakeRow); ok {
		return row.Fields[i]
	}
	return &expr.Field{Result: fields[i].of, Record: record, Index: i, Name: fields[i].name}
}

// field binds (record).name.
func (b *binder) field(l *level, f *parser.FieldSelect) (expr.Expr, error) {
	arg, err := b.expr(l, f.Arg)
	if err != nil {
		return nil, err
	}
	if arg.Type() != types.RecordType {
		return nil, b.errorf(f, pgerr.WrongObjectType, "column notation .%s applied to type %s, which is not a composite type", f.Field, arg.Type().SQLName)
	}
	fields := b.fields(arg)
	i := slices.IndexFunc(fields, func(c recordField) bool { return c.name == f.Field })
	if i < 0 {
		return nil, b.errorf(f, pgerr.UndefinedColumn, "could not identify column %q in record data type", f.Field)
	}
	return part(arg, fields, i), nil
}

// fieldStar expands (row).*.
func (b *binder) fieldStar(l *level, f *parser.FieldStar) ([]target, error) {
	arg, err := b.expr(l, f.Arg)
	if err != nil {
		return nil, err
	}
	if arg.Type() != types.RecordType {
		return nil, pgerr.Newf(pgerr.WrongObjectType, "type %s is not composite", arg.Type().SQLName)
	}
	fields := b.fields(arg)
	if fields == nil {
		return nil, pgerr.New(pgerr.WrongObjectType, "record type has not been registered")
	}
	out := make([]target, len(fields))
	for i, c := range fields {
		out[i] = target{name: c.name, expr: part(arg, fields, i), node: f}
	}
	return out, nil
}

// row binds ROW(...), in which item.* stands for the item's columns.
func (b *binder) row(l *level, r *parser.Row) (expr.Expr, error) {
	var values []expr.Expr
	for _, arg := range r.Args {
		bound, err := b.target(l, &parser.Target{Expr: arg})
		if err != nil {
			return nil, err
		}
		for _, t := range bound {
			if t.expr.Type() == types.Unknown {
				if t.expr, err = b.coerce(t.expr, types.Text, types.NoTypmod, implicit, arg); err != nil {
					return nil, err
				}
			}
			values = append(values, t.expr)
		}
	}
	return b.makeRow(nil, values), nil
}

// wholeRow is a table's name used as a value: the record of its columns.
func (b *binder) wholeRow(s *scope, schema, name string) (expr.Expr, error) {
	e, ambiguous := s.entry(schema, name)
	if e == nil || ambiguous {
		return nil, nil
	}
	return b.rowOf(e), e.barred()
}

// rowOf is the record of an item's columns, NULL where an outer join found no
// row for it.
func (b *binder) rowOf(e *entry) expr.Expr {
	names, values := make([]string, len(e.columns)), make([]expr.Expr, len(e.columns))
	for i, c := range e.columns {
		names[i], values[i] = c.name, c.expr
		if e.table != nil {
			names[i] = e.table.Columns[i].Name // of the table's row type, whatever the alias says
		}
	}
	row := b.makeRow(names, values)
	if !e.nullable {
		return row
	}
	there := make([]expr.Expr, 0, len(values))
	for _, v := range e.key(values) {
		there = append(there, &expr.TestIs{Operand: v, Test: expr.IsNotNull})
	}
	return &expr.Case{Result: row.Result, Whens: []expr.When{{Cond: disjunction(there), Then: row}}}
}

// key is what of an item is NULL only where an outer join found no row: the
// id of a stored row. Of other items it is taken to be all columns.
func (e *entry) key(columns []expr.Expr) []expr.Expr {
	if e.table == nil {
		return columns
	}
	id := named(e.hidden, "_id")
	return []expr.Expr{id[0].expr}
}
