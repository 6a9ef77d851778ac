package engine

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

var (
	seedFlag  = flag.Int64("seed", -1, "run the simulation with this seed only")
	seedsFlag = flag.Int("seeds", 20, "number of seeds of the simulation")
)

// resolveTimeout is how long a simulated server looks for the outcome of a
// commit.
const resolveTimeout = time.Hour

var roughWeather = faults{slow: 6, lost: 4, twice: 4, refused: 4, kill: 4, pause: 4, forget: 4}

// TestSimulation runs servers over a store that loses, delays, doubles and
// refuses, and kills them between any two requests.
func TestSimulation(t *testing.T) {
	if *seedFlag >= 0 {
		simulate(t, *seedFlag, roughWeather, allRules(), true)
		return
	}
	for seed := range int64(*seedsFlag) {
		if v := simulate(t, seed, roughWeather, allRules(), false); len(v) > 0 {
			t.Errorf("seed %d: %s", seed, strings.Join(v, "\n"))
		}
	}
}

// simulate runs one seed and returns what went wrong.
func simulate(t *testing.T, seed int64, f faults, r *rules, verbose bool) (violations []string) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // goroutines take turns in the same order
	synctest.Test(t, func(t *testing.T) {
		s := newSim(seed, f)
		s.verbose = verbose
		s.run(r)
		time.Sleep(2 * resolveTimeout) // a server killed while it commits as it opens gives up only then
		violations = s.violations
		if verbose {
			counts := map[string]int{}
			for _, o := range s.outcomes {
				counts[o]++
			}
			for _, line := range s.trace {
				t.Log(line)
			}
			t.Log("entries", len(s.history), "outcomes", counts, "violations", violations)
		}
	})
	return violations
}

func (s *sim) options(name string, r *rules) Options {
	return Options{
		ServerID: name, Rand: rand.New(rand.NewSource(s.rng.Int63())), rules: r,
		Retention: 60 * time.Second, LeaseDuration: 12 * time.Second, WriteLife: 4 * time.Second,
		ResolveTimeout: resolveTimeout, FanOut: 8, HeldBytes: 1, CacheBytes: 1 << 20, NoteInterval: 3 * time.Second, keptContent: 16,
	}
}

// start begins an incarnation of a server with its clients.
func (s *sim) start(name string, r *rules) {
	v := &simServer{sim: s, name: name}
	v.ctx, v.cancel = context.WithCancel(context.Background())
	s.servers = append(s.servers, v)
	opts := s.options(name, r)
	seed := s.rng.Int63()
	go func() {
		for {
			db, err := Open(v.ctx, v, opts)
			if err == nil {
				v.db.Store(db)
				if v.isDead() { // killed while it opened, so stop has not seen it
					db.stop(errClosed)
					return
				}
				break
			}
			if v.isDead() || v.ctx.Err() != nil {
				return
			}
			time.Sleep(3 * time.Second)
		}
		for i := range 2 {
			go v.client(fmt.Sprintf("%s.%d.%d", name, len(s.servers), i), rand.New(rand.NewSource(seed+int64(i))))
		}
		go v.reader(rand.New(rand.NewSource(seed + 7)))
	}()
}

func (s *sim) run(r *rules) {
	s.calm.Store(true)
	s.setup(r)
	s.calm.Store(false)
	s.start("a", r)
	s.start("b", r)
	for range 1500 {
		s.step()
		s.disturb(r)
	}
	s.finish(r)
}

// setup makes the table.
func (s *sim) setup(r *rules) {
	v := &simServer{sim: s, name: "setup"}
	v.ctx, v.cancel = context.WithCancel(context.Background())
	var done atomic.Bool
	go func() {
		defer done.Store(true)
		db, err := Open(v.ctx, v, s.options("setup", r))
		if err != nil {
			s.violate("setup: %v", err)
			return
		}
		tx, _ := db.Begin(v.ctx, TxOptions{})
		_ = tx.Statement(v.ctx)
		_ = tx.ChangeCatalog(v.ctx, func(d *catalog.Draft) error { table(d, "t", false); return nil })
		if err := tx.Commit(v.ctx); err != nil {
			s.violate("setup: %v", err)
		}
		if err := db.Close(v.ctx); err != nil {
			s.violate("setup: %v", err)
		}
	}()
	for !done.Load() {
		s.step()
	}
}

