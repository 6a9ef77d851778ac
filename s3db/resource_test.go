package s3db_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/s3db"
)

// database opens a database in memory.
func database(t *testing.T) (context.Context, *s3db.Database) {
	t.Helper()
	ctx := t.Context()
	db, err := s3db.Open(ctx, "memory:", s3db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close(context.Background()) })
	return ctx, db
}

func users(t *testing.T) (context.Context, *s3db.Database, *s3db.Resource) {
	t.Helper()
	ctx, db := database(t)
	r, err := db.CreateResource(ctx, s3db.Config{
		Name: "users",
		Attributes: s3db.Attributes{
			{"name", "string"}, {"age", "number|integer|optional"}, {"score", "number|optional"}, {"country", "string|optional"},
			{"profile", s3db.Attributes{{"bio", "string|optional"}, {"city", "string|optional"}}},
			{"tags", "array|items:string|optional"}, {"password", "secret|optional"},
		},
		Partitions: []s3db.Partition{
			{"byCountry", []s3db.Field{{"country", "string"}}},
			{"byCity", []s3db.Field{{"profile.city", "string"}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return ctx, db, r
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestRecord(t *testing.T) {
	ctx, db, r := users(t)
	rec := s3db.Record{
		"id": "u1", "name": "José", "age": 42, "score": 1.5, "tags": []string{"a", "b|c"}, "password": "hunter2",
		"profile": map[string]any{"bio": "x", "city": "Rio"}, "country": "BR",
	}
	want := s3db.Record{
		"id": "u1", "name": "José", "age": int64(42), "score": 1.5, "tags": []any{"a", "b|c"}, "password": "hunter2",
		"profile": map[string]any{"bio": "x", "city": "Rio"}, "country": "BR",
	}
	check := func(what string, got s3db.Record) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%#v, want\n%#v", what, got, want)
		}
	}
	get := must[s3db.Record](t)
	check("insert", get(r.Insert(ctx, rec)))
	check("get", get(r.Get(ctx, "u1")))
	if err := db.WaitApplied(ctx); err != nil {
		t.Fatal(err)
	}
	check("applied", get(r.Get(ctx, "u1")))
	want["age"], want["profile"] = int64(43), map[string]any{"bio": "y", "city": "Rio"}
	check("update", get(r.Update(ctx, "u1", s3db.Record{"age": 43, "profile.bio": "y"})))
	delete(want, "score")
	want["profile"] = map[string]any{"bio": "y", "city": "Lima"}
	check("merge", get(r.Update(ctx, "u1", s3db.Record{"score": nil, "profile": s3db.Record{"city": "Lima"}})))
	check("get", get(r.Get(ctx, "u1")))
	want = s3db.Record{"id": "u1", "name": "Ana"}
	check("replace", get(r.Replace(ctx, "u1", s3db.Record{"name": "Ana"})))
	want["age"] = int64(1)
	check("upsert", get(r.Upsert(ctx, "u1", s3db.Record{"age": 1})))
	if _, err := r.Insert(ctx, rec); !errors.As(err, new(*s3db.ExistsError)) {
		t.Errorf("second insert: %v", err)
	}
	if err := r.Delete(ctx, "u1"); err != nil {
		t.Error(err)
	}
	if err := r.Delete(ctx, "u1"); !errors.As(err, new(*s3db.NotFoundError)) {
		t.Errorf("second delete: %v", err)
	}
	if _, err := r.Get(ctx, "u1"); !errors.As(err, new(*s3db.NotFoundError)) {
		t.Errorf("get of what is gone: %v", err)
	}
}

func TestLists(t *testing.T) {
	ctx, db, r := users(t)
	for i := range 25 {
		country, city := "US", "NY"
		if i%5 == 0 {
			country, city = "BR", "Rio"
		}
		if _, err := r.Insert(ctx, s3db.Record{
			"id": fmt.Sprintf("u%02d", i), "name": "n", "age": i % 3, "country": country, "profile": s3db.Record{"city": city},
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, applied := range []bool{false, true} {
		if applied {
			if err := db.WaitApplied(ctx); err != nil {
				t.Fatal(err)
			}
		}
		br := s3db.ListOptions{Partition: "byCountry", Values: map[string]any{"country": "BR"}}
		rio := s3db.ListOptions{Partition: "byCity", Values: map[string]any{"profile.city": "Rio"}}
		for _, test := range []struct {
			opts s3db.ListOptions
			want string
		}{
			{s3db.ListOptions{Limit: 2}, "[u00 u01]"},
			{s3db.ListOptions{Limit: 2, Offset: 10}, "[u10 u11]"},
			{s3db.ListOptions{Offset: 23}, "[u23 u24]"},
			{s3db.ListOptions{Offset: 30}, "[]"},
			{br, "[u00 u05 u10 u15 u20]"},
			{rio, "[u00 u05 u10 u15 u20]"},
			{s3db.ListOptions{Partition: "byCountry", Values: br.Values, Offset: 1, Limit: 2}, "[u05 u10]"},
		} {
			ids := must[[]string](t)(r.ListIDs(ctx, test.opts))
			if got := fmt.Sprint(ids); got != test.want {
				t.Errorf("ids of %+v, applied %v: %s, want %s", test.opts, applied, got, test.want)
			}
			list := must[[]s3db.Record](t)(r.List(ctx, test.opts))
			got := []string{}
			for _, rec := range list {
				got = append(got, rec.ID())
			}
			if fmt.Sprint(got) != test.want {
				t.Errorf("records of %+v, applied %v: %s, want %s", test.opts, applied, got, test.want)
			}
		}
		if n := must[int](t)(r.Count(ctx, s3db.ListOptions{})); n != 25 {
			t.Errorf("count: %d", n)
		}
		page := must[s3db.Page](t)(r.Page(ctx, s3db.PageOptions{ListOptions: s3db.ListOptions{Offset: 20, Limit: 10}}))
		if len(page.Items) != 5 || page.TotalItems != 25 || page.TotalPages != 3 || page.Page != 2 || page.HasMore {
			t.Errorf("page: %+v", page)
		}
		found := must[[]s3db.Record](t)(r.Query(ctx, s3db.Record{"age": 1, "country": "US"}, s3db.ListOptions{}))
		if len(found) != 7 {
			t.Errorf("query: %d records", len(found))
		}
	}
	if n, err := r.DeleteMany(ctx, []string{"u00", "u01", "none"}); n != 2 || err != nil {
		t.Errorf("deleteMany: %d, %v", n, err)
	}
}

// TestTransaction shows that a transaction is there as a whole or not at all.
func TestTransaction(t *testing.T) {
	ctx, db, r := users(t)
	failed := errors.New("no")
	move := func(fail error) error {
		return db.Transaction(ctx, func(tx *s3db.Tx) error {
			u := tx.Resource("users")
			if _, err := u.Insert(ctx, s3db.Record{"id": "a", "name": "A"}); err != nil {
				return err
			}
			if _, err := u.Update(ctx, "a", s3db.Record{"age": 1}); err != nil {
				return err
			}
			return fail
		})
	}
	if err := move(failed); !errors.Is(err, failed) {
		t.Fatal(err)
	}
	if exists := must[bool](t)(r.Exists(ctx, "a")); exists {
		t.Error("a transaction that failed left a record")
	}
	if err := move(nil); err != nil {
		t.Fatal(err)
	}
	if rec := must[s3db.Record](t)(r.Get(ctx, "a")); rec["age"] != int64(1) {
		t.Errorf("committed: %v", rec)
	}
}

// TestTruncated shows that a record that its behavior cuts is the same before
// and after it is an object, and that secrets are never cut.
func TestTruncated(t *testing.T) {
	ctx, db := database(t)
	r, err := db.CreateResource(ctx, s3db.Config{
		Name: "cut", Behavior: "truncate-data",
		Attributes: s3db.Attributes{{"title", "string"}, {"text", "string"}, {"key", "secret|optional"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	get := must[s3db.Record](t)
	long := strings.Repeat("é", 1500)
	stored := get(r.Insert(ctx, s3db.Record{"id": "1", "title": "t", "text": long, "key": strings.Repeat("k", 900)}))
	before := get(r.Get(ctx, "1"))
	if err := db.WaitApplied(ctx); err != nil {
		t.Fatal(err)
	}
	after := get(r.Get(ctx, "1"))
	if !reflect.DeepEqual(stored, before) || !reflect.DeepEqual(before, after) {
		t.Errorf("stored %v\nbefore %v\nafter %v", stored, before, after)
	}
	text := after["text"].(string)
	if len(text) == 0 || len(text) == len(long) || !strings.HasPrefix(long, text) || len(after["key"].(string)) != 900 {
		t.Errorf("cut to %d bytes, the secret to %d", len(text), len(after["key"].(string)))
	}
	if _, err := r.Insert(ctx, s3db.Record{"id": "2", "title": "t", "text": "x", "key": strings.Repeat("k", 3000)}); err == nil {
		t.Error("a secret that does not fit was accepted")
	}
}
