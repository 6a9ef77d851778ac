package session

import (
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
)

// Activity is what pg_stat_activity shows of a session: what it runs, or ran
// last. Times that did not happen are zero.
type Activity struct {
	State            string // active, idle, idle in transaction, idle in transaction (aborted)
	Query            string
	Application      string
	Started          time.Time
	TransactionStart time.Time
	QueryStart       time.Time
	StateChange      time.Time
}

// activity is an Activity that other sessions may read at any time.
type activity struct {
	mu sync.Mutex
	Activity

	// Of the session alone: whether a catalog has secrets.
	catalog *catalog.Snapshot
	secrets bool
}

// shown is a statement as other sessions may see it. Where tables have secrets
// its constants, which may be some, are left out.
func (s *Session) shown(query string) string {
	a, now := &s.activity, s.db.Engine.Catalog()
	if a.catalog != now {
		a.catalog, a.secrets = now, now.HasSecrets()
	}
	if a.secrets {
		return parser.WithoutConstants(query)
	}
	return query
}

// Activity is what the session does now. It may be called from any goroutine.
func (s *Session) Activity() Activity {
	s.activity.mu.Lock()
	defer s.activity.mu.Unlock()
	return s.activity.Activity
}

// Startup is what the client said when it connected.
func (s *Session) Startup() *Startup { return &s.start }

// active notes that a statement runs.
func (s *Session) active(query string) {
	query = s.shown(query)
	application, _ := s.vars.Get("application_name")
	a := &s.activity
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.State != "active" {
		a.StateChange = s.statementStart
	}
	a.State, a.Query, a.QueryStart, a.Application = "active", query, s.statementStart, application
	a.TransactionStart = s.statementStart
	if s.txn.state != idle {
		a.TransactionStart = s.txn.started
	}
}

// waiting notes that the session waits for its client.
func (s *Session) waiting() {
	a := &s.activity
	a.mu.Lock()
	defer a.mu.Unlock()
	a.StateChange = s.db.Clock()
	switch s.TxStatus() {
	case 'I':
		a.State, a.TransactionStart = "idle", time.Time{}
	case 'T':
		a.State, a.TransactionStart = "idle in transaction", s.txn.started
	default:
		a.State = "idle in transaction (aborted)"
	}
}
