package functions

import (
	"math/big"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// objectFunctions are about types, sizes and the names of objects.
func objectFunctions() []Overload {
	text := types.Text
	list := []Overload{
		pure(1619, "pg_typeof", takes(types.Any), types.RegType, body{}).stable().nullCall().withBind(typeOf),
		pure(438, "num_nulls", takes(types.Any), types.Int4, body{}).variadic().nullCall().withBind(countNulls(true)),
		pure(440, "num_nonnulls", takes(types.Any), types.Int4, body{}).variadic().nullCall().withBind(countNulls(false)),
		pure(2288, "pg_size_pretty", takes(types.Int8), text, scalar(sizePretty)),
		pure(3166, "pg_size_pretty", takes(types.Numeric), text, scalar(sizePrettyNumeric)),
		pure(3432, "gen_random_uuid", nil, types.UUID, scalar(randomUUID)).volatile(),
	}
	for _, f := range []struct {
		oid  types.OID
		name string
		t    *types.Type
	}{
		{3495, "to_regclass", types.RegClass}, {3493, "to_regtype", types.RegType}, {3494, "to_regproc", types.RegProc},
		{3479, "to_regprocedure", types.RegProcedure}, {3492, "to_regoper", types.RegOper}, {3476, "to_regoperator", types.RegOperator},
		{4086, "to_regnamespace", types.RegNamespace}, {4093, "to_regrole", types.RegRole},
	} {
		list = append(list, pure(f.oid, f.name, takes(text), f.t, scalar(lookUp(f.t))).stable())
	}
	return list
}

func typeOf(args []*types.Type, _ *types.Type) Scalar {
	return constant(types.NewInt(int64(args[0].OID))).fn
}

func countNulls(null bool) func([]*types.Type, *types.Type) Scalar {
	return func([]*types.Type, *types.Type) Scalar {
		return func(_ *Env, values []types.Value) (types.Value, error) {
			n := int64(0)
			for _, v := range values {
				if v.IsNull() == null {
					n++
				}
			}
			return types.NewInt(n), nil
		}
	}
}

// lookUp finds an object by name; NULL if there is none. A number is no name.
func lookUp(t *types.Type) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		name := args[0].Text()
		if name == "" || name == "-" || name[0] >= '0' && name[0] <= '9' {
			return types.Null, nil
		}
		if v, err := types.ParseText(t, types.NoTypmod, name, env.Parse); err == nil {
			return v, nil
		}
		return types.Null, nil
	}
}

// randomUUID is a version 4 UUID (RFC 4122, section 4.4).
// sizeUnits are the units of pg_size_pretty. A size moves on to the next one
// from 10240 on, after rounding.
var sizeUnits = []string{"bytes", "kB", "MB", "GB", "TB", "PB"}

func sizePretty(_ *Env, args []types.Value) (types.Value, error) {
	return types.NewText(prettySize(big.NewInt(args[0].Int()))), nil
}

// prettySize halves the unit's size until it fits: all but bytes are counted
// in halves first, so that the last step rounds.
func prettySize(size *big.Int) string {
	limit := big.NewInt(10 * 1024)
	if size.CmpAbs(limit) < 0 {
		return size.String() + " bytes"
	}
	halves := new(big.Int).Quo(size, big.NewInt(512))
	limit.SetInt64(20*1024 - 1)
	unit := 1
	for halves.CmpAbs(limit) >= 0 && unit < len(sizeUnits)-1 {
		halves.Quo(halves, big.NewInt(1024))
		unit++
	}
	if halves.Sign() >= 0 {
		halves.Add(halves, big.NewInt(1))
	} else {
		halves.Sub(halves, big.NewInt(1))
	}
	return halves.Quo(halves, big.NewInt(2)).String() + " " + sizeUnits[unit]
}

func sizePrettyNumeric(_ *Env, args []types.Value) (types.Value, error) {
	d := args[0].Numeric()
	if !finiteNumeric(d) || types.CompareNumeric(types.AbsNumeric(d), apd.New(10*1024, 0)) < 0 {
		return types.NewText(string(types.AppendText(nil, types.Numeric, args[0], types.DefaultStyle)) + " bytes"), nil
	}
	whole := types.TruncNumeric(d, 0)
	size := new(big.Int).Set(whole.Coeff.MathBigInt())
	if whole.Negative {
		size.Neg(size)
	}
	return types.NewText(prettySize(size)), nil
}
