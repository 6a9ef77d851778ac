package s3db_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/s3db"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// TestSecretValues holds that secrets come back as what they were.
func TestSecretValues(t *testing.T) {
	for _, dialect := range []string{"", "v21"} {
		ctx, db := database(t)
		r, err := db.CreateResource(ctx, s3db.Config{Name: "vault", Dialect: dialect, Attributes: s3db.Attributes{
			{"text", "secret|optional"}, {"pin", "secretNumber|optional"}, {"any", "secretAny|optional"},
			{"deep", s3db.Attributes{{"token", "secret|optional"}}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range []struct{ given, want s3db.Record }{
			{s3db.Record{"text": "42", "pin": 1234, "any": 99}, s3db.Record{"text": "42", "pin": 1234.0, "any": 99.0}},
			{s3db.Record{"text": `{"a":1}`, "pin": -0.5, "any": "99"}, s3db.Record{"text": `{"a":1}`, "pin": -0.5, "any": "99"}},
			{s3db.Record{"any": true, "deep": s3db.Record{"token": "t"}}, s3db.Record{"any": true, "deep": map[string]any{"token": "t"}}},
			{s3db.Record{"any": "true"}, s3db.Record{"any": "true"}},
			{s3db.Record{"any": `"q"`}, s3db.Record{"any": `"q"`}},
			{s3db.Record{"any": "plain"}, s3db.Record{"any": "plain"}},
			{s3db.Record{"any": []any{1, "2"}}, s3db.Record{"any": []any{1.0, "2"}}},
			{s3db.Record{"any": map[string]any{"a": nil}}, s3db.Record{"any": map[string]any{"a": nil}}},
		} {
			id := fmt.Sprint(i)
			c.given["id"], c.want["id"] = id, id
			must[s3db.Record](t)(r.Insert(ctx, c.given))
			if got := must[s3db.Record](t)(r.Get(ctx, id)); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s: %#v, want %#v", dialect, got, c.want)
			}
		}
	}
}

// vault is a resource with secrets in a bucket that is opened with one
// passphrase after the other.
type vault struct {
	testing.TB
	bucket storage.Bucket
}

func (v *vault) under(passphrase string, work func(ctx context.Context, r *s3db.Resource)) {
	v.Helper()
	ctx := v.Context()
	db, err := s3db.Open(ctx, "", s3db.Options{Passphrase: passphrase, Bucket: v.bucket})
	if err != nil {
		v.Fatal(err)
	}
	r, err := db.CreateResource(ctx, s3db.Config{Name: "vault", Attributes: s3db.Attributes{
		{"name", "string|optional"}, {"password", "secret|min:3"}, {"pin", "secretNumber|optional"},
		{"deep", s3db.Attributes{{"token", "secret|min:20|optional"}, {"note", "string|optional"}}},
	}})
	if err != nil {
		v.Fatal(err)
	}
	work(ctx, r)
	if err := db.WaitApplied(ctx); err != nil {
		v.Error(err)
	}
	if err := db.Close(ctx); err != nil {
		v.Error(err)
	}
}

// stored are the values of metadata of a record, by short name.
func (v *vault) stored(id string) map[string]string {
	obj, err := v.bucket.Get(v.Context(), "resource=vault/data/id="+id, storage.GetOptions{})
	if err != nil {
		v.Fatal(err)
	}
	return obj.Metadata
}

// TestSealed holds that a record whose secrets cannot be decrypted can be
// changed but not read, and that what is not changed stays as it is.
func TestSealed(t *testing.T) {
	v := &vault{TB: t, bucket: mem.New(mem.Options{})}
	long := strings.Repeat("t", 20)
	v.under("one", func(ctx context.Context, r *s3db.Resource) {
		for _, id := range []string{"a", "b", "c"} {
			must[s3db.Record](t)(r.Insert(ctx, s3db.Record{"id": id, "name": "x", "password": "hunter2", "pin": 7, "deep": s3db.Record{"token": long}}))
		}
	})
	before := v.stored("a")
	v.under("two", func(ctx context.Context, r *s3db.Resource) {
		_, err := r.Get(ctx, "a")
		var e *s3db.SecretError
		if !errors.As(err, &e) || e.Attribute != "password" || e.ID != "a" || !errors.Is(err, codec.ErrDecrypt) ||
			!strings.Contains(err.Error(), "Options.Passphrase") || strings.Contains(err.Error(), before["1"]) {
			t.Errorf("get: %v", err)
		}
		var seen any
		r.AddHook(s3db.BeforeUpdate, func(_ context.Context, _ *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
			seen = rec["password"]
			return rec, nil
		})
		rec := must[s3db.Record](t)(r.Update(ctx, "a", s3db.Record{"name": "y", "deep.note": "n"}))
		if _, ok := rec["password"].(s3db.Sealed); !ok || seen != rec["password"] || rec["name"] != "y" {
			t.Errorf("updated: %v, the hook saw %v", rec, seen)
		}
		if text := fmt.Sprintf("%v %+v %#v %s", rec, rec, rec, rec); strings.Contains(text, before["1"]) {
			t.Errorf("the ciphertext shows: %s", text)
		}
		if _, err := r.Update(ctx, "a", s3db.Record{"pin": "no number"}); !errors.As(err, new(*s3db.ValidationError)) {
			t.Errorf("a bad pin: %v", err)
		}
		must[s3db.Record](t)(r.Update(ctx, "b", s3db.Record{"password": "new", "pin": nil}))
		if rec := must[s3db.Record](t)(r.Replace(ctx, "c", s3db.Record{"password": "new"})); len(rec) != 2 || rec["password"] != "new" {
			t.Errorf("replaced: %v", rec)
		}
	})
	after := v.stored("a")
	for _, slot := range []string{"1", "2", "3"} {
		if before[slot] == "" || after[slot] != before[slot] {
			t.Errorf("%s was %q and is %q", slot, before[slot], after[slot])
		}
	}
	v.under("one", func(ctx context.Context, r *s3db.Resource) {
		want := s3db.Record{"id": "a", "name": "y", "password": "hunter2", "pin": 7.0, "deep": map[string]any{"token": long, "note": "n"}}
		if got := must[s3db.Record](t)(r.Get(ctx, "a")); !reflect.DeepEqual(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		if _, err := r.Get(ctx, "b"); !errors.As(err, new(*s3db.SecretError)) {
			t.Errorf("b: %v", err)
		}
	})
}

// TestSecretPartition holds that no partition is made whose keys would show a
// secret.
func TestSecretPartition(t *testing.T) {
	ctx, db := database(t)
	_, err := db.CreateResource(ctx, s3db.Config{
		Name: "vault", Attributes: s3db.Attributes{{"deep", s3db.Attributes{{"token", "secret"}}}},
		Partitions: []s3db.Partition{{"byToken", []s3db.Field{{"deep.token", "string"}}}},
	})
	if !errors.As(err, new(*s3db.PartitionError)) {
		t.Errorf("%v", err)
	}
}
