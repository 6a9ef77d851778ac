package functions

import (
	"slices"

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
			Set{OID: j.oids[0], Name: name + "_to_record", Args: takes(j.t), Result: types.RecordType, Bind: bindRecord},
			Set{OID: j.oids[1], Name: name + "_to_recordset", Args: takes(j.t), Result: types.RecordType, NullCall: true, Bind: bindRecordSet(name, "to_recordset")},
			Set{OID: j.oids[2], Name: name + "_populate_record", Args: j.populate, Defaults: len(j.populate) - 2, Result: types.AnyElement, NullCall: true, Bind: bindRecord},
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

func newRecordMaker(env *Env, columns []SetColumn, args []types.Value) *recordMaker {
	m := &recordMaker{env: env, doc: args[0], columns: columns, base: make([]types.Value, len(columns))}
	for _, c := range columns {
		m.types, m.names = append(m.types, c.Type), append(m.names, c.Name)
	}
	if len(args) > 1 {
		m.doc = args[1]
	}
	if len(args) > 1 && args[0].Kind() == types.KindRecord {
		copy(m.base, args[0].Record().Values)
	}
	return m
}

func bindRecord(_ []*types.Type, columns []SetColumn) SetFn {
	return func(env *Env, args []types.Value, yield func(types.Value) error) error {
		m := newRecordMaker(env, columns, args)
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

func bindRecordSet(jsonType, function string) func([]*types.Type, []SetColumn) SetFn {
	name := jsonType + "_" + function
	return func(_ []*types.Type, columns []SetColumn) SetFn {
		return func(env *Env, args []types.Value, yield func(types.Value) error) error {
			m := newRecordMaker(env, columns, args)
			if m.doc.IsNull() {
				return nil
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
