package functions

import (
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// comparison is one of the six operators that order two values.
type comparison int

const (
	equal comparison = iota
	unequal
	less
	lessOrEqual
	greater
	greaterOrEqual
)

var comparisonSymbols = [6]string{"=", "<>", "<", "<=", ">", ">="}

// holds tells from a three-way comparison whether the operator is true.
func (op comparison) holds(c int) bool {
	switch op {
	case equal:
		return c == 0
	case unequal:
		return c != 0
	case less:
		return c < 0
	case lessOrEqual:
		return c <= 0
	case greater:
		return c > 0
	}
	return c >= 0
}

// compared lists the pairs of types that can be compared, with the OIDs of
// =, <>, <, <=, > and >= (0 where PostgreSQL has no such operator). Arrays
// are in array_compare.go.
var compared = []struct {
	left, right *types.Type
	oids        [6]types.OID
}{
	{types.Bool, types.Bool, [6]types.OID{91, 85, 58, 1694, 59, 1695}},
	{types.Int2, types.Int2, [6]types.OID{94, 519, 95, 522, 520, 524}},
	{types.Int2, types.Int4, [6]types.OID{532, 538, 534, 540, 536, 542}},
	{types.Int2, types.Int8, [6]types.OID{1862, 1863, 1864, 1866, 1865, 1867}},
	{types.Int4, types.Int2, [6]types.OID{533, 539, 535, 541, 537, 543}},
	{types.Int4, types.Int4, [6]types.OID{96, 518, 97, 523, 521, 525}},
	{types.Int4, types.Int8, [6]types.OID{15, 36, 37, 80, 76, 82}},
	{types.Int8, types.Int2, [6]types.OID{1868, 1869, 1870, 1872, 1871, 1873}},
	{types.Int8, types.Int4, [6]types.OID{416, 417, 418, 420, 419, 430}},
	{types.Int8, types.Int8, [6]types.OID{410, 411, 412, 414, 413, 415}},
	{types.Float4, types.Float4, [6]types.OID{620, 621, 622, 624, 623, 625}},
	{types.Float4, types.Float8, [6]types.OID{1120, 1121, 1122, 1124, 1123, 1125}},
	{types.Float8, types.Float4, [6]types.OID{1130, 1131, 1132, 1134, 1133, 1135}},
	{types.Float8, types.Float8, [6]types.OID{670, 671, 672, 673, 674, 675}},
	{types.Numeric, types.Numeric, [6]types.OID{1752, 1753, 1754, 1755, 1756, 1757}},
	{types.OIDType, types.OIDType, [6]types.OID{607, 608, 609, 611, 610, 612}},
	{types.XID, types.XID, [6]types.OID{352, 3315}},
	{types.XID, types.Int4, [6]types.OID{353, 3316}},
	{types.XID8, types.XID8, [6]types.OID{5068, 5072, 5073, 5075, 5074, 5076}},
	{types.CID, types.CID, [6]types.OID{385}},
	{types.TID, types.TID, [6]types.OID{387, 402}},
	{types.Text, types.Text, [6]types.OID{98, 531, 664, 665, 666, 667}},
	{types.Text, types.Name, [6]types.OID{260, 265, 261, 262, 264, 263}},
	{types.Name, types.Text, [6]types.OID{254, 259, 255, 256, 258, 257}},
	{types.Name, types.Name, [6]types.OID{93, 643, 660, 661, 662, 663}},
	{types.BPChar, types.BPChar, [6]types.OID{1054, 1057, 1058, 1059, 1060, 1061}},
	{types.Char, types.Char, [6]types.OID{92, 630, 631, 632, 633, 634}},
	{types.Bytea, types.Bytea, [6]types.OID{1955, 1956, 1957, 1958, 1959, 1960}},
	{types.UUID, types.UUID, [6]types.OID{2972, 2973, 2974, 2976, 2975, 2977}},
	{types.JSONB, types.JSONB, [6]types.OID{3240, 3241, 3242, 3244, 3243, 3245}},
	{types.Inet, types.Inet, [6]types.OID{1201, 1202, 1203, 1204, 1205, 1206}},
	{types.Date, types.Date, [6]types.OID{1093, 1094, 1095, 1096, 1097, 1098}},
	{types.Date, types.Timestamp, [6]types.OID{2347, 2350, 2345, 2346, 2349, 2348}},
	{types.Date, types.TimestampTZ, [6]types.OID{2360, 2363, 2358, 2359, 2362, 2361}},
	{types.Time, types.Time, [6]types.OID{1108, 1109, 1110, 1111, 1112, 1113}},
	{types.TimeTZ, types.TimeTZ, [6]types.OID{1550, 1551, 1552, 1553, 1554, 1555}},
	{types.Timestamp, types.Date, [6]types.OID{2373, 2376, 2371, 2372, 2375, 2374}},
	{types.Timestamp, types.Timestamp, [6]types.OID{2060, 2061, 2062, 2063, 2064, 2065}},
	{types.Timestamp, types.TimestampTZ, [6]types.OID{2536, 2539, 2534, 2535, 2538, 2537}},
	{types.TimestampTZ, types.Date, [6]types.OID{2386, 2389, 2384, 2385, 2388, 2387}},
	{types.TimestampTZ, types.Timestamp, [6]types.OID{2542, 2545, 2540, 2541, 2544, 2543}},
	{types.TimestampTZ, types.TimestampTZ, [6]types.OID{1320, 1321, 1322, 1323, 1324, 1325}},
	{types.IntervalType, types.IntervalType, [6]types.OID{1330, 1331, 1332, 1333, 1334, 1335}},
	{types.OIDVector, types.OIDVector, [6]types.OID{649, 644, 645, 647, 646, 648}},
	{types.RecordType, types.RecordType, [6]types.OID{2988, 2989, 2990, 2992, 2991, 2993}},
}

func comparisonOperators() []Overload {
	var list []Overload
	for _, c := range compared {
		for op, oid := range c.oids {
			if oid == 0 {
				continue
			}
			b := comparisonBody(comparison(op), c.left, c.right)
			o := pure(oid, comparisonSymbols[op], takes(c.left, c.right), types.Bool, b)
			if c.left != c.right && (c.left == types.TimestampTZ || c.right == types.TimestampTZ) {
				o = o.stable() // by the time zone of the session
			}
			list = append(list, o)
		}
	}
	return list
}

func comparisonBody(op comparison, left, right *types.Type) body {
	switch {
	case isMoment(left) && isMoment(right) && left != right:
		return momentComparison(op, left, right)
	case left == types.XID8:
		return generalComparison(op, left)
	case left == types.RecordType:
		return recordComparison(op)
	case left.Kind == types.KindInt:
		return body{intComparison(op), intComparisonKernel(op)}
	case left.Kind == types.KindFloat:
		return body{floatComparison(op), floatComparisonKernel(op)}
	case left.Kind == types.KindNumeric:
		return numericComparison(op)
	case left.Kind == types.KindInterval:
		return binary(intervals, intervals, bools, func(a, b types.Interval) (bool, error) {
			return op.holds(types.CompareInterval(a, b)), nil
		})
	case byBytes(left):
		return textComparison(op)
	}
	return generalComparison(op, left)
}

// byBytes reports whether values of t are ordered as the bytes of their text
// (every collation is C).
func byBytes(t *types.Type) bool {
	switch t {
	case types.Text, types.Name, types.Bytea, types.UUID, types.Char:
		return true
	}
	return false
}

// generalComparison asks the type itself.
func generalComparison(op comparison, t *types.Type) body {
	return scalar(func(_ *Env, args []types.Value) (types.Value, error) {
		return types.NewBool(op.holds(types.Compare(t, args[0], args[1]))), nil
	})
}

// recordComparison compares records whose fields are of the same types.
func recordComparison(op comparison) body {
	return scalar(func(_ *Env, args []types.Value) (types.Value, error) {
		a, b := args[0].Record(), args[1].Record()
		for i := range min(len(a.Types), len(b.Types)) {
			if a.Types[i] != b.Types[i] {
				return types.Null, pgerr.Newf(pgerr.DatatypeMismatch, "cannot compare dissimilar column types %s and %s at record column %d",
					a.Types[i].SQLName, b.Types[i].SQLName, i+1)
			}
		}
		if len(a.Types) != len(b.Types) {
			return types.Null, pgerr.New(pgerr.DatatypeMismatch, "cannot compare record types with different numbers of columns")
		}
		return types.NewBool(op.holds(types.Compare(types.RecordType, args[0], args[1]))), nil
	})
}

func isMoment(t *types.Type) bool {
	return t == types.Date || t == types.Timestamp || t == types.TimestampTZ
}

// momentComparison compares a date, timestamp or timestamptz with another of
// these: as timestamps, in the session's time zone where one has a zone.
func momentComparison(op comparison, left, right *types.Type) body {
	zoned := left == types.TimestampTZ || right == types.TimestampTZ
	return scalar(func(env *Env, args []types.Value) (types.Value, error) {
		a := instant(left, args[0].Int(), zoned, env)
		b := instant(right, args[1].Int(), zoned, env)
		return types.NewBool(op.holds(types.Compare(types.Timestamp, types.NewInt(a), types.NewInt(b)))), nil
	})
}

// instant is a moment in microseconds. A date too late for a timestamp is
// later than all others but infinity.
func instant(t *types.Type, v int64, zoned bool, env *Env) int64 {
	if t == types.Date {
		micros, err := types.DateToTimestamp(v)
		if err != nil {
			return types.TimestampInfinity - 1
		}
		v = micros
	}
	if zoned && t != types.TimestampTZ {
		if micros, err := types.TimestampToTimestampTZ(v, env.location()); err == nil {
			return micros
		}
	}
	return v
}

// location is the session's time zone.
func (env *Env) location() *time.Location {
	if env.Style == nil || env.Style.Location == nil {
		return time.UTC
	}
	return env.Style.Location
}
