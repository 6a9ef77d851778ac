package functions

import "github.com/s3dbsql/s3dbsql/types"

// objectCasts are the casts between integers, oid and the types that print an
// OID as the name of an object. pg_cast numbers each type's seven in a row.
func objectCasts() []Cast {
	unsigned := unary(ints, ints, int8ToOID)
	list := []Cast{
		convert(10037, 1287, types.Int8, types.OIDType, ImplicitCast, unsigned),
		convert(10038, 313, types.Int2, types.OIDType, ImplicitCast, unary(ints, ints, sure(wrapOID))),
		convert(10039, 0, types.Int4, types.OIDType, ImplicitCast, unary(ints, ints, sure(wrapOID))),
		convert(10040, 1288, types.OIDType, types.Int8, AssignmentCast, unary(ints, ints, sure(itself[int64]))),
		convert(10041, 0, types.OIDType, types.Int4, AssignmentCast, unary(ints, ints, sure(wrapInt4))),
		convert(10109, 1079, types.Text, types.RegClass, ImplicitCast, textToRegClass()),
		convert(10110, 1079, types.Varchar, types.RegClass, ImplicitCast, textToRegClass()),
		same(10049, types.RegProc, types.RegProcedure, ImplicitCast),
		same(10050, types.RegProcedure, types.RegProc, ImplicitCast),
		same(10065, types.RegOper, types.RegOperator, ImplicitCast),
		same(10066, types.RegOperator, types.RegOper, ImplicitCast),
	}
	for _, r := range []struct {
		first types.OID
		t     *types.Type
	}{
		{10042, types.RegProc}, {10051, types.RegProcedure}, {10058, types.RegOper}, {10067, types.RegOperator},
		{10074, types.RegClass}, {10088, types.RegType}, {10111, types.RegRole}, {10118, types.RegNamespace},
	} {
		list = append(list,
			same(r.first, types.OIDType, r.t, ImplicitCast),
			same(r.first+1, r.t, types.OIDType, ImplicitCast),
			convert(r.first+2, 1287, types.Int8, r.t, ImplicitCast, unsigned),
			convert(r.first+3, 313, types.Int2, r.t, ImplicitCast, unary(ints, ints, sure(wrapOID))),
			convert(r.first+4, 0, types.Int4, r.t, ImplicitCast, unary(ints, ints, sure(wrapOID))),
			convert(r.first+5, 1288, r.t, types.Int8, AssignmentCast, unary(ints, ints, sure(itself[int64]))),
			convert(r.first+6, 0, r.t, types.Int4, AssignmentCast, unary(ints, ints, sure(wrapInt4))),
		)
	}
	return list
}

// int8ToOID takes what fits 32 bits without a sign.
func int8ToOID(i int64) (int64, error) {
	if i != wrapOID(i) {
		return 0, outOfRange("OID")
	}
	return i, nil
}

// An integer and an oid share their 32 bits.
func wrapOID(i int64) int64  { return int64(uint32(i)) }
func wrapInt4(i int64) int64 { return int64(int32(i)) }

func textToRegClass() body {
	return scalar(func(env *Env, args []types.Value) (types.Value, error) {
		return types.ParseText(types.RegClass, types.NoTypmod, args[0].Text(), env.Parse)
	})
}
