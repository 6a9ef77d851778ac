package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// CommonType is the type that the branches of UNION, CASE, VALUES, COALESCE,
// GREATEST, IN or ARRAY get (manual, 10.5). construct names it for the error
// 42804, as in "UNION types text and integer cannot be matched". The caller
// casts each branch to the result, and checks that it can be.
func (r *Registry) CommonType(construct string, ts ...*types.Type) (*types.Type, error) {
	common := types.Unknown
	for _, t := range ts {
		switch {
		case t == types.Unknown || t == common:
		case common == types.Unknown:
			common = t
		case t.Category != common.Category:
			return nil, pgerr.Newf(pgerr.DatatypeMismatch, "%s types %s and %s cannot be matched", construct, common, t)
		case !common.Preferred && r.CanCoerce(common, t, ImplicitCast) && !r.CanCoerce(t, common, ImplicitCast):
			common = t
		}
	}
	if common == types.Unknown {
		return types.Text, nil
	}
	return common, nil
}
