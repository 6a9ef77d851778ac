package crashtest

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/open"
)

func openStore(ctx context.Context, url string) (storage.Bucket, error) {
	return open.Bucket(ctx, url, open.Options{})
}

// openEngine opens the database. On a store of several servers it waits until
// the lease of the one that was killed is over.
func openEngine(ctx context.Context, bucket storage.Bucket) (*engine.DB, error) {
	log := io.Writer(io.Discard)
	if os.Getenv("CRASH_LOG") != "" {
		log = os.Stderr
	}
	opts := engine.Options{
		Logger: slog.New(slog.NewTextHandler(log, nil)), LeaseDuration: 6 * time.Second, WriteLife: 3 * time.Second,
	}
	for deadline := time.Now().Add(time.Minute); ; {
		db, err := engine.Open(ctx, bucket, opts)
		if err == nil || pgerr.CodeOf(err) != pgerr.ObjectInUse || time.Now().After(deadline) {
			return db, err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// inspect opens the store after a kill and checks it: rows as the engine reads
// them, then, once everything is applied, the objects themselves.
func (w *witness) inspect(ctx context.Context, url string) error {
	bucket, err := openStore(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = bucket.Close() }()
	db, err := openEngine(ctx, bucket)
	if err != nil {
		return fmt.Errorf("recovery: %w", err)
	}
	defer func() { _ = db.Close(ctx) }()
	found, err := scanAll(ctx, db)
	if err != nil {
		return err
	}
	if err := w.settle(found); err != nil {
		return err
	}
	if err := w.compare(found, "read by the engine"); err != nil {
		return err
	}
	if err := w.byRegion(ctx, db); err != nil {
		return err
	}
	if err := db.WaitApplied(ctx, db.Position()); err != nil {
		return err
	}
	return w.objects(ctx, bucket)
}

// byRegion reads the accounts through their partition.
func (w *witness) byRegion(ctx context.Context, db *engine.DB) error {
	tx, err := db.Begin(ctx, engine.TxOptions{})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Statement(ctx); err != nil {
		return err
	}
	t := tx.Catalog().Table("public", "account")
	found := map[string]row{}
	for _, region := range regions {
		a := &catalog.Access{Table: t, Kind: catalog.ByPartition, Part: t.Partitions[0], Prefix: textValues(region), Columns: []int{0, 1, 2}}
		if err := scanTable(ctx, tx, t, a, found); err != nil {
			return err
		}
	}
	want := &witness{rows: map[string]row{}}
	for key, r := range w.rows {
		if r.Table == "account" {
			want.rows[key] = r
		}
	}
	return want.compare(found, "read through the partition")
}

// objects lists the bucket as s3db.js would see it: a record for each row, and
// a reference for each account and no other.
func (w *witness) objects(ctx context.Context, bucket storage.Bucket) error {
	records, references := map[string]bool{}, map[string]bool{}
	opts := storage.ListOptions{Prefix: "resource="}
	for {
		page, err := bucket.List(ctx, opts)
		if err != nil {
			return err
		}
		for _, o := range page.Objects {
			if strings.Contains(o.Key, "/partition=") {
				references[o.Key] = true
			} else {
				records[o.Key] = true
			}
		}
		if page.Next == "" {
			break
		}
		opts.Token = page.Next
	}
	for _, r := range w.rows {
		record := "resource=" + r.Table + "/data/id=" + r.ID
		if !records[record] {
			return fmt.Errorf("object %s is missing", record)
		}
		delete(records, record)
		if r.Table != "account" {
			continue
		}
		reference := "resource=account/partition=byregion/region=" + r.Region + "/id=" + r.ID
		if !references[reference] {
			return fmt.Errorf("reference %s is missing", reference)
		}
		delete(references, reference)
	}
	for key := range records {
		return fmt.Errorf("object %s belongs to no row", key)
	}
	for key := range references {
		return fmt.Errorf("reference %s belongs to no row", key)
	}
	return nil
}

func sortRows(rows []row) {
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.ID, b.ID)) })
}
