package session

import (
	"context"
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// portal is a statement with its parameters, and what it gave so far. It lives
// until its transaction ends.
type portal struct {
	*prepared
	params []types.Value
	at     time.Time // Bind or DECLARE
	result *result   // nil until it runs
	ended  bool      // all rows were sent
	cursor *cursor   // of DECLARE; nil for Bind
}

// portal finds a portal of Bind.
func (s *Session) portal(name string) (*portal, error) {
	if p := s.portals[name]; p != nil {
		return p, nil
	}
	return nil, pgerr.Newf(pgerr.InvalidCursorName, "portal %q does not exist", name)
}

// resume runs a portal until limit rows are sent.
func (s *Session) resume(ctx context.Context, p *portal, limit int, w Writer) error {
	if p.command == nil {
		return w.Empty()
	}
	if p.ended {
		return p.again(w)
	}
	if p.result == nil {
		var err error
		if p.result, err = s.begin1(ctx, p, w); err != nil {
			return err
		}
	}
	p.result.sent = 0
	last, err := p.result.write(ctx, limit, w)
	if err != nil {
		return err
	}
	if !last {
		return w.Suspended()
	}
	p.ended = true
	p.result.close()
	return w.Complete(p.result.complete())
}

// again is what comes of a portal that was run to its end: a query has no more
// rows, anything else cannot be done twice.
func (p *portal) again(w Writer) error {
	if p.result == nil || p.result.fields == nil {
		return pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, "portal %q cannot be run", p.name)
	}
	p.result.sent, p.result.affected = 0, nil
	return w.Complete(p.result.complete())
}

// begin1 begins the statement of a portal.
func (s *Session) begin1(ctx context.Context, p *portal, w Writer) (*result, error) {
	if !movesRows(p.stmt) {
		c := *p.command
		c.args = &arguments{p.prepared.params, p.params}
		return s.run(ctx, &c, nil, w)
	}
	if err := s.move(ctx, onStatement, w); err != nil {
		return nil, err
	}
	if err := s.checkWritable(p.stmt); err != nil {
		return nil, err
	}
	return s.runPrepared(ctx, p.prepared, p.params, w)
}

// settlePortals reads results that pause into memory: the next statement takes
// a new snapshot, and they belong to the one before.
func (s *Session) settlePortals(ctx context.Context) error {
	for _, p := range s.portals {
		if p.result == nil || p.result.rows == nil || p.result.rows.op == nil {
			continue
		}
		if err := p.result.rows.settle(ctx, columnTypes(p.result.fields)); err != nil {
			return err
		}
	}
	return nil
}

// settleHeld does so for cursors WITH HOLD, which outlive their transaction.
func (s *Session) settleHeld(ctx context.Context) error {
	for _, p := range s.portals {
		if p.cursor == nil || !p.cursor.hold || p.cursor.kept {
			continue
		}
		if err := p.cursor.readAll(ctx); err != nil {
			return err
		}
		p.cursor.kept = true
	}
	return nil
}

// closePortals drops the portals of a transaction that ends.
func (s *Session) closePortals() {
	for name, p := range s.portals {
		if p.cursor == nil || !p.cursor.kept {
			s.dropPortal(name)
		}
	}
}

// dropPortals drops all of them.
func (s *Session) dropPortals() {
	for name := range s.portals {
		s.dropPortal(name)
	}
}

func (s *Session) dropPortal(name string) {
	if p := s.portals[name]; p != nil && p.result != nil {
		p.result.close()
	}
	delete(s.portals, name)
}
