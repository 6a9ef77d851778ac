package engine

import (
	"context"
	"io"
	"math/rand"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
)

// changeContent gives a row content, or takes it away. Half of what is
// uploaded is so long that the store must copy it.
func (v *simServer) changeContent(tx *Tx, t *catalog.Table, id string, rng *rand.Rand) error {
	if rng.Intn(4) == 0 {
		_, err := tx.DeleteContent(v.ctx, t, id)
		return err
	}
	text := strings.Repeat(string(rune('a'+rng.Intn(26))), 1+rng.Intn(32))
	s, err := v.db.Load().StageContent(v.ctx, strings.NewReader(text), "text/plain")
	if err != nil {
		return err
	}
	v.sim.mu.Lock()
	v.sim.contents[s.ID] = text
	v.sim.mu.Unlock()
	_, err = tx.SetContent(v.ctx, t, id, s)
	return err
}

// readContent compares the content of a row with what the journal says at the
// snapshot.
func (v *simServer) readContent(tx *Tx, t *catalog.Table, id string) error {
	r, _, err := tx.OpenContent(v.ctx, t, id)
	if err != nil {
		return err
	}
	got, has := "", r != nil
	if has {
		body, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		got = r.ID + " " + string(body)
	}
	want, wanted := v.sim.content(tx.snap.position, id)
	if (got != want || has != wanted) && !v.sim.truncatedSince(tx.snap.position) {
		v.sim.violate("content of %s at %d: %q, want %q", id, tx.snap.position, got, want)
	}
	return nil
}

// content is that of a row after n entries: its id and its bytes.
func (s *sim) content(n uint64, id string) (text string, ok bool) {
	var m journal.Image
	history := s.past()
	for _, e := range history[:min(n, uint64(len(history)))] {
		for _, op := range e.AllOps() {
			switch {
			case op.Kind == journal.Floor && op.Resource == "t":
				m = journal.Image{}
			case op.Kind == journal.Write && op.ID == id:
				m = op.After
			}
		}
	}
	c, ok := m.Content()
	if !ok {
		return "", false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return c.ID + " " + s.contents[c.ID], true
}

// compareContents checks the bodies of the records, and that nothing is left
// of what was uploaded.
func (s *sim) compareContents(db *DB, rel *relation) {
	for id := range s.state(uint64(len(s.history))) {
		obj, err := s.bucket.Get(context.Background(), rel.keys.Record(id), getAll)
		if err != nil {
			continue // compare has told so
		}
		got := ""
		c, has := db.decode(rel, id, obj).image.Content()
		if has {
			got = c.ID + " " + string(obj.Body)
		}
		if want, wanted := s.content(uint64(len(s.history)), id); got != want || has != wanted {
			s.violate("record %s has content %q, want %q", id, got, want)
		}
	}
	if left := s.list(keys.ContentPrefix); len(left) > 0 {
		s.violate("left of uploads: %v", left)
	}
}
