package functions

import (
	"github.com/s3dbsql/s3dbsql/types"
)

// sets are the families of set-returning functions.
func sets() []Set {
	var all []Set
	for _, family := range [][]Set{seriesSets(), arraySets(), textSets(), jsonSets(), jsonRecordSets(), jsonpathSets()} {
		all = append(all, family...)
	}
	return all
}

// arraySets is unnest and generate_subscripts. unnest of several arrays side
// by side is the executor's, as ROWS FROM is.
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
