package engine

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/mem"
)

// sim is a store whose requests a seeded scheduler lets through one by one:
// late, twice, without an answer, or after their sender died. It runs in a
// synctest bubble: time passes only when the scheduler says so.
type sim struct {
	seed   int64
	rng    *rand.Rand
	bucket *mem.Bucket
	faults faults
	calm   atomic.Bool // no faults any more

	verbose bool
	trace   []string

	mu      sync.Mutex
	calls   []*call // waiting for the scheduler
	late    []*call // to be executed at some time, whoever still listens
	number  int
	servers []*simServer

	history    []*journal.Entry // the journal as it came to be
	shapes     journal.Shapes
	violations []string
	outcomes   map[string]string // label of a transaction -> ack, failed, unknown
	contents   map[string]string // id of content that was uploaded -> its bytes
}

// faults are probabilities in percent.
type faults struct {
	slow, lost, twice, refused int
	kill, pause, forget        int // per thousand steps
}

// call is one request on its way.
type call struct {
	server *simServer
	number int
	op     storage.Op
	key    string
	run    func() error
	err    error
	done   chan struct{}
	ran    bool
	due    time.Time // of a late one
}

// simServer is one incarnation of a server and its bucket.
type simServer struct {
	sim    *sim
	name   string
	dead   bool
	paused time.Time
	db     atomic.Pointer[DB]
	ctx    context.Context
	cancel context.CancelFunc
}

func newSim(seed int64, f faults) *sim {
	return &sim{
		seed: seed, rng: rand.New(rand.NewSource(seed)), faults: f,
		bucket: mem.New(mem.Options{Now: time.Now}), outcomes: map[string]string{}, contents: map[string]string{},
	}
}

