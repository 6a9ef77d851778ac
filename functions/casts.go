package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// casts lists pg_cast as far as the types are supported. Conversions through
// text are not in it: FindCast makes them.
func casts() []Cast {
	return slices.Concat(
		numberCasts(),
		textCasts(),
		datetimeCasts(),
		objectCasts(),
		jsonCasts(),
		modifierCasts(),
	)
}

// convert makes the cast of a body; the type modifier of the target, if any,
// is applied afterwards.
func convert(oid, funcOID types.OID, from, to *types.Type, context CastContext, b body) Cast {
	return Cast{
		OID: oid, FuncOID: funcOID, From: from, To: to, Context: context,
		Fn: castOf(to, b.fn), Kernel: b.kernel,
	}
}

func castOf(to *types.Type, convert Scalar) CastFn {
	return func(env *Env, v types.Value, typmod int32, explicit bool) (types.Value, error) {
		v, err := convert(env, []types.Value{v})
		if err != nil || typmod == types.NoTypmod {
			return v, err
		}
		return types.Coerce(to, typmod, v, explicit)
	}
}

// relabel is the cast between types that hold the same values.
func relabel(from, to *types.Type, context CastContext) *Cast {
	return &Cast{From: from, To: to, Context: context, Relabel: true, Fn: applyModifier(to)}
}

func applyModifier(to *types.Type) CastFn {
	return func(_ *Env, v types.Value, typmod int32, explicit bool) (types.Value, error) {
		if typmod == types.NoTypmod {
			return v, nil
		}
		return types.Coerce(to, typmod, v, explicit)
	}
}

// throughText writes a value as text and reads that as the other type.
func throughText(from, to *types.Type, context CastContext) *Cast {
	return &Cast{From: from, To: to, Context: context, Fn: func(env *Env, v types.Value, typmod int32, explicit bool) (types.Value, error) {
		text := v.Text()
		if from.Category != types.CategoryString && from != types.Unknown {
			text = string(types.AppendText(nil, from, v, env.Style))
		}
		if to.Category != types.CategoryString {
			v, err := types.ParseText(to, typmod, text, env.Parse)
			if err != nil && from.HoldsSecret() {
				err = pgerr.Newf(pgerr.CodeOf(err), "value of type %s is not a valid %s", from.SQLName, to.SQLName)
			}
			return v, err
		}
		v, err := types.ParseText(to, types.NoTypmod, text, env.Parse)
		if err != nil || typmod == types.NoTypmod {
			return v, err
		}
		return types.Coerce(to, typmod, v, explicit)
	}}
}

// modifierCasts are the casts of a type to itself, which apply its modifier.
func modifierCasts() []Cast {
	var list []Cast
	for _, c := range []struct {
		oid, funcOID types.OID
		t            *types.Type
	}{
		{10204, 668, types.BPChar},
		{10205, 669, types.Varchar},
		{10206, 1968, types.Time},
		{10207, 1961, types.Timestamp},
		{10208, 1967, types.TimestampTZ},
		{10209, 1200, types.IntervalType},
		{10210, 1969, types.TimeTZ},
		{10213, 1703, types.Numeric},
	} {
		own := *relabel(c.t, c.t, ImplicitCast)
		own.OID, own.FuncOID = c.oid, c.funcOID
		list = append(list, own)
	}
	return list
}

// castFunctions are the functions of pg_proc behind casts, such as int4(float8).
func castFunctions() []Overload {
	var list []Overload
	seen := map[types.OID]bool{}
	for _, c := range casts() {
		if c.FuncOID == 0 || c.From == c.To || seen[c.FuncOID] {
			continue
		}
		seen[c.FuncOID] = true
		cast := c.Fn
		fn := func(env *Env, args []types.Value) (types.Value, error) {
			return cast(env, args[0], types.NoTypmod, true)
		}
		o := pure(c.FuncOID, c.To.Name, takes(c.From), c.To, body{fn, c.Kernel})
		if c.From == types.TimestampTZ || c.To == types.TimestampTZ || c.To == types.TimeTZ || c.To == types.RegClass {
			o = o.stable()
		}
		list = append(list, o)
	}
	return list
}
