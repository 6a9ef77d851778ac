package s3db_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/s3db"
)

// trace notes what runs, in order.
type trace []string

func (tr *trace) note(format string, args ...any) { *tr = append(*tr, fmt.Sprintf(format, args...)) }

var points = map[s3db.HookPoint]string{
	s3db.BeforeInsert: "before insert", s3db.AfterInsert: "after insert", s3db.BeforeUpdate: "before update",
	s3db.AfterUpdate: "after update", s3db.BeforeDelete: "before delete", s3db.AfterDelete: "after delete",
}

// watched is a resource all of whose hooks, middlewares and events are noted.
func watched(t *testing.T) (context.Context, *s3db.Database, *s3db.Resource, *trace) {
	t.Helper()
	ctx, db := database(t)
	tr := &trace{}
	r, err := db.CreateResource(ctx, s3db.Config{
		Name: "users", Attributes: s3db.Attributes{{"name", "string"}, {"age", "number|integer|optional"}},
		Permissive: true, SyncEvents: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	for point, name := range points {
		r.AddHook(point, func(_ context.Context, r *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
			tr.note("%s %s", name, rec.ID())
			return rec, nil
		})
	}
	for _, method := range []s3db.Method{
		s3db.MethodGet, s3db.MethodGetMany, s3db.MethodExists, s3db.MethodInsert, s3db.MethodUpdate, s3db.MethodReplace, s3db.MethodDelete,
		s3db.MethodDeleteMany, s3db.MethodList, s3db.MethodListIDs, s3db.MethodGetAll, s3db.MethodCount, s3db.MethodPage, s3db.MethodQuery,
	} {
		r.Use(method, func(ctx context.Context, c *s3db.Call, next func(context.Context) (any, error)) (any, error) {
			tr.note("[%s", c.Method)
			defer tr.note("%s]", c.Method)
			return next(ctx)
		})
	}
	for _, name := range []s3db.EventName{
		s3db.EventInsert, s3db.EventUpdate, s3db.EventDelete, s3db.EventGet, s3db.EventGetMany, s3db.EventList, s3db.EventListIDs,
		s3db.EventCount, s3db.EventPage, s3db.EventQuery, s3db.EventInsertMany, s3db.EventDeleteMany, s3db.EventDeleted, s3db.EventDeleteAll,
		s3db.EventError,
	} {
		r.On(name, func(e s3db.Event) { tr.note("event %s", strings.TrimSpace(fmt.Sprint(e.Name, " ", e.ID))) })
	}
	return ctx, db, r, tr
}

// TestOrder pins what runs in which order, for methods and for SQL.
func TestOrder(t *testing.T) {
	ctx, db, r, tr := watched(t)
	sql := sqlOn(t, db.Engine())
	ann := s3db.Record{"id": "a", "name": "Ann"}
	all := s3db.ListOptions{}
	for _, test := range []struct {
		what string
		run  func() error
		want string
	}{
		{"insert", func() error { _, err := r.Insert(ctx, ann); return err },
			"[insert, before insert a, after insert a, insert], event insert a"},
		{"insert again", func() error { r.Insert(ctx, ann); return nil },
			"[insert, before insert a, insert], event error a"},
		{"update", func() error { _, err := r.Update(ctx, "a", s3db.Record{"age": 1}); return err },
			"[update, before update a, after update a, update], event update a"},
		{"upsert", func() error { _, err := r.Upsert(ctx, "a", s3db.Record{"age": 2}); return err },
			"[update, before update a, after update a, update], event update a"},
		{"upsert of none", func() error { _, err := r.Upsert(ctx, "b", ann); return err },
			"[insert, before insert b, after insert b, insert], event insert b"},
		{"replace", func() error { _, err := r.Replace(ctx, "b", ann); return err },
			"[replace, before update b, after update b, replace], event update b"},
		{"get", func() error { _, err := r.Get(ctx, "a"); return err }, "[get, get], event get a"},
		{"getMany", func() error { _, err := r.GetMany(ctx, []string{"a"}); return err }, "[getMany, getMany], event getMany"},
		{"exists", func() error { _, err := r.Exists(ctx, "a"); return err }, "[exists, exists]"},
		{"list", func() error { _, err := r.List(ctx, all); return err }, "[list, list], event list"},
		{"getAll", func() error { _, err := r.GetAll(ctx); return err }, "[getAll, getAll], event list"},
		{"listIds", func() error { _, err := r.ListIDs(ctx, all); return err }, "[listIds, listIds], event listIds"},
		{"count", func() error { _, err := r.Count(ctx, all); return err }, "[count, count], event count"},
		{"page", func() error { _, err := r.Page(ctx, s3db.PageOptions{}); return err }, "[page, page], event page"},
		{"query", func() error { _, err := r.Query(ctx, ann, all); return err }, "[query, query], event query"},
		{"insertMany", func() error { _, err := r.InsertMany(ctx, []s3db.Record{named("c"), named("d")}); return err },
			"[insert, before insert c, after insert c, insert], event insert c, " +
				"[insert, before insert d, after insert d, insert], event insert d, event insertMany"},
		{"deleteMany", func() error { _, err := r.DeleteMany(ctx, []string{"c", "x", "d"}); return err },
			"[deleteMany, [delete, before delete c, after delete c, delete], [delete, before delete d, after delete d, delete], deleteMany], " +
				"event delete c, event delete d, event deleted c, event deleted d, event deleteMany"},
		{"delete", func() error { return r.Delete(ctx, "b") },
			"[delete, before delete b, after delete b, delete], event delete b"},
		{"delete of none", func() error { r.Delete(ctx, "b"); return nil }, "[delete, delete], event error b"},
		{"INSERT", func() error { return sql(`INSERT INTO users (id, name) VALUES ('s', 'S'), ('t', 'T')`) },
			"[insert, before insert s, after insert s, insert], [insert, before insert t, after insert t, insert], event insert s, event insert t"},
		{"UPDATE", func() error { return sql(`UPDATE users SET age = 7 WHERE id = 's'`) },
			"[update, before update s, after update s, update], event update s"},
		{"UPDATE of an id", func() error { return sql(`UPDATE users SET id = 'u' WHERE id = 's'`) },
			"[delete, before delete s, after delete s, delete], [insert, before insert u, after insert u, insert], event delete s, event insert u"},
		{"DELETE", func() error { return sql(`DELETE FROM users WHERE id IN ('t', 'u')`) },
			"[delete, before delete t, after delete t, delete], [delete, before delete u, after delete u, delete], event delete t, event delete u"},
		{"rolled back", func() error { return sql(`BEGIN; DELETE FROM users; ROLLBACK`) },
			"[delete, before delete a, after delete a, delete]"},
		{"deleteAll", func() error { _, err := r.DeleteAll(ctx); return err },
			"[delete, before delete a, after delete a, delete], event delete a, event deleteAll"},
	} {
		*tr = nil
		if err := test.run(); err != nil {
			t.Fatalf("%s: %v", test.what, err)
		}
		db.WaitEvents()
		if got := strings.Join(*tr, ", "); got != test.want {
			t.Errorf("%s:\n%s, want\n%s", test.what, got, test.want)
		}
	}
}

// TestHookChanges shows that what a hook returns is what is written, validated
// with the rest, from a program and from SQL.
func TestHookChanges(t *testing.T) {
	ctx, db := database(t)
	r := must[*s3db.Resource](t)(db.CreateResource(ctx, s3db.Config{
		Name: "users", Attributes: s3db.Attributes{{"name", "string|min:2"}, {"slug", "string"}, {"price", "number|optional"}},
		Hooks: map[s3db.HookPoint][]s3db.Hook{s3db.PreInsert: {
			func(_ context.Context, _ *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
				rec["slug"] = strings.ToLower(rec["name"].(string))
				return rec, nil
			},
			func(_ context.Context, _ *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
				if rec["slug"] == "short" {
					rec["name"] = "x"
				}
				return nil, nil
			},
		}},
	}))
	sql := sqlOn(t, db.Engine())
	must[s3db.Record](t)(r.Insert(ctx, s3db.Record{"id": "a", "name": "ANN"}))
	if err := sql(`INSERT INTO users (id, name, slug) VALUES ('b', 'BOB', 'x')`); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]s3db.Record{
		"a": {"id": "a", "name": "ANN", "slug": "ann"}, "b": {"id": "b", "name": "BOB", "slug": "bob"},
	} {
		if rec := must[s3db.Record](t)(r.Get(ctx, id)); !reflect.DeepEqual(rec, want) {
			t.Errorf("%v, want %v", rec, want)
		}
	}
	if _, err := r.Insert(ctx, s3db.Record{"name": "SHORT"}); !errors.As(err, new(*s3db.ValidationError)) {
		t.Errorf("a hook made a record invalid: %v", err)
	}
	if err := sql(`INSERT INTO users (id, name, slug) VALUES ('c', 'SHORT', 'x')`); pgerr.CodeOf(err) != pgerr.CheckViolation {
		t.Errorf("a hook made a row invalid: %v", err)
	}
}

// TestHookInside shows that a hook's resource works in the transaction: it
// sees what was written, and goes with it.
func TestHookInside(t *testing.T) {
	ctx, db, r := users(t)
	logs := must[*s3db.Resource](t)(db.CreateResource(ctx, s3db.Config{Name: "logs", Attributes: s3db.Attributes{{"what", "string"}}}))
	var fail error
	r.AddHook(s3db.BeforeInsert, func(ctx context.Context, r *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
		if exists, err := r.Exists(ctx, rec.ID()); exists || err != nil || r.Name() != "users" || r.Version() != "v0" {
			return nil, fmt.Errorf("%s %s exists before: %v, %w", r.Name(), r.Version(), exists, err)
		}
		return rec, nil
	})
	r.AddHook(s3db.AfterInsert, func(ctx context.Context, r *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
		if _, err := r.Get(ctx, rec.ID()); err != nil {
			return nil, err
		}
		_, err := r.Resource("logs").Insert(ctx, s3db.Record{"id": rec.ID(), "what": "inserted"})
		return nil, errors.Join(err, fail)
	})
	sql := sqlOn(t, db.Engine())
	rows := []s3db.Record{{"id": "a", "name": "A"}, {"id": "b", "name": "B"}}
	must[[]s3db.Record](t)(r.InsertMany(ctx, rows))
	if err := sql(`INSERT INTO users (id, name) SELECT id || '2', name FROM users`); err != nil {
		t.Fatal(err)
	}
	fail = errors.New("no")
	if _, err := r.Insert(ctx, s3db.Record{"id": "x", "name": "X"}); !errors.Is(err, fail) {
		t.Errorf("insert: %v", err)
	}
	if err := sql(`INSERT INTO users (id, name) VALUES ('y', 'Y')`); pgerr.CodeOf(err) != pgerr.RaiseException || !errors.Is(err, fail) {
		t.Errorf("INSERT: %v", err)
	}
	for _, r := range []*s3db.Resource{r, logs} {
		if ids := must[[]string](t)(r.ListIDs(ctx, s3db.ListOptions{})); fmt.Sprint(ids) != "[a a2 b b2]" {
			t.Errorf("%s has %v", r.Name(), ids)
		}
	}
}

// TestMiddleware shows what a middleware can do.
func TestMiddleware(t *testing.T) {
	ctx, _, r := users(t)
	given := s3db.Record{"id": "a", "name": "ann"}
	r.Use(s3db.MethodInsert, func(ctx context.Context, c *s3db.Call, next func(context.Context) (any, error)) (any, error) {
		c.Record["name"] = strings.ToUpper(c.Record["name"].(string))
		c.Values["by"] = "me"
		return next(ctx)
	})
	r.Use(s3db.MethodInsert, func(ctx context.Context, c *s3db.Call, next func(context.Context) (any, error)) (any, error) {
		result, err := next(ctx)
		if err != nil {
			return nil, nil
		}
		return s3db.Record{"name": result.(s3db.Record)["name"], "by": c.Values["by"]}, nil
	})
	if rec, err := r.Insert(ctx, given); err != nil || rec["name"] != "ANN" || rec["by"] != "me" || given["name"] != "ann" {
		t.Errorf("insert: %v, %v of %v", rec, err, given)
	}
	if _, err := r.Insert(ctx, given); !errors.As(err, new(*s3db.ExistsError)) {
		t.Errorf("a middleware took an error back: %v", err)
	}
	r.Use(s3db.MethodGet, func(ctx context.Context, c *s3db.Call, next func(context.Context) (any, error)) (any, error) {
		switch c.ID {
		case "cached":
			return s3db.Record{"id": c.ID}, nil
		case "wrong":
			return 1, nil
		case "twice":
			next(ctx)
			return next(ctx)
		}
		rec, err := next(ctx)
		if errors.As(err, new(*s3db.NotFoundError)) {
			return nil, nil
		}
		return rec, err
	})
	for id, want := range map[string]string{
		"cached": "map[id:cached] <nil>", "none": "map[] <nil>",
		"wrong": `map[] resource "users": a middleware of get returned a result of the wrong type`,
		"twice": `map[] resource "users": a middleware of get called next twice`,
	} {
		rec, err := r.Get(ctx, id)
		if got := fmt.Sprint(rec, err); got != want {
			t.Errorf("get %s: %s, want %s", id, got, want)
		}
	}
}

// TestNumbers shows that a hook leaves the digits of attributes that it does
// not touch, which a float64 would not hold.
func TestNumbers(t *testing.T) {
	ctx, db := database(t)
	sql := sqlOn(t, db.Engine())
	if err := sql(`CREATE TABLE accounts (id text PRIMARY KEY, balance numeric, note text)`); err != nil {
		t.Fatal(err)
	}
	r := db.Resource(slices.Collect(slices.Values(db.Resources()))[0])
	r.AddHook(s3db.BeforeInsert, func(_ context.Context, _ *s3db.Resource, rec s3db.Record) (s3db.Record, error) {
		rec["note"] = "seen"
		return rec, nil
	})
	if err := sql(`INSERT INTO accounts VALUES ('a', 12345678901234567890.12)`); err != nil {
		t.Fatal(err)
	}
	must[s3db.Record](t)(r.Update(ctx, "a", s3db.Record{"note": "again"}))
	if err := sql(`SELECT 1/count(*) FROM accounts WHERE balance = 12345678901234567890.12 AND note = 'again'`); err != nil {
		t.Error("the number has changed")
	}
}

func named(id string) s3db.Record { return s3db.Record{"id": id, "name": "N"} }
