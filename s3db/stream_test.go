package s3db_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/s3dbsql/s3dbsql/s3db"
)

func TestStreams(t *testing.T) {
	ctx, db, r := users(t)
	var refused []string
	inserted := 0
	w := r.Writable(ctx, s3db.WriteOptions{
		BatchSize: 25, Concurrency: 3,
		OnError:  func(rec s3db.Record, err error) { refused = append(refused, rec.ID()) },
		Progress: func(n int) { inserted = n },
	})
	for i := range 201 {
		if err := w.Write(s3db.Record{"id": fmt.Sprintf("u%03d", i%200), "name": "n"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if inserted != 200 || w.Inserted() != 200 || fmt.Sprint(refused) != "[u000]" {
		t.Errorf("%d inserted, refused %v", inserted, refused)
	}
	if err := db.WaitApplied(ctx); err != nil {
		t.Fatal(err)
	}
	n, last := 0, 0
	for rec, err := range r.Readable(ctx, s3db.ReadOptions{BatchSize: 50, Concurrency: 2, Progress: func(n int) { last = n }}) {
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("u%03d", n); rec.ID() != want {
			t.Fatalf("record %d is %s", n, rec.ID())
		}
		n++
	}
	if n != 200 || last != 200 {
		t.Errorf("%d records, %d in progress", n, last)
	}
	for range r.Readable(ctx, s3db.ReadOptions{ListOptions: s3db.ListOptions{Offset: 3, Limit: 5}}) {
		n++
		if n == 203 {
			break
		}
	}
	if n != 203 {
		t.Errorf("%d records after the loop was left", n)
	}
}

func TestInsertMany(t *testing.T) {
	ctx, _, r := users(t)
	if _, err := r.Insert(ctx, s3db.Record{"id": "b", "name": "B"}); err != nil {
		t.Fatal(err)
	}
	stored, err := r.InsertMany(ctx, []s3db.Record{{"id": "a", "name": "A"}, {"id": "b", "name": "B2"}, {"id": "c", "name": "C"}})
	var bulk *s3db.BulkError
	if !errors.As(err, &bulk) || len(bulk.Items) != 1 || bulk.Items[0].Index != 1 || !errors.As(err, new(*s3db.ExistsError)) {
		t.Errorf("error %v", err)
	}
	if len(stored) != 2 || stored[0].ID() != "a" || stored[1].ID() != "c" {
		t.Errorf("stored %v", stored)
	}
}