// disturb kills or pauses a server now and then.
func (s *sim) disturb(r *rules) {
	if s.rng.Intn(1000) < s.faults.kill {
		i := len(s.servers) - 1 - s.rng.Intn(2)
		if v := s.servers[i]; !v.dead {
			s.stop(v)
			s.start(v.name, r)
		}
	}
	if s.rng.Intn(1000) < s.faults.pause {
		v := s.servers[len(s.servers)-1-s.rng.Intn(2)]
		v.paused = time.Now().Add(time.Duration([]int{2, 20, 80, 150}[s.rng.Intn(4)]) * time.Second)
	}
	if s.rng.Intn(1000) < s.faults.forget {
		s.forgetResource()
	}
}

// forgetResource writes s3db.json as an s3db.js does whose process does not
// know the table.
func (s *sim) forgetResource() {
	obj, err := s.bucket.Get(context.Background(), keys.ManifestKey, getAll)
	if err != nil {
		return
	}
	m, err := catalog.ParseManifest(obj.Body)
	if err != nil {
		s.violate("s3db.json: %v", err)
		return
	}
	s.say("s3db.js forgets t")
	up := storage.Upload{Body: m.Without("t", then).With(defined("other", "x:string"), then).JSON()}
	_, _ = s.bucket.Put(context.Background(), keys.ManifestKey, up, storage.Condition{})
}

func (s *sim) stop(v *simServer) {
	s.kill(v)
	synctest.Wait()
	if db := v.db.Load(); db != nil {
		db.stop(errClosed)
		db.done.Wait()
	}
	synctest.Wait()
}

// finish lets the dust settle, then compares journal, objects and outcomes.
func (s *sim) finish(r *rules) {
	for _, v := range s.servers {
		s.stop(v)
	}
	for len(s.late) > 0 {
		s.step()
	}
	s.calm.Store(true)
	time.Sleep(time.Minute)
	v := &simServer{sim: s, name: "last"}
	v.ctx, v.cancel = context.WithCancel(context.Background())
	var done atomic.Bool
	go func() {
		defer done.Store(true)
		s.settle(v, r)
	}()
	for i := 0; !done.Load() && i < 60000; i++ {
		s.step()
	}
	if !done.Load() {
		s.violate("does not come to rest")
		s.stop(v)
		return
	}
	s.compare(v)
}

func (s *sim) settle(v *simServer, r *rules) {
	db, err := Open(v.ctx, v, s.options("last", r))
	if err != nil {
		s.violate("last start: %v", err)
		return
	}
	v.db.Store(db)
	if db.Position() != uint64(len(s.history)) {
		s.violate("recovered to %d of %d", db.Position(), len(s.history))
	}
	for range 100 {
		db.mu.RLock()
		rest := len(db.purging)
		db.mu.RUnlock()
		if rest == 0 && db.applied == db.head && !db.keeper.mending.Load() && len(s.list(keys.ContentPrefix)) == 0 {
			break
		}
		time.Sleep(5 * time.Second)
	}
	ctx, cancel := context.WithTimeout(v.ctx, 10*time.Minute)
	defer cancel()
	if err := db.Close(ctx); err != nil {
		s.violate("last close: %v", err)
	}
}

// compare checks the objects and the outcomes against the journal.
func (s *sim) compare(v *simServer) {
	state := s.state(uint64(len(s.history)))
	obj, err := s.bucket.Get(context.Background(), keys.ManifestKey, getAll)
	if err != nil || !strings.Contains(string(obj.Body), `"t": {`) {
		s.violate("the table is not in s3db.json: %v", err)
	}
	rel := v.db.Load().schema.relations["t"]
	part := rel.keys.Partition(rel.parts[0].def.Name)
	records, references := map[string]string{}, []string{}
	var want []string
	for _, key := range s.list("resource=t/") {
		if strings.Contains(key, "/partition=") {
			references = append(references, key)
			continue
		}
		obj, _ := s.bucket.Get(context.Background(), key, getAll)
		o := v.db.Load().decode(rel, idOf(key), obj)
		records[idOf(key)] = rowText(o.image)
	}
	for id, text := range state {
		_, p, _ := strings.Cut(text, " ")
		want = append(want, part+"p="+p+"/id="+id)
	}
	slices.Sort(want)
	if fmt.Sprint(records) != fmt.Sprint(state) {
		s.violate("records %v, journal says %v", records, state)
	}
	if fmt.Sprint(references) != fmt.Sprint(want) {
		s.violate("references %v, journal says %v", references, want)
	}
	s.compareContents(v.db.Load(), rel)
	committed := map[string]int{}
	for _, e := range s.history {
		for _, tx := range e.Txs {
			committed[label(tx)]++
		}
	}
	for l, o := range s.outcomes {
		switch n := committed[l]; {
		case n > 1, o == "ack" && n != 1, o == "failed" && n != 0:
			s.violate("transaction %s: %s, but committed %d times", l, o, n)
		}
	}
}

