package expr

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// volatility is stable for the casts that look at a setting or the catalog:
// between text and dates, times or intervals (DateStyle, IntervalStyle,
// TimeZone, the word now), between what has a time zone and what has none, and
// between text and the types that name objects.
func (c *Cast) volatility() functions.Volatility {
	from, to := scalarOf(c.Arg.Type()), scalarOf(c.Of)
	if from == to {
		return functions.Immutable
	}
	if readsSettings(from, to) || readsSettings(to, from) {
		return functions.Stable
	}
	return functions.Immutable
}

func scalarOf(t *types.Type) *types.Type {
	if t.Elem != nil {
		return t.Elem
	}
	return t
}

func readsSettings(t, other *types.Type) bool {
	switch {
	case slices.Contains(objectNames, t):
		return other.Category == types.CategoryString
	case t.Category == types.CategoryTimespan:
		return other.Category == types.CategoryString
	case t.Category == types.CategoryDate:
		return other.Category != types.CategoryDate || zoned(t) != zoned(other)
	}
	return false
}

func zoned(t *types.Type) bool { return t == types.TimestampTZ || t == types.TimeTZ }

// objectNames are the types whose values are read and written as names.
var objectNames = []*types.Type{
	types.RegProc, types.RegProcedure, types.RegOper, types.RegOperator,
	types.RegClass, types.RegType, types.RegNamespace, types.RegRole,
}
