package expr

import (
	"slices"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// applyIn gets the operand and then the items.
func applyIn(n *In) apply {
	t := n.Operand.Type()
	return func(_ *Context, args []types.Value) (types.Value, error) {
		if args[0].IsNull() {
			return types.Null, nil
		}
		null := false
		for _, item := range args[1:] {
			if item.IsNull() {
				null = true
			} else if types.Equal(t, args[0], item) {
				return types.NewBool(!n.Negated), nil
			}
		}
		if null {
			return types.Null, nil
		}
		return types.NewBool(n.Negated), nil
	}
}

// applyAnyAll compares with the elements until one decides: a true one for
// ANY, a false one for ALL.
func applyAnyAll(a *AnyAll) apply {
	compare := applyOverload(a.Op)
	return func(x *Context, args []types.Value) (types.Value, error) {
		if args[1].IsNull() {
			return types.Null, nil
		}
		result := types.NewBool(a.All)
		pair := [2]types.Value{0: args[0]}
		for _, element := range args[1].Array().Values {
			pair[1] = element
			v, err := compare(x, pair[:])
			switch {
			case err != nil:
				return types.Null, err
			case v.IsNull():
				result = types.Null
			case v.Bool() != a.All:
				return v, nil
			}
		}
		return result, nil
	}
}

// keep is a value that outlives the vector it was read from.
func keep(v types.Value) types.Value {
	if v.Kind() == types.KindNumeric {
		return types.NewNumeric(new(apd.Decimal).Set(v.Numeric()))
	}
	return v
}

func keepAll(args []types.Value) []types.Value {
	kept := make([]types.Value, len(args))
	for i, a := range args {
		kept[i] = keep(a)
	}
	return kept
}

func applyMakeRow(r *MakeRow) apply {
	fields := make([]*types.Type, len(r.Fields))
	for i, f := range r.Fields {
		fields[i] = f.Type()
	}
	return func(_ *Context, args []types.Value) (types.Value, error) {
		return types.NewRecord(&types.Record{Types: fields, Names: r.Names, Values: keepAll(args)}), nil
	}
}

func field(record types.Value, index int) types.Value {
	if record.IsNull() || index >= len(record.Record().Values) {
		return types.Null
	}
	return record.Record().Values[index]
}

func applyMakeArray(a *MakeArray) apply {
	return func(_ *Context, args []types.Value) (types.Value, error) {
		if a.Nested {
			return nestArrays(args)
		}
		if len(args) == 0 {
			return types.NewArray(&types.Array{}), nil
		}
		dims := []types.Dim{{Len: len(args), Lower: 1}}
		return types.NewArray(&types.Array{Dims: dims, Values: keepAll(args)}), nil
	}
}

// nestArrays makes arrays of equal dimensions the rows of one more dimension.
// Arrays that are NULL or empty make an empty one, and do not mix with others.
func nestArrays(rows []types.Value) (types.Value, error) {
	out := &types.Array{}
	filled := 0
	for _, row := range rows {
		if row.IsNull() || len(row.Array().Dims) == 0 {
			continue
		}
		inner := row.Array()
		if filled++; filled == 1 {
			out.Dims = append([]types.Dim{{Len: len(rows), Lower: 1}}, inner.Dims...)
		} else if !slices.Equal(out.Dims[1:], inner.Dims) {
			return types.Null, unequalDimensions()
		}
		out.Values = append(out.Values, inner.Values...)
	}
	if filled != 0 && filled != len(rows) {
		return types.Null, unequalDimensions()
	}
	return types.NewArray(out), nil
}

func unequalDimensions() error {
	return pgerr.New(pgerr.ArraySubscriptError, "multidimensional arrays must have array expressions with matching dimensions")
}
