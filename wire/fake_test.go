package wire

import (
	"bufio"
	"context"
	"encoding/binary"
	"io"
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
}

type fakePortal struct {
	statement fakeStatement
	rows      []types.Value
	done      bool
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

// ints returns the statement's rows whatever the arguments.
func ints(numbers ...int64) func([][]byte) []types.Value {
	return func([][]byte) []types.Value {
		var rows []types.Value
		for _, n := range numbers {
			rows = append(rows, types.NewInt(n))
		}
		return rows
	}
}

func field(name string, t *types.Type) []session.Field {
	return []session.Field{{Name: name, Type: t, Typmod: types.NoTypmod}}
}

func setStatus(status byte) func(context.Context, *fakeSession, session.Writer) error {
	return func(_ context.Context, s *fakeSession, _ session.Writer) error {
		s.status = status
		return nil
	}
}

// fakeStatements are the statements of the conversations.
func fakeStatements() map[string]fakeStatement {
	column := field("?column?", types.Int4)
	return map[string]fakeStatement{
		"SELECT 1":         {fields: column, rows: ints(1), tag: "SELECT"},
		"SELECT 7":         {fields: column, rows: ints(7), tag: "SELECT"},
		"SELECT NULL::int": {fields: field("int4", types.Int4), rows: func([][]byte) []types.Value { return []types.Value{types.Null} }, tag: "SELECT"},
		"SELECT generate_series(1, 5)": {fields: field("generate_series", types.Int4),
			rows: ints(1, 2, 3, 4, 5), tag: "SELECT"},
		"SELECT $1::int4": {params: []types.OID{types.Int4.OID}, fields: field("int4", types.Int4), rows: echoInt, tag: "SELECT"},
		"SELECT $1::text": {params: []types.OID{types.Text.OID}, fields: field("text", types.Text), rows: echoText, tag: "SELECT"},
		"SELECT 1/(pg_backend_pid() * 0)": {fields: column, tag: "SELECT", run: func(context.Context, *fakeSession, session.Writer) error {
			return pgerr.New(pgerr.DivisionByZero, "division by zero")
		}},
		"SELECT pg_sleep(60)": {fields: column, tag: "SELECT", run: func(ctx context.Context, _ *fakeSession, _ session.Writer) error {
			<-ctx.Done()
			return ctx.Err()
		}},
		"BEGIN":                       {tag: "BEGIN", run: setStatus('T')},
		"COMMIT":                      {tag: "COMMIT", run: setStatus('I')},
		"ROLLBACK":                    {tag: "ROLLBACK", run: setStatus('I')},
		"CREATE TEMP TABLE t (a int)": {tag: "CREATE TABLE"},
		"COPY t FROM STDIN":           {tag: "COPY 2", run: copyFrom},
		"COPY t TO STDOUT":            {tag: "COPY 2", run: copyTo},
		"CREATE TEMP TABLE IF NOT EXISTS t (a int)": {tag: "CREATE TABLE", run: func(_ context.Context, _ *fakeSession, w session.Writer) error {
			return w.Notice("NOTICE", pgerr.New(pgerr.DuplicateTable, `relation "t" already exists, skipping`))
		}},
		"SET application_name = 'x'": {tag: "SET", run: func(_ context.Context, _ *fakeSession, w session.Writer) error {
			return w.Parameter("application_name", "x")
		}},
	}
}

func echoInt(args [][]byte) []types.Value {
	n, _ := strconv.ParseInt(string(args[0]), 10, 64)
	return []types.Value{types.NewInt(n)}
}

func echoText(args [][]byte) []types.Value { return []types.Value{types.NewText(string(args[0]))} }

func copyFrom(_ context.Context, s *fakeSession, w session.Writer) error {
	r, err := w.CopyIn(1, false)
	if err != nil {
		return err
	}
	s.copied = nil
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if _, err := strconv.Atoi(lines.Text()); err != nil {
			return pgerr.Newf(pgerr.InvalidTextRepresentation, "invalid input syntax for type integer: %q", lines.Text())
		}
		s.copied = append(append(s.copied, lines.Bytes()...), '\n')
	}
	return lines.Err()
}

func copyTo(_ context.Context, s *fakeSession, w session.Writer) error {
	out, err := w.CopyOut(1, false)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(s.copied)) {
		if _, err := io.WriteString(out, line); err != nil {
			return err
		}
	}
	return out.Close()
}
