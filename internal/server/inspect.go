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

// Check compares what a database holds with itself. It is not opened, and
// nothing is written.
func (s *Server) Check(ctx context.Context, name string) (*engine.Report, error) {
	bucket, err := s.Bucket(ctx, name)
	if err != nil {
		return nil, err
	}
	return engine.Check(ctx, bucket, s.engineOptions())
}

// Repair opens a database, compares what it holds with itself and mends what
// it can. One that cannot be opened is checked only.
func (s *Server) Repair(ctx context.Context, name string) (*engine.Report, error) {
	d, err := s.registry.use(ctx, name)
	if err != nil {
		return s.damaged(ctx, name, err)
	}
	defer s.registry.leave(d)
	return d.Engine.Repair(ctx)
}

// damaged is what a check finds in a database that could not be opened; the
// cause if it finds nothing.
func (s *Server) damaged(ctx context.Context, name string, cause error) (*engine.Report, error) {
	report, err := s.Check(ctx, name)
	if err != nil || len(report.Findings) == 0 {
		return nil, cause
	}
	return report, nil
}

// Store is the store of the server and what was found out about it.
func (s *Server) Store() *Store { return s.store }
