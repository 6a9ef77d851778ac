package session

import (
	"context"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/bind"
	"github.com/s3dbsql/s3dbsql/types"
)

var _ functions.SessionInfo = (*Session)(nil)

// functionEnv is what the functions of one statement may ask.
func (s *Session) functionEnv(ctx context.Context) *functions.Env {
	return &functions.Env{
		Ctx: ctx, Style: &s.styles.style, Parse: &s.styles.parse,
		TransactionStart: s.transactionStart(), StatementStart: s.statementStart,
		Clock: s.db.Clock, Rand: s.rand, Random: s.db.Random, Session: s, Resources: resources{s},
	}
}

// bindEnv is what a statement is bound against. If the binding asks for the
// time, asked is set.
func (s *Session) bindEnv(asked *bool) bind.Env {
	values := s.functionEnv(context.Background())
	if asked != nil {
		parse := s.styles.parse
		parse.Now = func() time.Time {
			*asked = true
			return s.transactionStart()
		}
		values.Parse = &parse
	}
	env := bind.Env{Catalog: s.Catalog(), Path: s.styles.path, Functions: s.db.Functions, Values: values}
	if s.db.System != nil {
		env.Virtual = s.db.System
	}
	return env
}

// Updatable implements functions.SessionInfo.
func (s *Session) Updatable(relation types.OID) (columns map[int16]bool, deletable bool) {
	return bind.Updatable(s.bindEnv(nil), s.Catalog().ByOID(relation))
}

// transactionStart is the time of now().
func (s *Session) transactionStart() time.Time {
	if s.txn.started.IsZero() {
		return s.statementStart
	}
	return s.txn.started
}

// User implements functions.SessionInfo.
func (s *Session) User() string { return s.start.User }

// Database implements functions.SessionInfo.
func (s *Session) Database() string { return s.db.Name }

// ProcessID implements functions.SessionInfo.
func (s *Session) ProcessID() int32 { return s.start.ProcessID }

// SearchPath implements functions.SessionInfo.
func (s *Session) SearchPath() []string {
	var path []string
	value, _ := s.vars.Get("search_path")
	for _, name := range splitNames(value) {
		if name == "$user" {
			name = s.start.User
		}
		if name == "pg_catalog" || s.Catalog().Schema(name) != nil {
			path = append(path, name)
		}
	}
	return path
}

// Setting implements functions.SessionInfo.
func (s *Session) Setting(name string) (string, bool) {
	value, err := s.vars.Get(name)
	return value, err == nil
}

// SetSetting implements functions.SessionInfo.
func (s *Session) SetSetting(name, value string, local bool) error {
	return s.set(name, value, local)
}

// Cancel implements functions.SessionInfo.
func (s *Session) Cancel(process int32) bool { return s.db.Cluster.CancelBackend(process) }

// lastValues are the sequence values that this session has drawn.
type lastValues struct {
	values map[types.OID]int64
	last   types.OID
}

// NextValue implements functions.SessionInfo.
func (s *Session) NextValue(ctx context.Context, name string) (int64, error) {
	seq, err := s.sequence(name)
	if err != nil {
		return 0, err
	}
	if s.vars.on("transaction_read_only") && seq.Schema != catalog.TempSchema {
		return 0, pgerr.New(pgerr.ReadOnlySQLTransaction, "cannot execute nextval() in a read-only transaction")
	}
	value, err := s.engineOf(seq.Schema).NextValue(ctx, seq)
	if err == nil {
		s.sequences.values[seq.OID], s.sequences.last = value, seq.OID
	}
	return value, err
}

// CurrentValue implements functions.SessionInfo.
func (s *Session) CurrentValue(name string) (int64, error) {
	seq, err := s.sequence(name)
	if err != nil {
		return 0, err
	}
	value, ok := s.sequences.values[seq.OID]
	if !ok {
		return 0, pgerr.Newf(pgerr.ObjectNotInPrerequisiteState, "currval of sequence %q is not yet defined in this session", seq.Name)
	}
	return value, nil
}

// LastValue implements functions.SessionInfo.
func (s *Session) LastValue() (int64, error) {
	value, ok := s.sequences.values[s.sequences.last]
	if !ok {
		return 0, pgerr.New(pgerr.ObjectNotInPrerequisiteState, "lastval is not yet defined in this session")
	}
	return value, nil
}

// SequenceState implements functions.SessionInfo.
func (s *Session) SequenceState(ctx context.Context, name string) (last int64, called bool, err error) {
	seq, err := s.sequence(name)
	if err != nil {
		return 0, false, err
	}
	return s.engineOf(seq.Schema).LastValue(ctx, seq)
}

// SetValue implements functions.SessionInfo.
func (s *Session) SetValue(ctx context.Context, name string, value int64, called bool) error {
	seq, err := s.sequence(name)
	if err != nil {
		return err
	}
	if s.vars.on("transaction_read_only") && seq.Schema != catalog.TempSchema {
		return pgerr.New(pgerr.ReadOnlySQLTransaction, "cannot execute setval() in a read-only transaction")
	}
	if value < seq.Min || value > seq.Max {
		return pgerr.Newf(pgerr.NumericValueOutOfRange, "setval: value %d is out of bounds for sequence %q (%d..%d)",
			value, seq.Name, seq.Min, seq.Max)
	}
	err = s.engineOf(seq.Schema).SetValue(ctx, seq, value, called)
	if err == nil && called {
		s.sequences.values[seq.OID] = value
	}
	return err
}

// forget makes a session as if it had drawn no values.
func (l *lastValues) forget() {
	clear(l.values)
	l.last = 0
}
