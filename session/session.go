package session

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// Session is one client's state. It belongs to one goroutine.
type Session struct {
	db     *Database
	start  Startup
	vars   *Vars
	styles *styles
	rand   *rand.Rand

	txn            transaction
	statementStart time.Time
	writer         Writer            // of the last message that had one
	told           map[string]string // reported settings as the client knows them
	activity       activity

	prepared  map[string]*prepared
	portals   map[string]*portal
	plans     planCache
	sequences lastValues
	temp      temporary
	inbox     inbox
}

// New makes the session of a client that has logged in. Run-time parameters
// that cannot be are an error, as a SET of them is.
func New(db *Database, startup Startup) (*Session, error) {
	seed := db.Seed()
	s := &Session{
		db: db, start: startup, vars: newVars(),
		rand:     rand.New(rand.NewPCG(seed, seed>>1)),
		prepared: map[string]*prepared{}, portals: map[string]*portal{},
		sequences: lastValues{values: map[types.OID]int64{}},
	}
	s.statementStart = db.Clock()
	s.activity.Started, s.activity.StateChange, s.activity.State = s.statementStart, s.statementStart, "idle"
	s.vars.preset("session_authorization", startup.User)
	for name, value := range startup.Parameters {
		canonical, err := s.vars.canonical(name, value)
		if err != nil {
			return nil, err
		}
		s.vars.preset(name, canonical)
	}
	s.restyle()
	s.vars.reported()
	s.told = map[string]string{}
	for _, p := range s.Parameters() {
		s.told[p.Name] = p.Value
	}
	return s, nil
}

// Parameters are the run-time parameters reported at start.
func (s *Session) Parameters() []Parameter {
	var list []Parameter
	for _, setting := range Settings {
		if setting.Report {
			value, _ := s.vars.Get(setting.Name)
			list = append(list, Parameter{setting.Name, value})
		}
	}
	return list
}

// TxStatus is I (idle), T (in a transaction block) or E (in a failed one).
func (s *Session) TxStatus() byte { return s.txn.state.status() }

// Style is how values are written as text under the settings of now.
func (s *Session) Style() *types.Style { return &s.styles.style }

// Fail tells that an error was sent: an implicit transaction ends, a block
// becomes a failed one.
func (s *Session) Fail(error) {
	_ = s.move(context.Background(), onError, nil)
	_ = s.report()
	s.waiting()
}

// Close ends the session and rolls back what is open.
func (s *Session) Close(ctx context.Context) {
	s.txn.state = idle
	s.endTransaction(false)
	s.db.Advisory.releaseAll(s, false)
	s.unlistenAll()
	s.dropPortals()
	s.closeTemporary(ctx)
}

// Functions are those that statements may call.
func (s *Session) Functions() *functions.Registry { return s.db.Functions }

// warn sends a warning.
func (s *Session) warn(w Writer, e *pgerr.Error) error { return s.notice(w, "WARNING", e) }