func (s *sim) violate(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

var errDead = fmt.Errorf("process is dead: %w", storage.ErrUnknown)

// do hands a request to the scheduler and waits for its answer. Reads are
// repeated until they are answered, as the transport does.
func (v *simServer) do(ctx context.Context, op storage.Op, key string, run func() error) error {
	for {
		c := &call{server: v, op: op, key: key, run: run, done: make(chan struct{})}
		v.sim.mu.Lock()
		if v.dead {
			v.sim.mu.Unlock()
			return errDead
		}
		v.sim.number++
		c.number = v.sim.number
		v.sim.calls = append(v.sim.calls, c)
		v.sim.mu.Unlock()
		select {
		case <-c.done:
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", storage.ErrUnknown, context.Cause(ctx))
		}
		if op.Write() || c.err == nil || !errors.Is(c.err, storage.ErrUnknown) && !errors.Is(c.err, storage.ErrThrottled) || v.isDead() {
			return c.err
		}
	}
}

func (v *simServer) isDead() bool {
	v.sim.mu.Lock()
	defer v.sim.mu.Unlock()
	return v.dead
}

// step lets one thing happen.
func (s *sim) step() {
	synctest.Wait()
	s.mu.Lock()
	now := time.Now()
	for i, c := range s.late {
		if !now.Before(c.due) {
			s.late = slices.Delete(s.late, i, i+1)
			s.mu.Unlock()
			_ = s.execute(c)
			return
		}
	}
	c := s.choose(now)
	s.mu.Unlock()
	if c == nil {
		time.Sleep(time.Duration(20+s.rng.Intn(200)) * time.Millisecond)
		return
	}
	s.proceed(c)
	if s.rng.Intn(3) == 0 {
		time.Sleep(time.Duration(s.rng.Intn(40)) * time.Millisecond)
	}
}

func (s *sim) choose(now time.Time) *call {
	var ready []*call
	for _, c := range s.calls {
		if now.After(c.server.paused) {
			ready = append(ready, c)
		}
	}
	if len(ready) == 0 {
		return nil
	}
	slices.SortFunc(ready, func(a, b *call) int {
		return strings.Compare(fmt.Sprintf("%s %s %s %09d", a.server.name, a.key, a.op, a.number), fmt.Sprintf("%s %s %s %09d", b.server.name, b.key, b.op, b.number))
	})
	return ready[s.rng.Intn(len(ready))]
}

func (s *sim) chance(percent int) bool { return !s.calm.Load() && s.rng.Intn(100) < percent }

// proceed executes a request or answers it.
func (s *sim) proceed(c *call) {
	switch {
	case c.ran:
		s.say("answer %s %d %s %s: %v", c.server.name, c.number, c.op, c.key, c.err)
		s.answer(c, c.err)
	case s.chance(s.faults.refused):
		err := storage.ErrThrottled
		if c.op == storage.OpPut && s.rng.Intn(2) == 0 {
			err = storage.ErrConflict
		}
		s.answer(c, &storage.OpError{Op: c.op, Key: c.key, Err: err, Date: time.Now().Truncate(time.Second)})
	case c.op.Write() && s.chance(s.faults.slow):
		s.delay(c)
		s.answer(c, storage.ErrUnknown)
	case s.chance(s.faults.lost):
		_ = s.execute(c)
		s.answer(c, storage.ErrUnknown)
	default:
		if c.op.Write() && s.chance(s.faults.twice) {
			_ = s.execute(c) // the answer is that of the second arrival
		}
		c.err, c.ran = s.execute(c), true
	}
}

func (s *sim) delay(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	again := *c
	again.due = time.Now().Add(time.Duration(s.rng.Intn(40000)) * time.Millisecond)
	if s.rng.Intn(3) == 0 {
		again.due = time.Now().Add(time.Duration(s.rng.Intn(1000)) * time.Millisecond)
	}
	s.late = append(s.late, &again)
}

func (s *sim) answer(c *call, err error) {
	s.mu.Lock()
	s.calls = slices.DeleteFunc(s.calls, func(x *call) bool { return x == c })
	c.err = err
	s.mu.Unlock()
	close(c.done)
}

func (s *sim) say(format string, args ...any) {
	if s.verbose {
		s.trace = append(s.trace, time.Now().Format("04:05.000 ")+fmt.Sprintf(format, args...))
	}
}

// execute runs a request at the store and follows the journal.
func (s *sim) execute(c *call) error {
	err := c.run()
	s.say("run %s %d %s %s: %v", c.server.name, c.number, c.op, c.key, err)
	if err == nil && c.op == storage.OpPut {
		if k := keys.Parse(c.key); k.Kind == keys.Entry {
			s.record(k.Number)
		}
	}
	return err
}

// record adds an entry to the history and checks that each operation found
// the row as the one before left it.
func (s *sim) record(n uint64) {
	if n <= uint64(len(s.history)) {
		return // under the boundary: a zombie that nobody reads
	}
	obj, err := s.bucket.Get(context.Background(), keys.EntryKey(n), storage.GetOptions{})
	if err != nil || n != uint64(len(s.history))+1 {
		s.violate("gap before entry %d (%v)", n, err)
		return
	}
	h, err := journal.DecodeHeader(obj.Body)
	if err != nil {
		s.violate("entry %d: %v", n, err)
		return
	}
	e, err := h.Decode(nil, &s.shapes)
	if err != nil {
		s.violate("entry %d: %v", n, err)
		return
	}
	state := s.state(n - 1)
	for i, op := range e.AllOps() {
		s.say("entry %d by %s op %d: %d %s read %d %q -> %q", n, e.Writer, i, op.Kind, op.ID, op.Read, rowText(op.Before), rowText(op.After))
	}
	for _, op := range e.AllOps() {
		if op.Kind == journal.Floor && op.Resource == "t" {
			clear(state)
		}
		if op.Kind != journal.Write {
			continue
		}
		if before := rowText(op.Before); state[op.ID] != before {
			s.violate("lost update: entry %d row %s has before %q, was %q", n, op.ID, before, state[op.ID])
		}
		state[op.ID] = rowText(op.After)
	}
	s.mu.Lock()
	s.history = append(s.history, e)
	s.mu.Unlock()
}

// past returns the journal so far.
func (s *sim) past() []*journal.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.history
}

// state is the table after n entries: id -> text, "" for no row.
func (s *sim) state(n uint64) map[string]string {
	state := map[string]string{}
	history := s.past()
	for _, e := range history[:min(n, uint64(len(history)))] {
		for _, op := range e.AllOps() {
			switch {
			case op.Kind == journal.Floor && op.Resource == "t":
				clear(state)
			case op.Kind == journal.Write && op.After.IsZero():
				delete(state, op.ID)
			case op.Kind == journal.Write:
				state[op.ID] = rowText(op.After)
			}
		}
	}
	return state
}

func rowText(m journal.Image) string {
	if m.IsZero() {
		return ""
	}
	v, _ := m.Get("v")
	p, _ := m.Get("p")
	return v + " " + p
}

// kill ends a server between two requests. What it has sent may still land.
func (s *sim) kill(v *simServer) {
	s.say("kill %s", v.name)
	s.mu.Lock()
	v.dead = true
	var orphans []*call
	for _, c := range s.calls {
		if c.server == v {
			orphans = append(orphans, c)
		}
	}
	s.mu.Unlock()
	v.cancel()
	for _, c := range orphans {
		if !c.ran && c.op.Write() && s.rng.Intn(2) == 0 {
			s.delay(c)
		}
		s.answer(c, errDead)
	}
}
