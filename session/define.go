package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/planner"
	"github.com/s3dbsql/s3dbsql/planner/bind"
)

// runDefinition runs DDL. It commits with the block it is in.
func (s *Session) runDefinition(ctx context.Context, c *command, w Writer) (*result, error) {
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	var def *planner.Definition
	err := s.finding(ctx, func() (err error) {
		def, err = planner.Define(s.bindEnv(nil), c.sql, c.stmt)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, n := range def.Notices {
		if err := s.notice(w, "NOTICE", n); err != nil {
			return nil, err
		}
	}
	if err := s.change(ctx, def); err != nil {
		return nil, err
	}
	return s.follow(ctx, def)
}

// change makes the change to the catalog, and to the rows that go with it.
func (s *Session) change(ctx context.Context, def *planner.Definition) error {
	switch {
	case def.Rewrite != nil:
		if err := s.rewrite(ctx, def); err != nil {
			return err
		}
	case def.Change != nil:
		if err := s.changeCatalog(ctx, def, def.Change); err != nil {
			return err
		}
	}
	for _, t := range def.Truncate {
		if err := s.source().of(t).Truncate(ctx, t); err != nil {
			return err
		}
	}
	for _, p := range def.Positions {
		if err := s.reposition(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// reposition lets a sequence go on under its new definition.
func (s *Session) reposition(ctx context.Context, p bind.Position) error {
	db := s.engineOf(p.Sequence.Schema)
	if p.Value != nil {
		return db.SetValue(ctx, p.Sequence, *p.Value, false)
	}
	v, called, err := db.LastValue(ctx, p.Before)
	if err == nil {
		err = p.Stands(v)
	}
	if err != nil {
		return err
	}
	return db.SetValue(ctx, p.Sequence, v, called)
}

// changeCatalog makes a change where the relations are that it is about.
func (s *Session) changeCatalog(ctx context.Context, def *planner.Definition, change func(*catalog.Draft) error) error {
	if def.Reach != bind.OfSession {
		if err := s.txn.tx.ChangeCatalog(ctx, change); err != nil {
			return err
		}
	}
	if def.Reach == bind.OfDatabase {
		return nil
	}
	if err := s.changeTemporary(ctx, change); err != nil {
		return err
	}
	if def.Made != nil {
		s.temp.onCommit[def.Made.OID] = def.OnCommit
	}
	return nil
}

// follow runs the statements that belong to a change, and the queries that
// must find nothing.
func (s *Session) follow(ctx context.Context, def *planner.Definition) (*result, error) {
	r := done(def.Tag)
	for _, sql := range def.Statements {
		last, err := s.runText(ctx, sql)
		if err != nil {
			return nil, err
		}
		if def.Rows {
			n := last.affected()
			r = &result{tag: "SELECT", counted: true, affected: func() int64 { return n }}
		}
	}
	for _, refusal := range def.Refuse {
		text, found, err := s.finds(ctx, refusal.Query)
		if err != nil {
			return nil, err
		}
		if found && refusal.Detail != nil {
			return nil, refusal.Err.WithDetail("%s", refusal.Detail(text))
		}
		if found {
			return nil, refusal.Err
		}
		for _, t := range refusal.Tables {
			s.source().of(t).AssertUntouched(t)
		}
	}
	return r, nil
}

// runText runs a statement of our own to its end.
func (s *Session) runText(ctx context.Context, sql string) (*result, error) {
	c, err := parseOne(sql)
	if err != nil {
		return nil, err
	}
	return s.runQuery(ctx, c, nil)
}

// finds reports whether a query gives a row, and the first value of it.
func (s *Session) finds(ctx context.Context, sql string) (text string, found bool, err error) {
	r, err := s.runText(ctx, sql)
	if err != nil {
		return "", false, err
	}
	defer r.close()
	b, err := r.rows.next(ctx, 1)
	if err != nil || b == nil {
		return "", false, err
	}
	return string(b.Cols[0].AppendText(nil, b.Index(0), &s.styles.style)), true, nil
}