// label is the value that the rows of a transaction have in common.
func label(tx journal.Tx) string {
	for i := range tx.Ops {
		if op := &tx.Ops[i]; op.Kind == journal.Lock {
			return op.ID
		}
	}
	return "-"
}

func (s *sim) list(prefix string) []string {
	var list []string
	page, err := s.bucket.List(context.Background(), listOf(prefix))
	if err != nil {
		s.violate("list: %v", err)
		return nil
	}
	for _, o := range page.Objects {
		list = append(list, o.Key)
	}
	return list
}

// client commits transactions of one to three rows.
func (v *simServer) client(name string, rng *rand.Rand) {
	for n := 0; !v.isDead() && !v.sim.calm.Load(); n++ {
		l := fmt.Sprintf("%s.%d", name, n)
		err := v.transact(l, rng)
		outcome := "failed"
		switch {
		case err == nil:
			outcome = "ack"
		case v.isDead() || pgerr.CodeOf(err) == pgerr.TransactionResolutionUnknown:
			outcome = "unknown"
		}
		v.sim.mu.Lock()
		v.sim.outcomes[l] = outcome
		v.sim.mu.Unlock()
		time.Sleep(time.Duration(rng.Intn(3000)) * time.Millisecond)
	}
}

func (v *simServer) transact(l string, rng *rand.Rand) error {
	tx, err := v.db.Load().Begin(v.ctx, TxOptions{Level: Level(rng.Intn(2))})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for range 1 + rng.Intn(3) {
		if err := v.change(tx, l, rng); err != nil {
			return err
		}
	}
	// A lock operation names the transaction in the journal.
	tx.asserts = append(tx.asserts, journal.Op{Kind: journal.Lock, Resource: "label", ID: l, Read: tx.snap.position})
	if err := tx.Commit(v.ctx); err != nil || tx.position > 0 {
		return err
	}
	return errNothing
}

var errNothing = errors.New("nothing was written")

func (v *simServer) change(tx *Tx, l string, rng *rand.Rand) error {
	if err := tx.Statement(v.ctx); err != nil {
		return err
	}
	t := tx.Catalog().Table("public", "t")
	k, p := rng.Intn(5), string(rune('a'+rng.Intn(3)))
	switch rng.Intn(60) {
	case 0, 1:
		return tx.Truncate(v.ctx, t)
	case 2:
		return tx.ChangeCatalog(v.ctx, reindex)
	case 3:
		return v.rewrite(tx, t, l, p)
	}
	id := fmt.Sprint(k)
	if rng.Intn(5) == 0 {
		return v.changeContent(tx, t, id, rng)
	}
	text, err := read(v.ctx, tx, &catalog.Access{Table: t, Kind: catalog.ByID, IDs: []string{id}, Columns: []int{0, 1, 2}, Lock: true})
	if err != nil {
		return err
	}
	row := rowsOf(fmt.Sprintf("%d %s %s", k, l, p))
	if text == "" {
		_, err := tx.Insert(v.ctx, t, row)
		return err
	}
	changed, err := tx.Lock(v.ctx, t, []string{id}, nil)
	if err != nil || len(changed) > 0 && changed[0].Gone {
		return err
	}
	if rng.Intn(3) == 0 {
		return tx.Delete(v.ctx, t, []string{id})
	}
	_, err = tx.Update(v.ctx, t, []string{id}, row)
	return err
}

// reindex replaces the index of the table by one of the same name.
func reindex(d *catalog.Draft) error {
	changed := *d.Table("public", "t")
	made := *changed.Partitions[0]
	made.OID, made.Key = d.OID(), ""
	changed.Partitions = append([]*catalog.Partition{&made}, changed.Partitions[1:]...)
	d.PutTable(&changed)
	return nil
}

