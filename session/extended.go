package session

import (
	"context"
	"errors"
	"fmt"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Parse makes a prepared statement; an OID of 0 leaves a parameter's type to
// be inferred.
func (s *Session) Parse(ctx context.Context, name, sql string, params []types.OID) error {
	s.arrive(nil)
	s.active(sql)
	if name == "" {
		delete(s.prepared, "")
	}
	c, err := parseOne(sql)
	if err != nil {
		return err
	}
	if err := s.usable(c); err != nil {
		return err
	}
	given, err := typesOf(params)
	if err != nil {
		return err
	}
	p, err := s.newPrepared(ctx, name, c, given)
	if err != nil {
		return err
	}
	p.text = sql
	return s.keep(p)
}

// parseOne parses a text of at most one command; nil if there is none.
func parseOne(sql string) (*command, error) {
	commands, err := parse(sql)
	switch {
	case err != nil || len(commands) == 0:
		return nil, err
	case len(commands) > 1:
		return nil, pgerr.New(pgerr.SyntaxError, "cannot insert multiple commands into a prepared statement")
	}
	return commands[0], nil
}

// usable refuses what a failed block does not allow: all but its end.
func (s *Session) usable(c *command) error {
	if s.txn.state != failed || c == nil {
		return nil
	}
	if t, ok := c.stmt.(*parser.Transaction); ok && (t.Kind == parser.Commit || t.Kind == parser.Rollback) {
		return nil
	}
	return errAborted()
}

func typesOf(oids []types.OID) ([]*types.Type, error) {
	ts := make([]*types.Type, len(oids))
	for i, oid := range oids {
		if oid == 0 {
			continue
		}
		if ts[i] = types.ByOID(oid); ts[i] == nil {
			return nil, pgerr.Newf(pgerr.UndefinedObject, "type with OID %d does not exist", oid)
		}
	}
	return ts, nil
}

// DescribeStatement returns the parameter types and result columns of a
// prepared statement.
func (s *Session) DescribeStatement(ctx context.Context, name string) ([]types.OID, []Field, error) {
	p, err := s.statement(name)
	if err != nil {
		return nil, nil, err
	}
	if err := s.describable(ctx, p); err != nil {
		return nil, nil, err
	}
	oids := make([]types.OID, len(p.params))
	for i, t := range p.params {
		oids[i] = t.OID
	}
	return oids, p.fields(), nil
}

// describable refuses to describe rows in a failed block: what they are like
// may depend on what it undid.
func (s *Session) describable(ctx context.Context, p *prepared) error {
	if s.txn.state == failed && p.fields() != nil {
		return errAborted()
	}
	if p.command == nil {
		return nil
	}
	_, err := s.current(ctx, p)
	return err
}

// Bind makes a portal. A nil element of params is NULL.
func (s *Session) Bind(_ context.Context, name, statement string, formats []int16, params [][]byte) error {
	p, err := s.statement(statement)
	if err != nil {
		return err
	}
	if err := s.usable(p.command); err != nil {
		return err
	}
	if len(params) != len(p.params) {
		return pgerr.Newf(pgerr.ProtocolViolation, "bind message supplies %d parameters, but prepared statement %q requires %d",
			len(params), statement, len(p.params))
	}
	if len(formats) > 1 && len(formats) != len(params) {
		return pgerr.Newf(pgerr.ProtocolViolation, "bind message has %d parameter formats but %d parameters", len(formats), len(params))
	}
	values, err := s.decode(name, p.params, formats, params)
	if err != nil {
		return err
	}
	if name == "" {
		s.dropPortal("")
	} else if s.portals[name] != nil {
		return pgerr.Newf(pgerr.DuplicateCursor, "cursor %q already exists", name)
	}
	s.portals[name] = &portal{prepared: p, params: values, at: s.statementStart}
	return nil
}

// decode reads the values of parameters.
func (s *Session) decode(portal string, ts []*types.Type, formats []int16, params [][]byte) ([]types.Value, error) {
	values := make([]types.Value, len(params))
	for i, raw := range params {
		if raw == nil {
			continue
		}
		var err error
		if formatOf(formats, i) == 1 {
			values[i], err = types.ParseBinary(ts[i], raw)
		} else {
			values[i], err = types.ParseText(ts[i], types.NoTypmod, string(raw), &s.styles.parse)
		}
		if err != nil {
			return nil, inParameter(err, portal, i, formatOf(formats, i))
		}
	}
	return values, nil
}

// inParameter says which parameter of a portal an error is about. Its value is
// not repeated, as with PostgreSQL's default settings.
func inParameter(err error, portal string, i int, format int16) error {
	var e *pgerr.Error
	if !errors.As(err, &e) {
		return err
	}
	e.Where = fmt.Sprintf("portal %q parameter $%d", portal, i+1)
	if portal == "" {
		e.Where = fmt.Sprintf("unnamed portal parameter $%d", i+1)
	}
	if format == 0 {
		e.Where += " = '...'"
	}
	return err
}

// formatOf is the format of parameter i: none given is text, one is for all.
func formatOf(formats []int16, i int) int16 {
	switch len(formats) {
	case 0:
		return 0
	case 1:
		return formats[0]
	}
	return formats[i]
}

// DescribePortal returns the result columns of a portal, nil if it returns no
// rows.
func (s *Session) DescribePortal(ctx context.Context, name string) ([]Field, error) {
	p, err := s.portal(name)
	if err != nil {
		return nil, err
	}
	if p.cursor != nil || p.result != nil {
		return p.result.fields, nil
	}
	return p.fields(), s.describable(ctx, p.prepared)
}

// Execute runs a portal until maxRows rows are written; 0 means all.
func (s *Session) Execute(ctx context.Context, name string, maxRows int, w Writer) error {
	s.arrive(w)
	p, err := s.portal(name)
	if err != nil {
		return err
	}
	s.active(p.text)
	if err := s.usable(p.command); err != nil {
		return err
	}
	ctx, stop := s.withTimeout(ctx)
	defer stop()
	if err := s.resume(ctx, p, maxRows, w); err != nil {
		return cause(ctx, err)
	}
	return s.report()
}

// CloseStatement drops a prepared statement.
func (s *Session) CloseStatement(name string) error {
	delete(s.prepared, name)
	return nil
}

// ClosePortal drops a portal.
func (s *Session) ClosePortal(name string) error {
	s.dropPortal(name)
	return nil
}

// Sync ends the implicit transaction of the extended protocol.
func (s *Session) Sync(ctx context.Context) error {
	err := s.move(ctx, onEnd, s.writer)
	if err == nil && s.txn.state == idle {
		s.closePortals()
	}
	if reported := s.report(); err == nil {
		err = reported
	}
	s.waiting()
	return err
}
