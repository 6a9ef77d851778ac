package s3db_test

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/functions"
	_ "github.com/s3dbsql/s3dbsql/internal/server" // says how parser and store are linked together
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// sqlOn returns a function that runs SQL on the engine of a database: on the
// same one as the program, as a server in its process does.
func sqlOn(t *testing.T, e *engine.DB) func(sql string) error {
	t.Helper()
	db := &session.Database{
		Name: "test", Engine: e, Functions: functions.Builtins(), Advisory: session.NewAdvisoryLocks(),
		Clock: time.Now, Seed: func() uint64 { return 1 },
	}
	s, err := session.New(db, session.Startup{User: "me"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return func(sql string) error {
		err := s.Query(t.Context(), sql, nowhere{})
		if err != nil {
			s.Fail(err)
		}
		return err
	}
}

// nowhere is a client that looks at nothing.
type nowhere struct{}

func (nowhere) Fields([]session.Field) error              { return nil }
func (nowhere) Batch([]session.Field, *types.Batch) error { return nil }
func (nowhere) Complete(string) error                     { return nil }
func (nowhere) Empty() error                              { return nil }
func (nowhere) Suspended() error                          { return nil }
func (nowhere) Notice(string, *pgerr.Error) error         { return nil }
func (nowhere) Parameter(string, string) error            { return nil }
func (nowhere) CopyIn(int, bool) (io.Reader, error)       { return nil, io.EOF }
func (nowhere) CopyOut(int, bool) (io.WriteCloser, error) { return nil, io.EOF }
