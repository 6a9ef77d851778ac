package session

import (
	"context"
)

// Query runs the statements of one simple Query message: one implicit
// transaction, unless they begin or end a block.
func (s *Session) Query(ctx context.Context, sql string, w Writer) error {
	s.arrive(w)
	s.active(sql)
	_ = s.CloseStatement("")
	_ = s.ClosePortal("")
	commands, err := s.plans.parse(sql)
	if err != nil {
		return err
	}
	if len(commands) == 0 {
		if err := w.Empty(); err != nil {
			return err
		}
		defer s.waiting()
		return s.move(ctx, onEnd, w)
	}
	for i, c := range commands {
		if err := s.queryOne(ctx, c, i == len(commands)-1, w); err != nil {
			return err
		}
	}
	defer s.waiting()
	return s.report()
}

// queryOne runs one command of a simple Query. The tag of the last one waits
// for the commit.
func (s *Session) queryOne(ctx context.Context, c *command, last bool, w Writer) error {
	ctx, stop := s.withTimeout(ctx)
	defer stop()
	r, err := s.run(ctx, c, nil, w)
	if err != nil {
		return cause(ctx, err)
	}
	defer r.close()
	if r.fields != nil {
		if err := w.Fields(r.fields); err != nil {
			return err
		}
	}
	if _, err := r.write(ctx, 0, w); err != nil {
		return cause(ctx, err)
	}
	if last {
		if err := s.move(ctx, onEnd, w); err != nil {
			return cause(ctx, err)
		}
	}
	return w.Complete(r.complete())
}

// arrive notes that a message came.
func (s *Session) arrive(w Writer) {
	s.statementStart = s.db.Clock()
	if w != nil {
		s.writer = w
	}
}

// report tells the client of the settings it is told of that have changed.
func (s *Session) report() error {
	if s.writer == nil || !s.vars.reported() {
		return nil
	}
	for _, p := range s.Parameters() {
		if old, known := s.told[p.Name]; known && old == p.Value {
			continue
		}
		s.told[p.Name] = p.Value
		if err := s.writer.Parameter(p.Name, p.Value); err != nil {
			return err
		}
	}
	return nil
}
