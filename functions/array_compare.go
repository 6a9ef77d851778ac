package functions

import "github.com/s3dbsql/s3dbsql/types"

// arrayCompareOperators is the comparison and containment of arrays.
func arrayCompareOperators() []Overload {
	both := takes(types.AnyArray, types.AnyArray)
	list := []Overload{
		polymorphic(2750, "&&", both, types.Bool, bindOverlap),
		polymorphic(2751, "@>", both, types.Bool, bindContains(0, 1)),
		polymorphic(2752, "<@", both, types.Bool, bindContains(1, 0)),
	}
	for op, oid := range [6]types.OID{1070, 1071, 1072, 1074, 1073, 1075} {
		list = append(list, polymorphic(oid, comparisonSymbols[op], both, types.Bool, bindArrayComparison(comparison(op))))
	}
	return list
}

func bindArrayComparison(op comparison) func([]*types.Type, *types.Type) Scalar {
	return func(ts []*types.Type, _ *types.Type) Scalar {
		return func(_ *Env, args []types.Value) (types.Value, error) {
			return types.NewBool(op.holds(types.Compare(ts[0], args[0], args[1]))), nil
		}
	}
}

// bindContains tells whether every element of argument part is in argument
// whole. A NULL is in nothing; dimensions do not matter.
func bindContains(whole, part int) func([]*types.Type, *types.Type) Scalar {
	return func(ts []*types.Type, _ *types.Type) Scalar {
		elem := ts[0].Elem
		return func(_ *Env, args []types.Value) (types.Value, error) {
			for _, x := range args[part].Array().Values {
				if !holdsElement(elem, args[whole].Array(), x) {
					return types.NewBool(false), nil
				}
			}
			return types.NewBool(true), nil
		}
	}
}

func bindOverlap(ts []*types.Type, _ *types.Type) Scalar {
	elem := ts[0].Elem
	return func(_ *Env, args []types.Value) (types.Value, error) {
		for _, x := range args[0].Array().Values {
			if holdsElement(elem, args[1].Array(), x) {
				return types.NewBool(true), nil
			}
		}
		return types.NewBool(false), nil
	}
}

func holdsElement(t *types.Type, a *types.Array, x types.Value) bool {
	if x.IsNull() {
		return false
	}
	for _, y := range a.Values {
		if !y.IsNull() && types.Compare(t, x, y) == 0 {
			return true
		}
	}
	return false
}
