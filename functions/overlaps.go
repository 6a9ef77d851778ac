package functions

import "github.com/s3dbsql/s3dbsql/types"

// overlapsFunctions are OVERLAPS: whether two spans of time, each given by two
// ends or by one end and a length, have a moment in common.
func overlapsFunctions() []Overload {
	var list []Overload
	for _, o := range []struct {
		t    *types.Type
		oids [4]types.OID // ends and ends, lengths and lengths, ends and length, length and ends
		add  func(*Env, int64, types.Interval) (int64, error)
	}{
		{types.TimeTZ, [4]types.OID{1271}, nil},
		{types.Time, [4]types.OID{1308, 1309, 1310, 1311}, func(_ *Env, t int64, iv types.Interval) (int64, error) { return addToTime(t, iv) }},
		{types.Timestamp, [4]types.OID{2041, 2042, 2043, 2044}, func(_ *Env, t int64, iv types.Interval) (int64, error) {
			return types.AddTimestampInterval(t, iv)
		}},
		{types.TimestampTZ, [4]types.OID{1304, 1305, 1306, 1307}, addToTimestampTZ},
	} {
		for i, lengths := range [4][2]bool{{}, {true, true}, {false, true}, {true, false}} {
			if o.oids[i] == 0 {
				continue
			}
			args := takes(o.t, secondOf(o.t, lengths[0]), o.t, secondOf(o.t, lengths[1]))
			overload := pure(o.oids[i], "overlaps", args, types.Bool, scalar(overlaps(lengths, o.add))).nullCall()
			if o.t == types.TimestampTZ && i > 0 {
				overload = overload.stable()
			}
			list = append(list, overload)
		}
	}
	return list
}

func secondOf(t *types.Type, length bool) *types.Type {
	if length {
		return types.IntervalType
	}
	return t
}

func overlaps(lengths [2]bool, add func(*Env, int64, types.Interval) (int64, error)) Scalar {
	return func(env *Env, args []types.Value) (types.Value, error) {
		ends := [4]types.Value{args[0], args[1], args[2], args[3]}
		for i, length := range lengths {
			start, end := ends[2*i], &ends[2*i+1]
			if !length || end.IsNull() {
				continue
			}
			if start.IsNull() {
				*end = types.Null
				continue
			}
			at, err := add(env, start.Int(), end.Interval())
			if err != nil {
				return types.Null, err
			}
			*end = types.NewInt(at)
		}
		return overlap(ends), nil
	}
}

// overlap follows the SQL standard: a span without length is a moment, NULL at
// one end leaves what the other end can tell.
func overlap(ends [4]types.Value) types.Value {
	from1, to1, ok1 := ordered(ends[0], ends[1])
	from2, to2, ok2 := ordered(ends[2], ends[3])
	if !ok1 || !ok2 {
		return types.Null
	}
	if from1.Int() > from2.Int() {
		from1, to1, from2, to2 = from2, to2, from1, to1
	}
	switch {
	case from1.Int() == from2.Int():
		if to1.IsNull() || to2.IsNull() {
			return types.Null
		}
		return types.NewBool(true)
	case to1.IsNull():
		return types.Null
	case from2.Int() < to1.Int():
		return types.NewBool(true)
	}
	if to2.IsNull() {
		return types.Null
	}
	return types.NewBool(false)
}

// ordered returns the earlier end first, NULL last; ok is false if both are.
func ordered(a, b types.Value) (from, to types.Value, ok bool) {
	switch {
	case a.IsNull():
		return b, a, !b.IsNull()
	case !b.IsNull() && a.Int() > b.Int():
		return b, a, true
	}
	return a, b, true
}
