package crash

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
)

// witness is what the test knows: the rows that must be there, and for each
// client the transaction whose outcome nobody was told.
type witness struct {
	t *testing.T

	mu      sync.Mutex
	rows    map[string]row // acknowledged, and newest
	total   int64          // acknowledged transactions that count
	open    [clients]*change
	numbers [clients]int
	wrong   error         // an answer that must not be
	round   int           // acknowledged since the last kill
	enough  chan struct{} // closed when that is minAcked

	acked, rolledBack, failed, unknown int // in all
}

func newWitness(t *testing.T) *witness { return &witness{t: t, rows: map[string]row{}} }

// begin begins to count for the next kill.
func (w *witness) begin() (enough <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.round, w.enough = 0, make(chan struct{})
	return w.enough
}

// next draws the next transaction of a client and takes it for open.
func (w *witness) next(r *rand.Rand, client int) *change {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.numbers[client]++
	c := next(r, fmt.Sprintf("c%d-%d", client, w.numbers[client]), w.own(client))
	w.open[client] = c
	return c
}

// own lists the rows of a client in order.
func (w *witness) own(client int) []row {
	var out []row
	for _, r := range w.rows {
		if strings.HasPrefix(r.ID, fmt.Sprintf("c%d-", client)) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b row) int { return strings.Compare(a.key(), b.key()) })
	return out
}

// told takes in what a client was told of its transaction.
func (w *witness) told(client int, sent bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.open[client]
	if wrong := (*wrongRows)(nil); errors.As(err, &wrong) {
		w.wrong = err
	}
	switch {
	case err == nil && !c.rollback:
		w.apply(c)
		w.acked++
		if w.round++; w.round == minAcked {
			close(w.enough)
		}
	case sent:
		return // stays open
	case err == nil:
		w.rolledBack++
	default:
		w.failed++
	}
	w.open[client] = nil
}

// check reports what was wrong before the kill.
func (w *witness) check() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.wrong == nil && w.round < minAcked {
		return fmt.Errorf("only %d transactions were acknowledged before the kill", w.round)
	}
	return w.wrong
}

func (w *witness) apply(c *change) {
	for _, r := range slices.Concat(c.inserts, c.updates) {
		w.rows[r.key()] = r
	}
	for _, d := range c.deletes {
		delete(w.rows, d.key())
	}
	if c.counts {
		w.total++
	}
}

// settle decides, from the rows found, whether each transaction of unknown
// outcome was committed; it must be there whole or not at all.
func (w *witness) settle(found map[string]row) error {
	for client, c := range w.open {
		if c == nil {
			continue
		}
		w.unknown++
		done, undone := 0, 0
		tally := func(is bool) {
			if is {
				done++
			} else {
				undone++
			}
		}
		for _, r := range slices.Concat(c.inserts, c.updates) {
			tally(found[r.key()] == r)
		}
		for _, d := range c.deletes {
			_, there := found[d.key()]
			tally(!there)
		}
		if done > 0 && undone > 0 {
			return fmt.Errorf("transaction %s of unknown outcome is half there: %d of %d changes", c.inserts[2].ID, done, done+undone)
		}
		if done > 0 {
			w.apply(c)
		}
		w.open[client] = nil
	}
	return nil
}

// compare holds the rows found against those of wanted tables.
func (w *witness) compare(found map[string]row, where string, wanted ...string) error {
	for key, want := range w.rows {
		got, ok := found[key]
		switch {
		case !slices.Contains(wanted, want.Table):
		case !ok:
			return fmt.Errorf("%s: row %s is lost; it was acknowledged as %+v", where, key, want)
		case got != want:
			return fmt.Errorf("%s: row %s is %+v, acknowledged was %+v", where, key, got, want)
		}
	}
	for key, got := range found {
		if _, ok := w.rows[key]; !ok {
			return fmt.Errorf("%s: row %s = %+v was never acknowledged, or was deleted", where, key, got)
		}
	}
	return nil
}
