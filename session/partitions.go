package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// CheckPartitions implements functions.Resources.
func (r resources) CheckPartitions(ctx context.Context, relation types.OID) ([]functions.ReferenceProblem, error) {
	t, err := r.table(relation)
	if err != nil {
		return nil, err
	}
	found, err := r.s.engineOf(t.Schema).CheckPartitions(ctx, t)
	list := make([]functions.ReferenceProblem, len(found))
	for i, f := range found {
		list[i] = functions.ReferenceProblem{Partition: f.Partition, Key: f.Key, ID: f.ID, Problem: string(f.Problem)}
	}
	return list, err
}

// Tasks are the long work on partitions that is under way in the database.
func (s *Session) Tasks() []engine.Task { return s.db.Engine.Tasks() }

// table returns the table of an identifier.
func (r resources) table(oid types.OID) (*catalog.Table, error) {
	found := r.s.Catalog().ByOID(oid)
	if t, ok := found.(*catalog.Table); ok {
		return t, nil
	}
	if name := r.s.relationName(oid); name != "" {
		return nil, pgerr.Newf(pgerr.WrongObjectType, "%q is not a table", name)
	}
	return nil, pgerr.Newf(pgerr.UndefinedTable, "relation with OID %d does not exist", oid)
}
