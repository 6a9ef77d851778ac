package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// EncodingStats implements functions.Resources.
func (r resources) EncodingStats(ctx context.Context, relation types.OID) ([]functions.EncodingStat, error) {
	t, err := r.table(relation)
	if err != nil {
		return nil, err
	}
	found, err := r.s.source().of(t).EncodingStats(ctx, t)
	list := make([]functions.EncodingStat, len(found))
	for i, f := range found {
		list[i] = functions.EncodingStat{Form: f.Form, Values: int64(f.Values), Before: int64(f.Before), After: int64(f.After)}
		if f.Column >= 0 {
			list[i].Column = t.Columns[f.Column].Name
		}
	}
	return list, err
}
