package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// cursor is the reading position of a DECLAREd portal. It keeps the rows it
// has read, so that it can go back.
type cursor struct {
	result *result
	seen   *types.Batch // rows read so far
	all    bool         // there are no more
	pos    int          // rows before the next one: 0 is before the first, len+1 behind the last
	back   bool         // may go back
	hold   bool         // WITH HOLD
	kept   bool         // its transaction has committed
	out    types.Batch
}

// runDeclare runs DECLARE CURSOR.
func (s *Session) runDeclare(ctx context.Context, c *command, stmt *parser.DeclareCursor, w Writer) (*result, error) {
	if stmt.Binary {
		return nil, pgerr.Unsupported("BINARY CURSOR")
	}
	if s.txn.state != inBlock && !stmt.Hold {
		return nil, pgerr.New(pgerr.NoActiveSQLTransaction, "DECLARE CURSOR can only be used in transaction blocks")
	}
	if s.portals[stmt.Name] != nil {
		return nil, pgerr.Newf(pgerr.DuplicateCursor, "cursor %q already exists", stmt.Name)
	}
	query := &command{sql: c.sql, stmt: stmt.Query}
	r, err := s.runQuery(ctx, query, nil)
	if err != nil {
		return nil, err
	}
	cur := &cursor{result: r, seen: types.NewBatch(columnTypes(r.fields), 0), back: !stmt.NoScroll, hold: stmt.Hold}
	s.portals[stmt.Name] = &portal{
		prepared: &prepared{name: stmt.Name, text: c.sql, command: query, plan: &planned{fields: r.fields}},
		result:   r, cursor: cur, at: s.statementStart,
	}
	return done("DECLARE CURSOR"), nil
}

// runFetch runs FETCH and MOVE.
func (s *Session) runFetch(ctx context.Context, stmt *parser.Fetch) (*result, error) {
	p := s.portals[stmt.Cursor]
	if p == nil || p.cursor == nil {
		return nil, noCursor(stmt.Cursor)
	}
	rows, err := p.cursor.fetch(ctx, stmt.Direction, stmt.Count)
	if err != nil {
		return nil, err
	}
	n := int64(len(rows.Sel))
	if stmt.Move {
		return &result{tag: "MOVE", counted: true, sent: n}, nil
	}
	r := &result{fields: p.cursor.result.fields, rows: &reader{}, tag: "FETCH", counted: true}
	if n > 0 {
		r.rows.rest = rows
	}
	return r, nil
}

func noCursor(name string) error {
	return pgerr.Newf(pgerr.InvalidCursorName, "cursor %q does not exist", name)
}

// runClose runs CLOSE.
func (s *Session) runClose(stmt *parser.CloseCursor) (*result, error) {
	if stmt.Name == "" {
		for name, p := range s.portals {
			if p.cursor != nil {
				s.dropPortal(name)
			}
		}
		return done("CLOSE CURSOR ALL"), nil
	}
	if s.portals[stmt.Name] == nil {
		return nil, noCursor(stmt.Name)
	}
	s.dropPortal(stmt.Name)
	return done("CLOSE CURSOR"), nil
}

// fetch moves the cursor and returns the rows it passed, in that order.
func (c *cursor) fetch(ctx context.Context, direction parser.FetchDirection, count int64) (*types.Batch, error) {
	switch direction {
	case parser.FetchAbsolute:
		return c.to(ctx, count)
	case parser.FetchRelative:
		return c.by(ctx, count)
	case parser.FetchBackward:
		count = -count
	}
	if count == 0 {
		return c.to(ctx, int64(c.pos))
	}
	if count > 0 {
		return c.forward(ctx, count)
	}
	return c.backward(-count)
}

// forward returns up to n rows behind the position.
func (c *cursor) forward(ctx context.Context, n int64) (*types.Batch, error) {
	from := c.pos
	if err := c.read(ctx, add(int64(from), n)); err != nil {
		return nil, err
	}
	end := int(min(add(int64(from), n), int64(c.seen.Rows())))
	c.pos = max(from, end)
	if int64(end-from) < n {
		c.pos = c.seen.Rows() + 1
	}
	return c.rows(from, max(from, end), 1), nil
}

// backward returns up to n rows before the current one, last first.
func (c *cursor) backward(n int64) (*types.Batch, error) {
	if err := c.mayGoBack(); err != nil {
		return nil, err
	}
	current := c.pos - 1 // index of the row the cursor is on
	from := int(max(0, int64(current)-n))
	if current < 0 {
		from, current = 0, 0
	}
	c.pos = from + 1
	if int64(current-from) < n {
		c.pos = 0
	}
	return c.rows(current-1, from-1, -1), nil
}

// to goes to a row counted from 1, from the end if n is negative.
func (c *cursor) to(ctx context.Context, n int64) (*types.Batch, error) {
	if n < 0 {
		if err := c.readAll(ctx); err != nil {
			return nil, err
		}
		n = max(0, int64(c.seen.Rows())+1+n)
	}
	if n < int64(c.pos) {
		if err := c.mayGoBack(); err != nil {
			return nil, err
		}
	}
	if err := c.read(ctx, n); err != nil {
		return nil, err
	}
	c.pos = int(min(n, int64(c.seen.Rows())+1))
	if n == 0 || n > int64(c.seen.Rows()) {
		return c.rows(0, 0, 1), nil
	}
	return c.rows(c.pos-1, c.pos, 1), nil
}

// by goes n rows on.
func (c *cursor) by(ctx context.Context, n int64) (*types.Batch, error) {
	return c.to(ctx, max(0, add(int64(c.pos), n)))
}

func (c *cursor) mayGoBack() error {
	if c.back {
		return nil
	}
	return pgerr.New(pgerr.ObjectNotInPrerequisiteState, "cursor can only scan forward").
		WithHint("Declare it with SCROLL option to enable backward scan.")
}

// rows are those from one index to before another, in steps of 1 or -1.
func (c *cursor) rows(from, end, step int) *types.Batch {
	sel := c.out.Sel[:0]
	for i := from; i != end; i += step {
		sel = append(sel, int32(i))
	}
	c.out = types.Batch{Cols: c.seen.Cols, Sel: sel}
	c.out.SetRows(c.seen.Rows())
	return &c.out
}

// read reads on until n rows are known.
func (c *cursor) read(ctx context.Context, n int64) error {
	for !c.all && int64(c.seen.Rows()) < n {
		want := min(n-int64(c.seen.Rows()), types.BatchSize)
		if c.result.env != nil {
			c.result.env.Ctx = ctx
		}
		b, err := c.result.rows.next(ctx, int(want))
		if err != nil {
			return err
		}
		if b == nil {
			c.all = true
			break
		}
		c.seen.Append(b)
	}
	return nil
}

func (c *cursor) readAll(ctx context.Context) error { return c.read(ctx, parser.FetchAll) }

// add adds without overflow; counts are FETCH's.
func add(a, b int64) int64 {
	if b > 0 && a > parser.FetchAll-b {
		return parser.FetchAll
	}
	return a + b
}