// rewrite gives all rows other values, and half the time the table another
// index.
func (v *simServer) rewrite(tx *Tx, t *catalog.Table, l, p string) error {
	text, err := read(v.ctx, tx, &catalog.Access{Table: t, Kind: catalog.Full, Columns: []int{0}, Lock: true})
	if err != nil {
		return err
	}
	ids := strings.Fields(text)
	rows := make([]string, len(ids))
	for i, id := range ids {
		rows[i] = id + " " + l + " " + p
	}
	change := reindex
	if p == "a" {
		change = func(d *catalog.Draft) error { return nil }
	}
	return tx.Rewrite(v.ctx, t, change, ids, rowsOf(rows...))
}

// reader compares what statements see with the journal at their snapshot.
func (v *simServer) reader(rng *rand.Rand) {
	for !v.isDead() && !v.sim.calm.Load() {
		err := v.look(rng)
		if err != nil && !v.isDead() && pgerr.CodeOf(err) != pgerr.SnapshotTooOld && pgerr.CodeOf(err) != pgerr.SerializationFailure && !errors.Is(err, errClosed) {
			v.sim.violate("read: %v", err)
		}
		time.Sleep(time.Duration(rng.Intn(2000)) * time.Millisecond)
	}
}

func (v *simServer) look(rng *rand.Rand) error {
	tx, err := v.db.Load().Begin(v.ctx, TxOptions{Level: RepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for range 1 + rng.Intn(3) {
		if err := tx.Statement(v.ctx); err != nil {
			return err
		}
		t := tx.Catalog().Table("public", "t")
		a, wanted := randomAccess(t, rng)
		got, err := read(v.ctx, tx, a)
		if err != nil {
			return err
		}
		v.sim.checkRead(tx, a, wanted, got)
		if err := v.readContent(tx, t, fmt.Sprint(rng.Intn(5))); err != nil {
			return err
		}
		time.Sleep(time.Duration(rng.Intn(8000)) * time.Millisecond)
	}
	return nil
}

func randomAccess(t *catalog.Table, rng *rand.Rand) (*catalog.Access, func(id, p string) bool) {
	a := &catalog.Access{Table: t, Columns: []int{0, 1, 2}, Limit: rng.Intn(3)}
	switch rng.Intn(4) {
	case 0:
		id := fmt.Sprint(rng.Intn(5))
		a.Kind, a.IDs = catalog.ByID, []string{id}
		return a, func(x, _ string) bool { return x == id }
	case 1:
		p := string(rune('a' + rng.Intn(3)))
		a.Kind, a.Part, a.Prefix = catalog.ByPartition, t.Partitions[0], []types.Value{types.NewText(p)}
		return a, func(_, x string) bool { return x == p }
	case 2:
		a.Kind, a.Part, a.KeyOnly, a.Columns = catalog.ByPartition, t.Partitions[0], true, []int{2}
	default:
		a.Kind = catalog.Full
	}
	return a, func(_, _ string) bool { return true }
}

func (s *sim) checkRead(tx *Tx, a *catalog.Access, wanted func(id, p string) bool, got string) {
	var want []string
	state := s.state(tx.snap.position)
	if s.truncatedSince(tx.snap.position) {
		return // TRUNCATE holds for older snapshots too
	}
	for id, text := range state {
		if _, p, _ := strings.Cut(text, " "); wanted(id, p) {
			row := id + " " + text
			if a.KeyOnly {
				row = p
			}
			want = append(want, row+"\n")
		}
	}
	lines := strings.SplitAfter(got, "\n")
	lines = lines[:len(lines)-1]
	slices.Sort(lines)
	slices.Sort(want)
	if strings.Join(lines, "") != strings.Join(want, "") {
		s.violate("%s at %d (base %d) of %d: got %q, want %q", a, tx.snap.position, tx.snap.base, len(s.past()), lines, want)
	}
}

func (s *sim) truncatedSince(n uint64) bool {
	history := s.past()
	for _, e := range history[min(n, uint64(len(history))):] {
		for _, op := range e.AllOps() {
			if op.Kind == journal.Floor {
				return true
			}
		}
	}
	return false
}
