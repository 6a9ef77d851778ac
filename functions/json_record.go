package functions

import (
	"slices"
	"strconv"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonRecordSets makes rows of objects: to_record takes its columns from a
// column definition list, populate_record from the type of its first argument.
func jsonRecordSets() []Set {
	var list []Set
	for _, j := range []struct {
		t        *types.Type
		populate []*types.Type // the third argument of json has no effect any more
		oids     [4]types.OID
	}{
		{types.JSON, takes(types.AnyElement, types.JSON, types.Bool), [4]types.OID{3204, 3205, 3960, 3961}},
		{types.JSONB, takes(types.AnyElement, types.JSONB), [4]types.OID{3490, 3491, 3209, 3475}},
	} {
		name := j.t.Name
		list = append(list,
			Set{OID: j.oids[0], Name: name + "_to_record", Args: takes(j.t), Result: types.RecordType, Bind: bindRecord(name + "_to_record")},
			Set{OID: j.oids[1], Name: name + "_to_recordset", Args: takes(j.t), Result: types.RecordType, NullCall: true, Bind: bindRecordSet(name, "to_recordset")},
			Set{OID: j.oids[2], Name: name + "_populate_record", Args: j.populate, Defaults: len(j.populate) - 2, Result: types.AnyElement, NullCall: true, Bind: bindRecord(name + "_populate_record")},
			Set{OID: j.oids[3], Name: name + "_populate_recordset", Args: j.populate, Defaults: len(j.populate) - 2, Result: types.AnyElement, NullCall: true, Bind: bindRecordSet(name, "populate_recordset")},
		)
	}
	return list
}

// recordMaker makes records of objects. base has the values of columns that
// an object has no key for.
type recordMaker struct {
	env     *Env
	doc     types.Value
	columns []SetColumn
	types   []*types.Type
	names   []string
	base    []types.Value
}

// newRecordMaker makes the maker of a call of function name. The columns of a
// row that is given win: those that were asked for must be like them.
func newRecordMaker(env *Env, name string, columns []SetColumn, args []types.Value) (*recordMaker, error) {
	m := &recordMaker{env: env, doc: args[0], columns: columns}
	var row *types.Record
	if len(args) > 1 {
		m.doc = args[1]
		if args[0].Kind() == types.KindRecord && !args[0].IsNull() {
			row = args[0].Record()
		}
	}
	if row != nil {
		m.columns = columnsOfRecord(row)
		if err := sameColumns(m.columns, columns); columns != nil && err != nil {
			return nil, err
		}
	}
	if m.columns == nil {
		return nil, pgerr.Newf(pgerr.FeatureNotSupported, "could not determine row type for result of %s", name).
			WithHint("Provide a non-null record argument, or call the function in the FROM clause using a column definition list.")
	}
	for _, c := range m.columns {
		m.types, m.names = append(m.types, c.Type), append(m.names, c.Name)
	}
	m.base = make([]types.Value, len(m.columns))
	if row != nil {
		copy(m.base, row.Values)
	}
	return m, nil
}

func columnsOfRecord(r *types.Record) []SetColumn {
	list := make([]SetColumn, len(r.Types))
	for i, t := range r.Types {
		list[i] = SetColumn{Name: "f" + strconv.Itoa(i+1), Type: t}
		if i < len(r.Names) {
			list[i].Name = r.Names[i]
		}
	}
	return list
}

// sameColumns refuses columns that are not of the types wanted.
func sameColumns(got, want []SetColumn) error {
	err := pgerr.New(pgerr.DatatypeMismatch, "function return row and query-specified return row do not match")
	if len(got) != len(want) {
		plural := "s"
		if len(got) == 1 {
			plural = ""
		}
		return err.WithDetail("Returned row contains %d attribute%s, but query expects %d.", len(got), plural, len(want))
	}
	for i, c := range got {
		if c.Type != want[i].Type {
			return err.WithDetail("Returned type %s at ordinal position %d, but query expects %s.", c.Type.SQLName, i+1, want[i].Type.SQLName)
		}
	}
	return nil
}

func bindRecord(name string) func([]*types.Type, []SetColumn) SetFn {
	return func(_ []*types.Type, columns []SetColumn) SetFn {
		return func(env *Env, args []types.Value, yield func(types.Value) error) error {
			m, err := newRecordMaker(env, name, columns, args)
			if err != nil {
				return err
			}
			if m.doc.IsNull() {
				return yield(m.record(m.base))
			}
			row, err := m.object(m.doc.Text())
			if err != nil {
				return err
			}
			return yield(row)
		}
	}
}

func bindRecordSet(jsonType, function string) func([]*types.Type, []SetColumn) SetFn {
	name := jsonType + "_" + function
	return func(_ []*types.Type, columns []SetColumn) SetFn {
		return func(env *Env, args []types.Value, yield func(types.Value) error) error {
			m, err := newRecordMaker(env, name, columns, args)
			if err != nil || m.doc.IsNull() {
				return err
			}
			if err := checkRecordSet(jsonType, name, m.doc.Text()); err != nil {
				return err
			}
			for e := range jsonElements(m.doc.Text()) {
				if kindOfJSON(e) != '{' {
					return pgerr.Newf(pgerr.InvalidParameterValue, "argument of %s must be an array of objects", name)
				}
				row, err := m.object(e)
				if err != nil {
					return err
				}
				if err := yield(row); err != nil {
					return err
				}
			}
			return nil
		}
	}
}

func checkRecordSet(jsonType, name, s string) error {
	kind := kindOfJSON(s)
	switch {
	case kind == '[':
		return nil
	case jsonType == "jsonb":
		return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on a non-array", name)
	case kind == '{':
		return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on an object", name)
	}
	return pgerr.Newf(pgerr.InvalidParameterValue, "cannot call %s on a scalar", name)
}

func (m *recordMaker) record(values []types.Value) types.Value {
	return types.NewRecord(&types.Record{Types: m.types, Names: m.names, Values: values})
}

func (m *recordMaker) object(s string) (types.Value, error) {
	switch kindOfJSON(s) {
	case '{':
	case '[':
		return types.Null, pgerr.New(pgerr.InvalidParameterValue, "cannot call populate_composite on an array")
	default:
		return types.Null, pgerr.New(pgerr.InvalidParameterValue, "cannot call populate_composite on a scalar")
	}
	values := slices.Clone(m.base)
	for i, c := range m.columns {
		part, found := jsonMember(s, c.Name)
		if !found {
			continue
		}
		v, err := valueOfJSON(m.env, c.Type, part, jsonPlace{key: c.Name})
		if err != nil {
			return types.Null, err
		}
		values[i] = v
	}
	return m.record(values), nil
}
