package live

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

var (
	operations = flag.Int("operations", 1000, "reads and writes of the history")
	seed       = flag.Uint64("seed", 0, "of the history; drawn if 0")
)

// event is a read or a write of one record, by either side. Every value is
// written once.
type event struct {
	side, id, value string
	write           bool
	begin, end      time.Duration
}

// client does what one side can do to a record.
type client struct {
	side  string
	read  func(id string) (string, error)
	write func(id, value string) error
}

// TestHistory lets both write the same records at once. A value that was read
// must have been current at a moment of the read: written by then, and not
// surely overwritten before it began.
func TestHistory(t *testing.T) {
	t.Parallel()
	b := start(t)
	const records, clients = 5, 3
	b.peer.must(t, "createResource", "", record{"name": "h", "attributes": record{"v": "string"}})
	var history []event
	for i := range records {
		id := fmt.Sprint("r", i)
		b.peer.must(t, "insert", "h", record{"id": id, "v": "first-" + id})
		history = append(history, event{"s3db.js", id, "first-" + id, true, 0, 0})
	}
	var sides []client
	for range clients {
		sides = append(sides, sqlClient(b.connect()), peerClient(b.peer))
	}
	number := *seed
	if number == 0 {
		number = rand.Uint64()
	}
	t.Logf("seed %d", number)
	history = append(history, mix(t, sides, records, number)...)
	judge(t, history)
}

func sqlClient(c *pgx.Conn) client {
	return client{
		side: "SQL",
		read: func(id string) (v string, err error) {
			return v, c.QueryRow(context.Background(), "SELECT v FROM h WHERE id = $1", id).Scan(&v)
		},
		write: func(id, value string) error {
			tag, err := c.Exec(context.Background(), "UPDATE h SET v = $2 WHERE id = $1", id, value)
			if err == nil && tag.RowsAffected() != 1 {
				err = fmt.Errorf("%d rows updated", tag.RowsAffected())
			}
			return err
		},
	}
}

func peerClient(p *peer) client {
	return client{
		side: "s3db.js",
		read: func(id string) (string, error) {
			text, err := p.ask("get", "h", id)
			var rec struct{ V string }
			if err == nil {
				err = json.Unmarshal(text, &rec)
			}
			return rec.V, err
		},
		write: func(id, value string) error {
			_, err := p.ask("update", "h", id, record{"v": value})
			return err
		},
	}
}

// mix lets all clients work at once and returns what they saw.
func mix(t *testing.T, clients []client, records int, seed uint64) []event {
	var mu sync.Mutex
	var history []event
	var wg sync.WaitGroup
	began := time.Now()
	for k, c := range clients {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, uint64(k)))
			for i := range *operations / len(clients) {
				e := event{side: c.side, id: fmt.Sprint("r", r.IntN(records)), write: r.IntN(2) == 0, begin: time.Since(began)}
				var err error
				if e.write {
					e.value = fmt.Sprintf("%s-%d-%d", c.side, k, i)
					err = c.write(e.id, e.value)
				} else {
					e.value, err = c.read(e.id)
				}
				if err != nil {
					t.Errorf("%s: %+v: %v", c.side, e, err)
					return
				}
				e.end = time.Since(began)
				mu.Lock()
				history = append(history, e)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return history
}

// judge holds every read against the writes of its record.
func judge(t *testing.T, history []event) {
	writes := map[string][]event{}
	for _, e := range history {
		if e.write {
			writes[e.id] = append(writes[e.id], e)
		}
	}
	reads, wrong := map[string]int{}, 0
	slices.SortFunc(history, func(a, b event) int { return cmp.Compare(a.begin, b.begin) })
	for _, r := range history {
		if r.write {
			continue
		}
		reads[r.side]++
		if problem := notCurrent(r, writes[r.id]); problem != "" && wrong < 20 {
			wrong++
			t.Errorf("%s read %s of %s from %v to %v: %s", r.side, r.value, r.id, r.begin, r.end, problem)
		}
	}
	t.Logf("%d events, reads %v", len(history), reads)
}

func notCurrent(r event, writes []event) string {
	i := slices.IndexFunc(writes, func(w event) bool { return w.value == r.value })
	if i < 0 {
		return "nobody wrote it"
	}
	w := writes[i]
	if w.begin > r.end {
		return fmt.Sprintf("it was written later, from %v on", w.begin)
	}
	for _, over := range writes {
		if over.begin > w.end && over.end < r.begin {
			return fmt.Sprintf("it was written from %v to %v and overwritten by %s from %v to %v", w.begin, w.end, over.value, over.begin, over.end)
		}
	}
	return ""
}
