package engine

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/journal"
)

// touch takes over the rows that entries after the snapshot's base, or the
// transaction itself, have touched: their images are known, whatever the
// listing says of them meanwhile. Later calls add what came since.
func (s *Scan) touch() {
	if s.access.Kind == catalog.ByID {
		s.begun = true
		return
	}
	var rows []found
	if !s.begun {
		s.begun, s.upto = true, s.tx.snap.base
		rows = s.touchOwn(rows)
	}
	rows = s.touchHeld(rows)
	if len(rows) == 0 {
		return
	}
	s.pending = append(s.pending, rows...)
	slices.SortFunc(s.pending, func(a, b found) int { return strings.Compare(a.order, b.order) })
}

func (s *Scan) touchOwn(rows []found) []found {
	t := s.tx.writes[s.rel.resource.Name]
	if t == nil {
		return rows
	}
	for _, w := range t.order {
		if w.dirty {
			s.touched[w.id] = true
			rows = s.add(rows, w.id, w.visible(s.tx.statement))
		}
	}
	return rows
}

func (s *Scan) touchHeld(rows []found) []found {
	if s.tx.hides(s.rel) {
		return rows
	}
	db := s.tx.db
	db.mu.RLock()
	defer db.mu.RUnlock()
	entries := db.overlay.since(s.upto)
	for _, e := range entries {
		for i := range e.rows {
			op := e.rows[i].op
			if op.Resource != s.rel.resource.Name || s.touched[op.ID] {
				continue
			}
			m, ok := db.resolveLocked(s.rel, op.ID, s.tx.snap.position, nil)
			if !ok {
				continue // the object must tell: a foreign client may have written it
			}
			s.touched[op.ID] = true
			rows = s.add(rows, op.ID, m)
		}
		s.upto = e.Position
	}
	return rows
}

// add appends a row at its place, unless the access does not want it or it
// was given out already.
func (s *Scan) add(rows []found, id string, m journal.Image) []found {
	order, ok := s.place(id, m)
	if !ok || m.IsZero() || order <= s.passed || s.skips(id) {
		return rows
	}
	return append(rows, found{order: order, id: id, image: m})
}

// place is the key under which a row would be listed.
func (s *Scan) place(id string, m journal.Image) (string, bool) {
	switch {
	case m.IsZero():
		return "", false
	case s.part != nil:
		key, err := s.part.reference(id, m)
		return key, err == nil && key != "" && strings.HasPrefix(key, s.prefix)
	}
	order := s.rel.keys.Record(id)
	return order, strings.HasPrefix(order, s.list.prefix) && s.wanted(order, id, m)
}

// readable reports whether the columns wanted can be read from reference
// keys: their texts there say all that their values do.
func (p *partition) readable(columns []int) bool {
	for _, c := range columns {
		if !slices.Contains(p.rel.inID, c) && !p.tells(c) {
			return false
		}
	}
	return true
}

func (p *partition) tells(c int) bool {
	t := p.rel.table
	return slices.ContainsFunc(p.catalog.Fields, func(f catalog.PartitionField) bool { return f.Column == c && p.catalog.Tells(t, f) })
}
