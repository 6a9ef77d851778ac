package crash

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/storage"
)

// with starts a server that nobody kills, connects to it and stops it after do.
func (r *run) with(ctx context.Context, do func(*server.Server, *pgx.Conn) error) (err error) {
	s, err := newServer(ctx, r.url, server.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close(context.WithoutCancel(ctx))) }()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(serving, l) }()
	defer func() { stop(); err = errors.Join(err, <-ended) }()
	conn, err := pgx.Connect(ctx, "postgres://postgres@"+l.Addr().String()+"/postgres?sslmode=disable")
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return do(s, conn)
}

// create makes the tables, and sees that a region is read by its partition.
func (r *run) create(ctx context.Context) error {
	return r.with(ctx, func(_ *server.Server, conn *pgx.Conn) error {
		for _, sql := range schema {
			if _, err := conn.Exec(ctx, sql); err != nil {
				return err
			}
		}
		rows, err := conn.Query(ctx, "EXPLAIN SELECT * FROM account WHERE place = 'north'")
		if err != nil {
			return err
		}
		plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if text := strings.Join(plan, "\n"); err == nil && !strings.Contains(text, "partition by_region") {
			return fmt.Errorf("a region is not read by its partition:\n%s", text)
		}
		return err
	})
}

// inspect starts a server after a kill and checks what it finds by SQL, then,
// once everything is applied, the objects themselves.
func (r *run) inspect(ctx context.Context) error {
	killed := time.Now()
	return r.with(ctx, func(s *server.Server, conn *pgx.Conn) error {
		if err := r.witness.bySQL(ctx, conn); err != nil {
			return err
		}
		took := time.Since(killed)
		if r.slowest = max(r.slowest, took); took > maxRestart {
			return fmt.Errorf("after %s only was it back", took)
		}
		if err := r.witness.verify(ctx, s); err != nil {
			return err
		}
		return r.witness.byObjects(ctx, s)
	})
}

const byRegion = "SELECT 'account', id, place, amount FROM account WHERE place = $1"

// bySQL settles what is unknown and compares: rows by a full scan, accounts by
// their regions, and the total.
func (w *witness) bySQL(ctx context.Context, conn *pgx.Conn) error {
	found := map[string]row{}
	for _, table := range tables {
		if err := query(ctx, conn, found, fmt.Sprintf("SELECT '%s', id, place, amount FROM %s", table, table)); err != nil {
			return err
		}
	}
	if err := w.settle(found); err != nil {
		return err
	}
	if err := w.compare(found, "by SQL", tables...); err != nil {
		return err
	}
	regional := map[string]row{}
	for _, region := range regions {
		if err := query(ctx, conn, regional, byRegion, region); err != nil {
			return err
		}
	}
	if err := w.compare(regional, "by region", "account"); err != nil {
		return err
	}
	var total int64
	if err := conn.QueryRow(ctx, "SELECT n FROM total").Scan(&total); err != nil || total != w.total {
		return fmt.Errorf("total is %d, %d transactions have added to it; %w", total, w.total, err)
	}
	return nil
}

func query(ctx context.Context, conn *pgx.Conn, into map[string]row, sql string, args ...any) error {
	rows, err := conn.Query(ctx, sql, args...)
	if err != nil {
		return err
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	for _, r := range list {
		if _, twice := into[r.key()]; twice {
			return fmt.Errorf("row %s is there twice", r.key())
		}
		into[r.key()] = r
	}
	return err
}

// verify is s3dbsql fsck --repair, which finds nothing to repair once all is
// applied: references equal records.
func (w *witness) verify(ctx context.Context, s *server.Server) error {
	report, err := s.Repair(ctx, "postgres")
	if err != nil {
		return err
	}
	if n := len(report.Findings); n > 0 {
		return fmt.Errorf("%d problems, the first: %s", n, report.Findings[0])
	}
	return nil
}

// byObjects reads the bucket as s3db.js would see it: a record for each row with
// its values, a reference for each account, and no other.
func (w *witness) byObjects(ctx context.Context, s *server.Server) error {
	bucket, err := s.Bucket(ctx, "postgres")
	if err != nil {
		return err
	}
	obj, err := bucket.Get(ctx, keys.ManifestKey, storage.GetOptions{})
	if err != nil {
		return err
	}
	manifest, err := catalog.ParseManifest(obj.Body)
	if err != nil {
		return err
	}
	found, references := map[string]row{}, map[string]bool{}
	opts := storage.ListOptions{Prefix: "resource="}
	for {
		page, err := bucket.List(ctx, opts)
		if err != nil {
			return err
		}
		for _, o := range page.Objects {
			switch k := keys.Parse(o.Key); {
			case strings.Contains(o.Key, "/partition="):
				references[o.Key] = true
			case k.Resource != "total":
				if obj, err = bucket.Get(ctx, o.Key, storage.GetOptions{}); err != nil {
					return err
				}
				r := decode(manifest.Resource(k.Resource), k, obj)
				found[r.key()] = r
			}
		}
		if opts.Token = page.Next; page.Next == "" {
			break
		}
	}
	if err := w.compare(found, "by objects", tables...); err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, r := range w.rows {
		if r.Table == "account" {
			wanted["resource=account/partition=by_region/place="+r.Place+"/id="+r.ID] = true
		}
	}
	if !maps.Equal(references, wanted) {
		return fmt.Errorf("references are %v, must be %v", references, wanted)
	}
	return nil
}

// decode reads a record by s3db's rules.
func decode(resource *catalog.Resource, k keys.Key, obj *storage.Object) row {
	r := row{Table: k.Resource, ID: k.ID}
	for _, f := range document.Decode(resource, k.ID, obj).Fields {
		switch f.Path {
		case "place":
			r.Place = f.Text
		case "amount":
			n, _ := codec.ParseBase62(f.Text) // one that is no number differs from the row's
			r.Amount = int64(n)
		}
	}
	return r
}
