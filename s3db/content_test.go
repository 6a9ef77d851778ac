package s3db_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/s3db"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// files is a resource of a behavior.
func files(t *testing.T, behavior string) (context.Context, *s3db.Database, *s3db.Resource) {
	t.Helper()
	ctx := t.Context()
	db, err := s3db.Open(ctx, "", s3db.Options{Bucket: mem.New(mem.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close(context.Background()) })
	r, err := db.CreateResource(ctx, s3db.Config{
		Name: "files", Behavior: behavior, Attributes: s3db.Attributes{{"name", "string|optional"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Insert(ctx, s3db.Record{"id": "a", "name": "A"}); err != nil {
		t.Fatal(err)
	}
	return ctx, db, r
}

// wantContent compares the content of a record, while the journal alone has
// it and after it was applied.
func wantContent(t *testing.T, db *s3db.Database, r *s3db.Resource, id string, body []byte, contentType string) {
	t.Helper()
	for range 2 {
		c, err := r.Content(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Bytes()
		if err != nil || !bytes.Equal(got, body) || c.Type != contentType || c.Size != int64(len(body)) {
			t.Fatalf("%d bytes of %d, %s, want %d, %s (%v)", len(got), c.Size, c.Type, len(body), contentType, err)
		}
		var copied bytes.Buffer
		if c, err = r.Content(t.Context(), id); err == nil {
			_, err = io.Copy(&copied, c)
		}
		if err != nil || !bytes.Equal(copied.Bytes(), body) {
			t.Fatalf("copied %d bytes: %v", copied.Len(), err)
		}
		if err := db.WaitApplied(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestContent(t *testing.T) {
	large := bytes.Repeat([]byte("0123456789abcdef"), 9<<16+1)
	for _, behavior := range []string{"user-managed", "enforce-limits", "truncate-data", "body-overflow"} {
		t.Run(behavior, func(t *testing.T) {
			ctx, db, r := files(t, behavior)
			for _, test := range []struct {
				body []byte
				set  string
				want string
			}{
				{[]byte("\x89PNG"), "image/png", "image/png"},
				{[]byte(`{"name":"no field","x":1}`), "application/json", "application/json"},
				{bytes.Repeat([]byte(" "), 64), "", "application/octet-stream"},
				{large, "video/mp4", "video/mp4"},
			} {
				if len(test.body) > 1<<20 && behavior != "user-managed" {
					continue
				}
				if err := r.SetContent(ctx, "a", bytes.NewReader(test.body), test.set); err != nil {
					t.Fatal(err)
				}
				wantContent(t, db, r, "a", test.body, test.want)
				if _, err := r.Update(ctx, "a", s3db.Record{"name": test.want}); err != nil {
					t.Fatal(err)
				}
				wantContent(t, db, r, "a", test.body, test.want)
				if rec, err := r.Get(ctx, "a"); err != nil || len(rec) != 2 || rec["name"] != test.want {
					t.Errorf("record %v, %v", rec, err)
				}
			}
			if err := r.DeleteContent(ctx, "a"); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if has, err := r.HasContent(ctx, "a"); has || err != nil {
					t.Errorf("content that was deleted: %v, %v", has, err)
				}
				if rec, err := r.Get(ctx, "a"); err != nil || rec["name"] == "A" {
					t.Errorf("record %v, %v", rec, err)
				}
				if err := db.WaitApplied(ctx); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestContentRefused shows what s3db.js would lose data over.
func TestContentRefused(t *testing.T) {
	ctx, _, r := files(t, "body-only")
	if err := r.SetContent(ctx, "a", strings.NewReader("x"), ""); code(err) != pgerr.FeatureNotSupported {
		t.Errorf("content over body-only: %v", err)
	}
	ctx, _, r = files(t, "truncate-data")
	full := s3db.Record{"name": strings.Repeat("x", 1950)}
	if _, err := r.Update(ctx, "a", full); err != nil {
		t.Fatal(err)
	}
	if err := r.SetContent(ctx, "a", strings.NewReader("x"), "application/json"); code(err) != pgerr.ProgramLimitExceeded {
		t.Errorf("content for which a text would be cut: %v", err)
	}
	if rec, err := r.Get(ctx, "a"); err != nil || rec["name"] != full["name"] {
		t.Errorf("record of %d bytes, %v", len(rec["name"].(string)), err)
	}
	for _, behavior := range []string{"user-managed", "body-overflow"} {
		ctx, db, r := files(t, behavior)
		long := s3db.Record{"name": strings.Repeat("x", 3000)}
		if _, err := r.Update(ctx, "a", long); err != nil {
			t.Fatal(err)
		}
		if err := r.SetContent(ctx, "a", strings.NewReader("x"), ""); code(err) != pgerr.ProgramLimitExceeded {
			t.Errorf("%s: content over a record in the body: %v", behavior, err)
		}
		if _, err := r.Update(ctx, "a", s3db.Record{"name": "short"}); err != nil {
			t.Fatal(err)
		}
		if err := r.SetContent(ctx, "a", strings.NewReader("x"), ""); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Update(ctx, "a", long); code(err) != pgerr.ProgramLimitExceeded || !strings.Contains(err.Error(), "binary content") {
			t.Errorf("%s: an update that needs the body: %v", behavior, err)
		}
		wantContent(t, db, r, "a", []byte("x"), "application/octet-stream")
	}
}

func code(err error) pgerr.Code {
	var e *pgerr.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestContentErrors(t *testing.T) {
	ctx, _, r := files(t, "")
	var none *s3db.NoContentError
	if _, err := r.Content(ctx, "a"); !errors.As(err, &none) {
		t.Errorf("no content: %v", err)
	}
	for what, err := range map[string]error{
		"set":    r.SetContent(ctx, "none", strings.NewReader("x"), ""),
		"delete": r.DeleteContent(ctx, "none"),
		"get":    func() error { _, err := r.Content(ctx, "none"); return err }(),
	} {
		if !errors.As(err, new(*s3db.NotFoundError)) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if has, err := r.HasContent(ctx, "none"); has || err != nil {
		t.Errorf("has: %v, %v", has, err)
	}
	if err := r.SetContent(ctx, "a", strings.NewReader("x"), "a\nb"); code(err) != pgerr.InvalidParameterValue {
		t.Errorf("a type of two lines: %v", err)
	}
	broken := errors.New("broken")
	if err := r.SetContent(ctx, "a", io.MultiReader(strings.NewReader("xx"), iotestErr{broken}), ""); !errors.Is(err, broken) {
		t.Errorf("a source that breaks: %v", err)
	}
	if err := r.SetContent(ctx, "a", strings.NewReader(""), ""); err != nil {
		t.Error(err)
	}
	if has, err := r.HasContent(ctx, "a"); has || err != nil {
		t.Errorf("empty content: %v, %v", has, err)
	}
}

type iotestErr struct{ err error }

func (e iotestErr) Read([]byte) (int, error) { return 0, e.err }

// TestContentInTransaction shows that content comes and goes with the rest.
func TestContentInTransaction(t *testing.T) {
	ctx, db, r := files(t, "")
	failed := errors.New("no")
	err := db.Transaction(ctx, func(tx *s3db.Tx) error {
		if err := tx.Resource("files").SetContent(ctx, "a", strings.NewReader("never"), ""); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	if has, err := r.HasContent(ctx, "a"); has || err != nil {
		t.Errorf("content of a transaction that failed: %v, %v", has, err)
	}
	err = db.Transaction(ctx, func(tx *s3db.Tx) error {
		f := tx.Resource("files")
		if _, err := f.Insert(ctx, s3db.Record{"id": "b", "name": "B"}); err != nil {
			return err
		}
		if err := f.SetContent(ctx, "b", strings.NewReader("bytes"), "text/plain"); err != nil {
			return err
		}
		c, err := f.Content(ctx, "b")
		if err != nil {
			return err
		}
		if got, err := c.Bytes(); err != nil || string(got) != "bytes" {
			t.Errorf("own content: %q, %v", got, err)
		}
		if _, err := r.Content(ctx, "b"); !errors.As(err, new(*s3db.NotFoundError)) {
			t.Errorf("seen from outside: %v", err)
		}
		_, err = f.Update(ctx, "b", s3db.Record{"name": "BB"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	wantContent(t, db, r, "b", []byte("bytes"), "text/plain")
	if err := r.Delete(ctx, "b"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Insert(ctx, s3db.Record{"id": "b"}); err != nil {
		t.Fatal(err)
	}
	if has, err := r.HasContent(ctx, "b"); has || err != nil {
		t.Errorf("content of a record that was deleted: %v, %v", has, err)
	}
}
