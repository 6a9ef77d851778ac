package s3db_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/s3db"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// TestEventData shows what events carry, and that SQL makes the same.
func TestEventData(t *testing.T) {
	ctx, db, r := users(t)
	var got []string
	note := func(e s3db.Event) {
		got = append(got, fmt.Sprint(e.Name, " ", e.Resource, " ", e.ID, " ", e.Record, " ", e.Before, " ", e.After))
		if e.At.IsZero() {
			t.Errorf("%s has no time", e.Name)
		}
	}
	for _, name := range []s3db.EventName{s3db.EventInsert, s3db.EventUpdate, s3db.EventDelete} {
		r.On(name, note)
	}
	sql := sqlOn(t, db.Engine())
	must[s3db.Record](t)(r.Insert(ctx, s3db.Record{"id": "a", "name": "A", "age": 1}))
	for _, text := range []string{
		`UPDATE users SET age = 2 WHERE id = 'a'`, `DELETE FROM users`,
		`BEGIN; INSERT INTO users (id, name) VALUES ('x', 'X'); ROLLBACK`,
	} {
		if err := sql(text); err != nil {
			t.Fatal(err)
		}
	}
	db.WaitEvents()
	want := []string{
		"insert users a map[age:1 id:a name:A] map[] map[age:1 id:a name:A]",
		"update users a map[age:2 id:a name:A] map[age:1 id:a name:A] map[age:2 id:a name:A]",
		"delete users a map[age:2 id:a name:A] map[age:2 id:a name:A] map[]",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestListeners shows once, off, panics, and operations of a listener.
func TestListeners(t *testing.T) {
	ctx, db := database(t)
	var log bytes.Buffer
	db = s3db.New(db.Engine(), s3db.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	var tr trace
	r := must[*s3db.Resource](t)(db.CreateResource(ctx, s3db.Config{
		Name: "n", Attributes: s3db.Attributes{{"v", "string"}}, SyncEvents: true,
		Events: map[s3db.EventName][]func(s3db.Event){s3db.EventInsert: {
			func(e s3db.Event) { panic("no") },
			func(e s3db.Event) { tr.note("declared %s", e.ID) },
		}},
	}))
	off := r.On(s3db.EventInsert, func(e s3db.Event) { tr.note("off %s", e.ID) })
	r.Once(s3db.EventInsert, func(e s3db.Event) { tr.note("once %s", e.ID) })
	r.On(s3db.EventInsert, func(e s3db.Event) {
		if len(e.ID) < 3 {
			if _, err := r.InsertMany(ctx, []s3db.Record{{"id": e.ID + "1", "v": "x"}, {"id": e.ID + "2", "v": "x"}}); err != nil {
				t.Error(err)
			}
		}
	})
	must[s3db.Record](t)(r.Insert(ctx, s3db.Record{"id": "a", "v": "x"}))
	r.Off(off)
	must[s3db.Record](t)(r.Insert(ctx, s3db.Record{"id": "bbb", "v": "x"}))
	want := "declared a, off a, once a, declared a1, off a1, declared a11, off a11, declared a12, off a12, " +
		"declared a2, off a2, declared a21, off a21, declared a22, off a22, declared bbb"
	if got := strings.Join(tr, ", "); got != want {
		t.Errorf("%s, want\n%s", got, want)
	}
	if n := strings.Count(log.String(), "a listener panicked"); n != 8 {
		t.Errorf("%d panics in the log: %s", n, log.String())
	}
}

// TestLimitEvents shows what the behaviors tell of records that metadata
// cannot hold.
func TestLimitEvents(t *testing.T) {
	ctx, db := database(t)
	for _, test := range []struct {
		behavior string
		event    s3db.EventName
		refused  bool
	}{
		{"user-managed", s3db.EventExceedsLimit, false}, {"enforce-limits", s3db.EventExceedsLimit, true},
		{"truncate-data", s3db.EventTruncate, false}, {"body-overflow", s3db.EventOverflow, false}, {"body-only", "", false},
	} {
		r := must[*s3db.Resource](t)(db.CreateResource(ctx, s3db.Config{
			Name: test.behavior, Attributes: s3db.Attributes{{"v", "string"}}, Behavior: test.behavior, SyncEvents: true,
		}))
		var got []string
		for _, name := range []s3db.EventName{s3db.EventExceedsLimit, s3db.EventTruncate, s3db.EventOverflow} {
			r.On(name, func(e s3db.Event) {
				got = append(got, fmt.Sprint(e.Name, e.ID))
				if e.Size == nil {
					return
				}
				if e.Size.Operation != s3db.MethodInsert || e.Size.Excess != e.Size.Total-e.Size.Limit || e.Size.Total < 3000 || e.Size.Limit < 1900 || e.Size.Limit > 2048 {
					t.Errorf("%s: %+v", test.behavior, *e.Size)
				}
			})
		}
		must[s3db.Record](t)(r.Insert(ctx, s3db.Record{"id": "small", "v": "x"}))
		_, err := r.Insert(ctx, s3db.Record{"id": "big", "v": strings.Repeat("x", 3000)})
		if (err != nil) != test.refused {
			t.Errorf("%s: %v", test.behavior, err)
		}
		want := []string{fmt.Sprint(test.event, "big")}
		if test.event == "" {
			want = nil
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", test.behavior, got, want)
		}
	}
}

// TestDatabaseEvents shows the events and hooks of a database and of versions.
func TestDatabaseEvents(t *testing.T) {
	ctx := t.Context()
	var tr trace
	opts := s3db.Options{Hooks: map[s3db.DatabaseHookPoint][]s3db.DatabaseHook{}, Events: map[s3db.EventName][]func(s3db.Event){}}
	for point, name := range map[s3db.DatabaseHookPoint]string{
		s3db.BeforeConnect: "before connect", s3db.AfterConnect: "after connect", s3db.BeforeCreateResource: "before create",
		s3db.AfterCreateResource: "after create", s3db.BeforeDisconnect: "before disconnect", s3db.AfterDisconnect: "after disconnect",
	} {
		opts.Hooks[point] = []s3db.DatabaseHook{func(_ context.Context, m *s3db.DatabaseMoment) error {
			if point == s3db.AfterCreateResource {
				m.Database.WaitEvents()
			}
			tr.note("%s", name)
			if m.Config != nil && m.Config.Name == "refused" || point == s3db.AfterDisconnect {
				return fmt.Errorf("no")
			}
			return nil
		}}
	}
	for _, name := range []s3db.EventName{
		s3db.EventConnected, s3db.EventResourceCreated, s3db.EventResourceUpdated, s3db.EventResourceDefinitionsChanged, s3db.EventHookError,
	} {
		opts.Events[name] = []func(s3db.Event){func(e s3db.Event) {
			tr.note("%s %s%s%v", e.Name, e.Resource, e.NewVersion, e.Changes)
		}}
	}
	db, err := s3db.Open(ctx, "memory:", opts)
	if err != nil {
		t.Fatal(err)
	}
	db.WaitEvents()
	for _, attributes := range []s3db.Attributes{{{"v", "string"}}, {{"v", "string"}, {"w", "string|optional"}}} {
		r := must[*s3db.Resource](t)(db.CreateResource(ctx, s3db.Config{Name: "r", Attributes: attributes}))
		db.WaitEvents()
		r.On(s3db.EventVersionUpdated, func(e s3db.Event) { tr.note("%s %s to %s", e.Name, e.OldVersion, e.NewVersion) })
	}
	if _, err := db.CreateResource(ctx, s3db.Config{Name: "refused"}); err == nil {
		t.Error("a hook refused a resource in vain")
	}
	if err := db.Close(ctx); err != nil {
		t.Fatal(err)
	}
	want := "before connect, after connect, connected [], before create, " +
		"resourceDefinitionsChanged [{new r  v0}], s3db.resourceCreated rv0[], after create, before create, " +
		"resourceDefinitionsChanged [{changed r v0 v1}], s3db.resourceUpdated rv1[], versionUpdated v0 to v1, after create, before create, " +
		"before disconnect, after disconnect, hookError []"
	if got := strings.Join(tr, ", "); got != want {
		t.Errorf("%s, want\n%s", got, want)
	}
}

// TestContentEvents shows the events of binary content.
func TestContentEvents(t *testing.T) {
	ctx, _, r := users(t)
	r.SetAsyncMode(false)
	var tr trace
	for _, name := range []s3db.EventName{s3db.EventSetContent, s3db.EventContent, s3db.EventDeleteContent} {
		r.On(name, func(e s3db.Event) { tr.note("%s %s %s %d", e.Name, e.ID, e.ContentType, e.Length) })
	}
	must[s3db.Record](t)(r.Insert(ctx, s3db.Record{"id": "a", "name": "A"}))
	if err := r.SetContent(ctx, "a", strings.NewReader("hello"), "text/plain"); err != nil {
		t.Fatal(err)
	}
	must[*s3db.Content](t)(r.Content(ctx, "a"))
	if err := r.DeleteContent(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	want := "setContent a text/plain 5, content a text/plain 5, deleteContent a  0"
	if got := strings.Join(tr, ", "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestHealed shows that a database tells of a broken s3db.json.
func TestHealed(t *testing.T) {
	ctx := t.Context()
	bucket := mem.New(mem.Options{Now: time.Now})
	if _, err := bucket.Put(ctx, "s3db.json", storage.Upload{Body: []byte(`{"version": "1", "resources": `)}, storage.Condition{}); err != nil {
		t.Fatal(err)
	}
	told := make(chan s3db.Event, 1)
	db, err := s3db.Open(ctx, "", s3db.Options{Bucket: bucket, Events: map[s3db.EventName][]func(s3db.Event){
		s3db.EventMetadataHealed: {func(e s3db.Event) { told <- e }},
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	must[*s3db.Resource](t)(db.CreateResource(ctx, s3db.Config{Name: "r", Attributes: s3db.Attributes{{"v", "string"}}}))
	select {
	case e := <-told:
		if len(e.Healing.Repairs) == 0 {
			t.Error("nothing was repaired")
		}
	case <-time.After(5 * time.Second):
		t.Error("nobody told")
	}
}
