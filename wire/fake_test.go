package wire

import (
	"context"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// fakeStatement is what a fakeSession knows about one text of a statement. It
// behaves as PostgreSQL does, so that conversations can be played to both.
type fakeStatement struct {
	params []types.OID
	fields []session.Field
	rows   func(args [][]byte) []types.Value // of one column
	tag    string
	run    func(ctx context.Context, s *fakeSession, w session.Writer) error // before tag
}

// fakeSession runs the statements of a table.
type fakeSession struct {
	statements map[string]fakeStatement
	prepared   map[string]fakeStatement
	portals    map[string]*fakePortal
	status     byte
	copied     []byte
	closed     chan struct{}
	fakeInbox
}

type fakePortal struct {
	statement fakeStatement
	rows      []types.Value
}

// fakeOpener opens fakeSessions on one table.
type fakeOpener struct {
	statements map[string]fakeStatement
	opened     chan *fakeSession // if not nil, gets every session
}

func (o fakeOpener) Open(_ context.Context, start session.Startup) (Session, error) {
	if start.Database == "nosuch" {
		return nil, pgerr.New(pgerr.InvalidCatalogName, `database "nosuch" does not exist`)
	}
	s := &fakeSession{statements: o.statements, prepared: map[string]fakeStatement{},
		portals: map[string]*fakePortal{}, status: 'I', closed: make(chan struct{})}
	if o.opened != nil {
		o.opened <- s
	}
	return s, nil
}

func (s *fakeSession) Parameters() []session.Parameter {
	return []session.Parameter{{Name: "server_version", Value: "15.0"}, {Name: "client_encoding", Value: "UTF8"},
		{Name: "standard_conforming_strings", Value: "on"}}
}

func (s *fakeSession) Query(ctx context.Context, sql string, w session.Writer) error {
	delete(s.portals, "")
	texts := strings.Split(strings.TrimRight(sql, "; "), ";")
	if len(texts) == 1 && texts[0] == "" {
		return w.Empty()
	}
	for _, text := range texts {
		st, err := s.find(strings.TrimSpace(text))
		if len(st.params) > 0 {
			err = pgerr.New(pgerr.UndefinedParameter, "there is no parameter $1").At(8)
		}
		if err == nil && st.fields != nil {
			err = w.Fields(st.fields)
		}
		if err == nil {
			err = s.runPortal(ctx, newFakePortal(st, nil), 0, w)
		}
		if err != nil {
			s.Fail(err)
			return err
		}
	}
	return nil
}

func (s *fakeSession) find(sql string) (fakeStatement, error) {
	if s.status == 'E' && sql != "ROLLBACK" {
		return fakeStatement{}, pgerr.New(pgerr.InFailedSQLTransaction,
			"current transaction is aborted, commands ignored until end of transaction block")
	}
	st, ok := s.statements[sql]
	if !ok {
		word, _, _ := strings.Cut(sql, " ")
		return st, pgerr.Newf(pgerr.SyntaxError, "syntax error at or near %q", word).At(1)
	}
	return st, nil
}

func (s *fakeSession) Parse(_ context.Context, name, sql string, _ []types.OID) error {
	if _, exists := s.prepared[name]; exists && name != "" {
		return pgerr.Newf(pgerr.DuplicatePreparedStatement, "prepared statement %q already exists", name)
	}
	if sql == "" {
		s.prepared[name] = fakeStatement{}
		return nil
	}
	st, err := s.find(sql)
	if err == nil {
		s.prepared[name] = st
	}
	return err
}

func (s *fakeSession) statement(name string) (fakeStatement, error) {
	st, ok := s.prepared[name]
	if !ok && name == "" {
		return st, pgerr.New(pgerr.InvalidSQLStatementName, "unnamed prepared statement does not exist")
	}
	if !ok {
		return st, pgerr.Newf(pgerr.InvalidSQLStatementName, "prepared statement %q does not exist", name)
	}
	return st, nil
}

func (s *fakeSession) DescribeStatement(_ context.Context, name string) ([]types.OID, []session.Field, error) {
	st, err := s.statement(name)
	return st.params, st.fields, err
}

func (s *fakeSession) Bind(_ context.Context, portal, statement string, formats []int16, params [][]byte) error {
	st, err := s.statement(statement)
	if err != nil {
		return err
	}
	if len(params) != len(st.params) {
		return pgerr.Newf(pgerr.ProtocolViolation,
			"bind message supplies %d parameters, but prepared statement %q requires %d", len(params), statement, len(st.params))
	}
	args := make([][]byte, len(params))
	for i, p := range params {
		args[i] = append(args[i], p...)
		if format(formats, i) == formatBinary {
			if len(p) != 4 {
				return pgerr.Newf(pgerr.InvalidBinaryRepresentation, "incorrect binary data format in bind parameter %d", i+1)
			}
			args[i] = strconv.AppendInt(nil, int64(binary.BigEndian.Uint32(p)), 10)
		}
	}
	s.portals[portal] = newFakePortal(st, args)
	return nil
}

func newFakePortal(st fakeStatement, args [][]byte) *fakePortal {
	p := &fakePortal{statement: st}
	if st.rows != nil {
		p.rows = st.rows(args)
	}
	return p
}

func (s *fakeSession) portal(name string) (*fakePortal, error) {
	p, ok := s.portals[name]
	if !ok {
		return nil, pgerr.Newf(pgerr.InvalidCursorName, "portal %q does not exist", name)
	}
	return p, nil
}

func (s *fakeSession) DescribePortal(_ context.Context, name string) ([]session.Field, error) {
	p, err := s.portal(name)
	if err != nil {
		return nil, err
	}
	return p.statement.fields, nil
}

func (s *fakeSession) Execute(ctx context.Context, portal string, maxRows int, w session.Writer) error {
	p, err := s.portal(portal)
	if err != nil {
		return err
	}
	if p.statement.tag == "" {
		return w.Empty()
	}
	return s.runPortal(ctx, p, maxRows, w)
}

func (s *fakeSession) runPortal(ctx context.Context, p *fakePortal, maxRows int, w session.Writer) error {
	if p.statement.run != nil {
		if err := p.statement.run(ctx, s, w); err != nil {
			return err
		}
	}
	if p.statement.fields == nil {
		return w.Complete(p.statement.tag)
	}
	n := len(p.rows)
	if maxRows > 0 {
		n = min(n, maxRows)
	}
	b := types.NewBatch([]*types.Type{p.statement.fields[0].Type}, n)
	for _, v := range p.rows[:n] {
		b.Cols[0].AppendValue(v)
	}
	b.SetRows(n)
	if err := w.Batch(p.statement.fields, b); err != nil {
		return err
	}
	p.rows = p.rows[n:]
	if n == maxRows && maxRows > 0 {
		return w.Suspended()
	}
	return w.Complete("SELECT " + strconv.Itoa(n))
}

func (s *fakeSession) CloseStatement(name string) error { delete(s.prepared, name); return nil }

func (s *fakeSession) ClosePortal(name string) error { delete(s.portals, name); return nil }

func (s *fakeSession) Sync(context.Context) error {
	if s.status == 'I' {
		clear(s.portals)
	}
	return nil
}

func (s *fakeSession) Fail(error) {
	if s.status == 'T' {
		s.status = 'E'
	}
}

func (s *fakeSession) TxStatus() byte { return s.status }

func (s *fakeSession) Style() *types.Style { return &types.Style{} }

func (s *fakeSession) Close(context.Context) { close(s.closed) }
