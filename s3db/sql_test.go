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
	"github.com/s3dbsql/s3dbsql/s3db"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// sqlOn returns a function that runs SQL on the engine of a database: on the
// same one as the program, as a server in its process does.
func sqlOn(t *testing.T, e *engine.DB) func(sql string) error {
	t.Helper()
	s := sessionOn(t, e)
	return func(sql string) error {
		err := s.Query(t.Context(), sql, nowhere{})
		if err != nil {
			s.Fail(err)
		}
		return err
	}
}

func sessionOn(t *testing.T, e *engine.DB) *session.Session {
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
	return s
}

// TestListen shows that SQL hears of what a program writes, and sees no
// secret.
func TestListen(t *testing.T) {
	ctx, db, r := users(t)
	s := sessionOn(t, db.Engine())
	came := make(chan struct{}, 1)
	s.OnNotification(func() { came <- struct{}{} })
	if err := s.Query(ctx, `LISTEN "s3db.users"`, nowhere{}); err != nil {
		t.Fatal(err)
	}
	must[s3db.Record](t)(r.Insert(ctx, s3db.Record{"id": "a", "name": "A", "password": "hunter2"}))
	<-came
	want := `{"event":"insert","resource":"users","id":"a","data":{"name":"A","password":"********"}}`
	if list := s.Notifications(); len(list) != 1 || list[0].Payload != want {
		t.Errorf("%v, want %s", list, want)
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
