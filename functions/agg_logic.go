package functions

import "github.com/s3dbsql/s3dbsql/types"

// logicAggregates is bool_and, bool_or, every, and bit_and, bit_or, bit_xor.
func logicAggregates() []Aggregate {
	boolAnd := newFold(boolColumn, total(func(a, b bool) bool { return a && b }))
	boolOr := newFold(boolColumn, total(func(a, b bool) bool { return a || b }))
	bitAnd := newFold(intColumn, total(func(a, b int64) int64 { return a & b }))
	bitOr := newFold(intColumn, total(func(a, b int64) int64 { return a | b }))
	bitXor := newFold(intColumn, total(func(a, b int64) int64 { return a ^ b }))
	return []Aggregate{
		{OID: 2517, Name: "bool_and", Args: takes(types.Bool), Result: types.Bool, New: boolAnd},
		{OID: 2518, Name: "bool_or", Args: takes(types.Bool), Result: types.Bool, New: boolOr},
		{OID: 2519, Name: "every", Args: takes(types.Bool), Result: types.Bool, New: boolAnd},
		{OID: 2236, Name: "bit_and", Args: takes(types.Int2), Result: types.Int2, New: bitAnd},
		{OID: 2238, Name: "bit_and", Args: takes(types.Int4), Result: types.Int4, New: bitAnd},
		{OID: 2240, Name: "bit_and", Args: takes(types.Int8), Result: types.Int8, New: bitAnd},
		{OID: 2237, Name: "bit_or", Args: takes(types.Int2), Result: types.Int2, New: bitOr},
		{OID: 2239, Name: "bit_or", Args: takes(types.Int4), Result: types.Int4, New: bitOr},
		{OID: 2241, Name: "bit_or", Args: takes(types.Int8), Result: types.Int8, New: bitOr},
		{OID: 6164, Name: "bit_xor", Args: takes(types.Int2), Result: types.Int2, New: bitXor},
		{OID: 6165, Name: "bit_xor", Args: takes(types.Int4), Result: types.Int4, New: bitXor},
		{OID: 6166, Name: "bit_xor", Args: takes(types.Int8), Result: types.Int8, New: bitXor},
	}
}
