package crashtest

import (
	"fmt"
)

// witness is what the test knows: the rows that must be there, and for each
// client the transaction whose outcome nobody was told.
type witness struct {
	rows    map[string]row // by table/id: acknowledged, and newest
	open    map[int]*change
	first   []int
	acked   int // in all
	failed  int
	unknown int
	round   int // acknowledged since the last kill
}

func newWitness() *witness {
	return &witness{rows: map[string]row{}, open: map[int]*change{}, first: make([]int, clients)}
}

// hear takes in a worker's line.
func (w *witness) hear(e event) {
	switch e.Kind {
	case "try":
		w.open[e.Client] = e.Change
		w.first[e.Client] = e.Change.Number + 1
	case "ack":
		w.acked++
		w.round++
		w.apply(w.open[e.Client])
		delete(w.open, e.Client)
	case "fail":
		w.failed++
		delete(w.open, e.Client)
	}
}

func (w *witness) apply(t *change) {
	for _, p := range t.Puts {
		w.rows[p.Table+"/"+p.ID] = p
	}
	for _, d := range t.Deletes {
		delete(w.rows, d.Table+"/"+d.ID)
	}
}

// own lists the rows of each client.
func (w *witness) own() [][]row {
	out := make([][]row, clients)
	for _, r := range w.rows {
		var c int
		if _, err := fmt.Sscanf(r.ID[1:], "%d-", &c); err == nil {
			out[c] = append(out[c], r)
		}
	}
	for c := range out {
		sortRows(out[c])
	}
	return out
}

// settle decides, from the rows found, whether each transaction of unknown
// outcome was committed; it must be there whole or not at all.
func (w *witness) settle(found map[string]row) error {
	for client, t := range w.open {
		w.unknown++
		done, undone := 0, 0
		for _, p := range t.Puts {
			if got, ok := found[p.Table+"/"+p.ID]; ok && got == p {
				done++
			} else {
				undone++
			}
		}
		for _, d := range t.Deletes {
			if _, ok := found[d.Table+"/"+d.ID]; ok {
				undone++
			} else {
				done++
			}
		}
		if done > 0 && undone > 0 {
			return fmt.Errorf("transaction %s of unknown outcome is half there: %d of %d changes", t.name(), done, done+undone)
		}
		if done > 0 {
			w.apply(t)
		}
		delete(w.open, client)
	}
	return nil
}

// compare holds the rows found against what must be there.
func (w *witness) compare(found map[string]row, where string) error {
	for key, want := range w.rows {
		got, ok := found[key]
		switch {
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
