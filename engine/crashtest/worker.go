package crashtest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// workerEnv marks the process that is to die; its order comes on standard input.
const (
	workerEnv = "S3DBSQL_CRASH_WORKER"
	clients   = 4
)

// order tells a worker what to do.
type order struct {
	Store     string
	Seed      uint64
	First     []int   // number of the first transaction of each client
	Own       [][]row // rows that each client has
	Armed     int     // acknowledged transactions after which requests count
	KillAt    int64   // request that kills; 0: the witness does it
	AfterSend bool    // the request is sent first
	Recovery  bool    // requests count from the start, to die while recovering
}

// event is a line that a worker writes: what a client is about to commit
// (Change), or what it was told of the transaction it began last.
type event struct {
	Kind   string // start, try, ack, fail, unknown
	Client int
	Change *change `json:",omitempty"`
	Text   string  `json:",omitempty"`
}

// worker runs until it is killed.
type worker struct {
	order order
	db    *engine.DB
	kill  *killer

	mu    sync.Mutex
	out   *json.Encoder
	acked int
}

// runWorker is the main function of the process that dies.
func runWorker(in io.Reader, out io.Writer) error {
	w := &worker{out: json.NewEncoder(out)}
	if err := json.NewDecoder(in).Decode(&w.order); err != nil {
		return err
	}
	ctx := context.Background()
	bucket, err := openStore(ctx, w.order.Store)
	if err != nil {
		return err
	}
	w.kill = &killer{at: w.order.KillAt, after: w.order.AfterSend}
	if w.order.Recovery {
		w.kill.arm()
	}
	if w.db, err = openEngine(ctx, w.kill.around(bucket, w.order.Store, w.order.Seed)); err != nil {
		return err
	}
	if err := prepare(ctx, w.db); err != nil {
		return err
	}
	w.say(event{Kind: "start"})
	var group sync.WaitGroup
	for c := range clients {
		group.Go(func() { w.client(ctx, c) })
	}
	group.Wait()
	return nil
}

// say writes a line. A pipe keeps what was written when the writer dies.
func (w *worker) say(e event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if e.Kind == "ack" {
		w.acked++
		if w.acked == w.order.Armed {
			w.kill.arm()
		}
	}
	if err := w.out.Encode(e); err != nil {
		os.Exit(3)
	}
}

// client commits one transaction after the other.
func (w *worker) client(ctx context.Context, c int) {
	r := rand.New(rand.NewPCG(w.order.Seed, uint64(c)))
	own := w.order.Own[c]
	for n := w.order.First[c]; ; n++ {
		t := next(r, c, n, own)
		w.say(event{Kind: "try", Client: c, Change: t})
		err := w.commit(ctx, t)
		switch {
		case err == nil:
			w.say(event{Kind: "ack", Client: c})
			own = applied(own, t)
		case pgerr.CodeOf(err) == pgerr.TransactionResolutionUnknown:
			w.say(event{Kind: "unknown", Client: c, Text: err.Error()})
			return
		default:
			w.say(event{Kind: "fail", Client: c, Text: err.Error()})
		}
	}
}

func (w *worker) commit(ctx context.Context, t *change) error {
	tx, err := w.db.Begin(ctx, engine.TxOptions{})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Statement(ctx); err != nil {
		return err
	}
	for _, name := range tableNames {
		if err := w.write(ctx, tx, t, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return tx.Commit(ctx)
}

// write does a transaction's part in one table.
func (w *worker) write(ctx context.Context, tx *engine.Tx, t *change, name string) error {
	table := tx.Catalog().Table("public", name)
	var fresh, changed []row
	var changedIDs, deleted []string
	for _, p := range t.Puts {
		switch {
		case p.Table != name:
		case isNew(p, t):
			fresh = append(fresh, p)
		default:
			changed, changedIDs = append(changed, p), append(changedIDs, p.ID)
		}
	}
	for _, d := range t.Deletes {
		if d.Table == name {
			deleted = append(deleted, d.ID)
		}
	}
	if len(fresh) > 0 {
		if _, err := tx.Insert(ctx, table, batch(fresh)); err != nil {
			return err
		}
	}
	if len(changed) > 0 {
		if _, err := tx.Lock(ctx, table, changedIDs, []int{0, 1, 2}); err != nil {
			return err
		}
		if err := tx.Update(ctx, table, changedIDs, batch(changed)); err != nil {
			return err
		}
	}
	if len(deleted) == 0 {
		return nil
	}
	if _, err := tx.Lock(ctx, table, deleted, []int{0}); err != nil {
		return err
	}
	return tx.Delete(ctx, table, deleted)
}

// isNew reports whether a transaction made the row: its id has the number.
func isNew(p row, t *change) bool {
	account := fmt.Sprintf("a%d-%d-", t.Client, t.Number)
	entry := fmt.Sprintf("e%d-%d", t.Client, t.Number)
	return p.ID == entry || len(p.ID) > len(account) && p.ID[:len(account)] == account
}

// applied returns a client's rows after a transaction.
func applied(own []row, t *change) []row {
	var out []row
	replaced := map[string]bool{}
	for _, r := range append(append([]row{}, t.Puts...), t.Deletes...) {
		replaced[r.Table+"/"+r.ID] = true
	}
	for _, r := range own {
		if !replaced[r.Table+"/"+r.ID] {
			out = append(out, r)
		}
	}
	return append(out, t.Puts...)
}
