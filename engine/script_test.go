package engine

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"go.uber.org/goleak"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestScripts runs testdata/*: sessions by name, each line of input a row.
// Files named requests* run on a shared store with a keeper that works on step
// only, and show the requests of each command.
//
//	create t=NAME [unique]            a table of k, v and p, as table() makes it
//	begin s=NAME [rr]                 insert, update s=NAME t=NAME
//	delete s=NAME t=NAME ids=(1,2)    scan s=NAME t=NAME [ids=(..)] [p=VALUE] [keyonly]
//	truncate, index, drop             commit, rollback s=NAME
//	apply, step, crash, restart       objects [prefix=..], put key=.., remove key=..
func TestScripts(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		f := newFixture(t)
		f.t = t
		f.opts.rules = allRules()
		trace := strings.HasPrefix(filepath.Base(path), "requests")
		if trace {
			f.shared()
			f.manual = true
			f.opts.HeldBytes = 1
		}
		f.open()
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			f.t = t
			f.traced()
			out, err := f.run(d)
			if trace {
				out += f.traced()
			}
			if err != nil {
				return fmt.Sprintf("%s%s: %v\n", out, pgerr.CodeOf(err), err)
			}
			return out
		})
		f.crash()
	})
}

func (f *fixture) run(d *datadriven.TestData) (string, error) {
	switch d.Cmd {
	case "create":
		f.create(arg(d, "t"), d.HasArg("unique"))
		return "", nil
	case "begin":
		level := ReadCommitted
		if d.HasArg("rr") {
			level = RepeatableRead
		}
		tx := f.begin(level)
		f.txs[arg(d, "s")] = tx
		return "", tx.ready(f.ctx) // the look at the journal belongs to this command
	case "objects":
		return f.dump(arg(d, "prefix"), d.HasArg("metadata")), nil
	case "put", "remove":
		return "", f.foreign(d)
	case "step":
		f.step()
		return "", nil
	case "apply":
		return "", f.db.WaitApplied(f.ctx, f.db.Position())
	case "crash":
		f.crash()
		return "", nil
	case "restart":
		f.open()
		return "", nil
	case "status":
		s := f.db.Status()
		return fmt.Sprintf("head %d conflicts %d parked %d\n", s.Head, s.Conflicts, s.Parked), nil
	}
	return f.session(d, f.txs[arg(d, "s")])
}

func (f *fixture) session(d *datadriven.TestData, tx *Tx) (string, error) {
	switch d.Cmd {
	case "commit":
		return "", tx.Commit(f.ctx)
	case "rollback":
		tx.Rollback()
		return "", nil
	}
	if err := tx.Statement(f.ctx); err != nil {
		return "", err
	}
	t := f.tableOf(tx, arg(d, "t"))
	switch d.Cmd {
	case "insert":
		return "", f.insert(tx, t.Name, lines(d.Input)...)
	case "update":
		return f.update(tx, t, lines(d.Input))
	case "delete":
		return "", tx.Delete(f.ctx, t, list(d, "ids"))
	case "truncate":
		return "", tx.Truncate(f.ctx, t)
	case "index":
		return "", tx.ChangeCatalog(f.ctx, func(c *catalog.Draft) error { addIndex(c, t, arg(d, "name")); return nil })
	case "drop":
		return "", tx.ChangeCatalog(f.ctx, func(c *catalog.Draft) error { c.Drop("public", t.Name); return nil })
	case "scan":
		return read(f.ctx, tx, access(d, t))
	}
	return "", fmt.Errorf("unknown command %s", d.Cmd)
}

// update locks the rows by the keys of the input, then replaces them.
func (f *fixture) update(tx *Tx, t *catalog.Table, rows []string) (string, error) {
	var ids []string
	for _, row := range rows {
		ids = append(ids, strings.Fields(row)[0])
	}
	changed, err := tx.Lock(f.ctx, t, ids, []int{0, 1, 2})
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, c := range changed {
		fmt.Fprintf(&b, "changed %s gone %v\n", c.ID, c.Gone)
	}
	_, err = tx.Update(f.ctx, t, ids, rowsOf(rows...))
	return b.String(), err
}

func addIndex(d *catalog.Draft, t *catalog.Table, name string) {
	next := *t
	next.Partitions = append([]*catalog.Partition{}, t.Partitions...)
	next.Partitions = append(next.Partitions, &catalog.Partition{
		OID: d.OID(), Name: name, Trusted: true, Fields: []catalog.PartitionField{{Column: 1}},
	})
	d.PutTable(&next)
}

func access(d *datadriven.TestData, t *catalog.Table) *catalog.Access {
	a := &catalog.Access{Table: t, Kind: catalog.Full, KeyOnly: d.HasArg("keyonly")}
	for i := range t.Columns {
		a.Columns = append(a.Columns, i)
	}
	switch {
	case d.HasArg("ids"):
		a.Kind, a.IDs = catalog.ByID, list(d, "ids")
	case d.HasArg("part"):
		a.Kind, a.Part = catalog.ByPartition, t.Partition(arg(d, "part"))
		if d.HasArg("value") {
			a.Prefix = []types.Value{types.NewText(arg(d, "value"))}
		}
		if a.KeyOnly {
			a.Columns = []int{a.Part.Fields[0].Column}
		}
	}
	return a
}

// foreign writes as s3db.js does: without a stamp.
func (f *fixture) foreign(d *datadriven.TestData) error {
	key := arg(d, "key")
	if d.Cmd == "remove" {
		return f.bucket.Delete(f.ctx, key, storage.Condition{})
	}
	up := storage.Upload{Metadata: map[string]string{}}
	for _, line := range lines(d.Input) {
		if body, ok := strings.CutPrefix(line, "body "); ok {
			up.Body = []byte(body)
			up.ContentType = "application/json"
			continue
		}
		name, value, _ := strings.Cut(line, " ")
		up.Metadata[name] = value
	}
	_, err := f.bucket.Put(f.ctx, key, up, storage.Condition{})
	return err
}

func (f *fixture) dump(prefix string, metadata bool) string {
	var b strings.Builder
	for _, key := range objects(f.t, f.bucket, prefix) {
		if strings.HasPrefix(key, keys.OwnPrefix) && prefix == "" {
			continue
		}
		b.WriteString(key + "\n")
		if !metadata {
			continue
		}
		obj, err := f.bucket.Get(f.ctx, key, storage.GetOptions{})
		if err != nil {
			f.t.Fatal(err)
		}
		var pairs []string
		for name, value := range obj.Metadata {
			pairs = append(pairs, "  "+name+" "+strings.ReplaceAll(value, f.db.journal, "JOURNAL")+"\n")
		}
		sort.Strings(pairs)
		b.WriteString(strings.Join(pairs, ""))
	}
	return b.String()
}

func arg(d *datadriven.TestData, name string) string {
	for _, a := range d.CmdArgs {
		if a.Key == name && len(a.Vals) > 0 {
			return a.Vals[0]
		}
	}
	return ""
}

func list(d *datadriven.TestData, name string) []string {
	for _, a := range d.CmdArgs {
		if a.Key == name {
			return a.Vals
		}
	}
	return nil
}

func lines(input string) []string { return strings.Split(strings.TrimSpace(input), "\n") }
