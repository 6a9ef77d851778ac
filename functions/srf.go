package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// sets are the families of set-returning functions.
func sets() []Set {
	var all []Set
	for _, family := range [][]Set{seriesSets(), arraySets(), expandSets(), textSets(), jsonSets(), jsonRecordSets(), jsonpathSets(), catalogSets(), listeningSets(), historySets(), attributeSets()} {
		all = append(all, family...)
	}
	return all
}

// catalogSets are the set-returning functions about objects. No table is
// partitioned in PostgreSQL's sense, so each is its own only ancestor.
func catalogSets() []Set {
	return []Set{{
		OID: 3425, Name: "pg_partition_ancestors", Args: takes(types.RegClass), Result: types.RegClass,
		Fn: func(_ *Env, args []types.Value, yield func(types.Value) error) error { return yield(args[0]) },
	}}
}

// arraySets is unnest and generate_subscripts. unnest of several arrays side
// by side is the binder's, as ROWS FROM is.
func arraySets() []Set {
	return []Set{
		{OID: 2331, Name: "unnest", Args: takes(types.AnyArray), Result: types.AnyElement, Fn: unnest},
		{OID: 1191, Name: "generate_subscripts", Args: takes(types.AnyArray, types.Int4, types.Bool), Result: types.Int4, Fn: generateSubscripts},
		{OID: 1192, Name: "generate_subscripts", Args: takes(types.AnyArray, types.Int4), Result: types.Int4, Fn: generateSubscripts},
	}
}

func unnest(_ *Env, args []types.Value, yield func(types.Value) error) error {
	for _, v := range args[0].Array().Values {
		if err := yield(v); err != nil {
			return err
		}
	}
	return nil
}

// generateSubscripts yields the subscripts of one dimension, backwards if the
// third argument says so.
func generateSubscripts(_ *Env, args []types.Value, yield func(types.Value) error) error {
	dims, n := args[0].Array().Dims, args[1].Int()
	if n < 1 || n > int64(len(dims)) {
		return nil
	}
	first, last := int64(dims[n-1].Lower), int64(dims[n-1].Lower+dims[n-1].Len-1)
	step := int64(1)
	if len(args) > 2 && args[2].Bool() {
		first, last, step = last, first, -1
	}
	return intSeries(first, last, step, yield)
}

// expandSets is _pg_expandarray of information_schema, which JDBC asks for the
// columns of a key: each element x of an array with its place n.
func expandSets() []Set {
	var list []Set
	for _, t := range takes(types.Int2Vector, types.OIDVector, types.Int2.Array, types.OIDType.Array) {
		list = append(list, Set{
			Name: "_pg_expandarray", Args: takes(t), Result: types.RecordType,
			Columns: columns("x", t.Elem, "n", types.Int4), Fn: expandArray(takes(t.Elem, types.Int4)),
		})
	}
	return list
}

func expandArray(ts []*types.Type) SetFn {
	names := []string{"x", "n"}
	return func(_ *Env, args []types.Value, yield func(types.Value) error) error {
		for i, v := range args[0].Array().Values {
			row := &types.Record{Types: ts, Names: names, Values: []types.Value{v, types.NewInt(int64(i) + 1)}}
			if err := yield(types.NewRecord(row)); err != nil {
				return err
			}
		}
		return nil
	}
}
