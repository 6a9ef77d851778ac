package server

import (
	"context"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Bucket is the part of the store that holds a database; 3D000 if there is
// none of the name.
func (s *Server) Bucket(ctx context.Context, name string) (storage.Bucket, error) {
	if err := s.registry.exists(ctx, name); err != nil {
		return nil, err
	}
	return s.registry.bucket(name), nil
}

// Verify opens a database and compares its journal, records and references.
func (s *Server) Verify(ctx context.Context, name string) (*engine.Verification, error) {
	d, err := s.registry.use(ctx, name)
	if err != nil {
		return nil, err
	}
	defer s.registry.leave(d)
	return d.Engine.Verify(ctx)
}

// Store is the store of the server and what was found out about it.
func (s *Server) Store() *Store { return s.store }
