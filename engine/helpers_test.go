package engine

import (
	"context"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
	"github.com/s3dbsql/s3dbsql/types"
)

// fixture is a database under test with one transaction per session name.
type fixture struct {
	t      testing.TB
	ctx    context.Context
	bucket storage.Bucket
	opts   Options
	db     *DB
	txs    map[string]*Tx

	manual   bool // the keeper works only when step is called
	requests []string
	mu       sync.Mutex
}

func newFixture(t testing.TB) *fixture {
	f := &fixture{t: t, ctx: t.Context(), bucket: mem.New(mem.Options{}), txs: map[string]*Tx{}}
	f.opts = Options{Rand: rand.New(rand.NewSource(1)), ServerID: "s1", Passphrase: "secret"}
	return f
}

func (f *fixture) open() *fixture {
	f.t.Helper()
	var err error
	if f.manual {
		err = f.openManual()
	} else {
		f.db, err = Open(f.ctx, f.bucket, f.opts)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { f.crash() })
	return f
}

// openManual opens the database without its keeper.
func (f *fixture) openManual() error {
	opts := f.opts
	opts.setDefaults()
	f.db = newDB(f.bucket, opts)
	if err := f.db.recover(f.ctx); err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(context.Background())
	f.db.stop = stop
	f.db.done.Go(func() { f.db.committer.run(ctx) })
	return f.db.watcher.look(f.ctx)
}

// step lets the keeper work until all is applied.
func (f *fixture) step() {
	f.t.Helper()
	for range 10 {
		if _, err := f.db.keeper.step(f.ctx); err != nil {
			f.t.Fatal(err)
		}
	}
}

// shared makes the store one that other processes may write, and records its
// requests.
func (f *fixture) shared() {
	caps := f.bucket.Capabilities()
	caps.Shared = true
	f.bucket = wrap.Record(wrap.WithCapabilities(f.bucket, caps), func(line string) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.requests = append(f.requests, line+"\n")
	})
}

// traced returns the requests since the last call, sorted: several may be
// under way at once.
func (f *fixture) traced() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	slices.Sort(f.requests)
	text := strings.Join(f.requests, "")
	f.requests = nil
	return text
}

// crash stops the server without letting it finish.
func (f *fixture) crash() {
	if f.db != nil {
		f.db.stop(errClosed)
		f.db.done.Wait()
		f.db = nil
	}
	clear(f.txs)
}

func (f *fixture) begin(level Level) *Tx {
	f.t.Helper()
	tx, err := f.db.Begin(f.ctx, TxOptions{Level: level})
	if err == nil {
		err = tx.Statement(f.ctx)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return tx
}

func (f *fixture) commit(tx *Tx) {
	f.t.Helper()
	if err := tx.Commit(f.ctx); err != nil {
		f.t.Fatal(err)
	}
}

// table is a table of integer key k, text v and text p, with an index on p
// and, if unique is set, a unique constraint on v.
func table(d *catalog.Draft, name string, unique bool) {
	t := &catalog.Table{
		OID: d.OID(), Schema: "public", Name: name, PrimaryKey: []int{0},
		Columns: []*catalog.Column{
			{Name: "k", Number: 1, Type: types.Int4, Typmod: -1, NotNull: true},
			{Name: "v", Number: 2, Type: types.Text, Typmod: -1},
			{Name: "p", Number: 3, Type: types.Text, Typmod: -1},
		},
	}
	t.Constraints = []*catalog.Constraint{{OID: d.OID(), Name: name + "_pkey", Kind: catalog.PrimaryKey, Columns: []int{0}}}
	t.Partitions = []*catalog.Partition{{OID: d.OID(), Name: name + "_p", Trusted: true, Fields: []catalog.PartitionField{{Column: 2}}}}
	if unique {
		t.Partitions = append(t.Partitions, &catalog.Partition{
			OID: d.OID(), Name: name + "_v_key", Unique: true, Trusted: true, Fields: []catalog.PartitionField{{Column: 1}},
		})
	}
	d.PutTable(t)
}

func (f *fixture) create(name string, unique bool) {
	f.t.Helper()
	tx := f.begin(ReadCommitted)
	err := tx.ChangeCatalog(f.ctx, func(d *catalog.Draft) error { table(d, name, unique); return nil })
	if err != nil {
		f.t.Fatal(err)
	}
	f.commit(tx)
}

// batch makes rows of k, v, p; "-" is NULL.
func rowsOf(rows ...string) *types.Batch {
	b := types.NewBatch([]*types.Type{types.Int4, types.Text, types.Text}, len(rows))
	for _, row := range rows {
		var k int64
		fields := strings.Fields(row)
		fmt.Sscan(fields[0], &k)
		b.Cols[0].AppendValue(types.NewInt(k))
		for i, text := range fields[1:3] {
			if text == "-" {
				b.Cols[i+1].AppendValue(types.Null)
			} else {
				b.Cols[i+1].AppendValue(types.NewText(text))
			}
		}
	}
	b.SetRows(len(rows))
	return b
}

func (f *fixture) tableOf(tx *Tx, name string) *catalog.Table {
	f.t.Helper()
	t := tx.Catalog().Table("public", name)
	if t == nil {
		f.t.Fatalf("no table %s", name)
	}
	return t
}

func (f *fixture) insert(tx *Tx, name string, rows ...string) error {
	_, err := tx.Insert(f.ctx, f.tableOf(tx, name), rowsOf(rows...))
	return err
}

// rows reads what an access finds, one row a line.
func read(ctx context.Context, tx *Tx, a *catalog.Access) (string, error) {
	scan, err := tx.Scan(ctx, a)
	if err != nil {
		return "", err
	}
	defer scan.Close()
	var b strings.Builder
	for {
		rows, err := scan.Next(ctx)
		if err != nil || rows == nil {
			return b.String(), err
		}
		for i := range rows.IDs {
			var cells []string
			for k, col := range rows.Batch.Cols {
				cells = append(cells, cell(a.Table.Columns[a.Columns[k]].Type, col.Value(i)))
			}
			b.WriteString(strings.Join(cells, " ") + "\n")
		}
	}
}

func cell(t *types.Type, v types.Value) string {
	if v.IsNull() {
		return "-"
	}
	return string(types.AppendText(nil, t, v, types.DefaultStyle))
}

func (f *fixture) all(tx *Tx, name string) string {
	f.t.Helper()
	s, err := read(f.ctx, tx, &catalog.Access{Table: f.tableOf(tx, name), Kind: catalog.Full, Columns: []int{0, 1, 2}})
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

// objects lists the keys under a prefix.
func objects(t testing.TB, b storage.Bucket, prefix string) []string {
	t.Helper()
	var list []string
	opts := storage.ListOptions{Prefix: prefix}
	for {
		page, err := b.List(context.Background(), opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range page.Objects {
			list = append(list, o.Key)
		}
		if opts.Token = page.Next; opts.Token == "" {
			return list
		}
	}
}

func appendRow(b *types.Batch, k int64, v, p string) *types.Batch {
	b.Cols[0].AppendValue(types.NewInt(k))
	b.Cols[1].AppendValue(types.NewText(v))
	b.Cols[2].AppendValue(types.NewText(p))
	b.SetRows(b.Rows() + 1)
	return b
}

var getAll storage.GetOptions

func listOf(prefix string) storage.ListOptions { return storage.ListOptions{Prefix: prefix} }
