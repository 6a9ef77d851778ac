package functions

import (
	"context"
	"io"
	"math/rand/v2"
	"time"

	"github.com/s3dbsql/s3dbsql/types"
)

// Env is what a function may ask of the statement and session it runs in.
type Env struct {
	Ctx              context.Context
	Style            *types.Style    // text output settings
	Parse            *types.ParseEnv // text input settings
	TransactionStart time.Time       // now(), current_timestamp
	StatementStart   time.Time       // statement_timestamp()
	Clock            func() time.Time
	Rand             *rand.Rand // of random(), which setseed repeats
	Random           io.Reader  // of ids, which nobody draws twice
	Session          SessionInfo
	Resources        Resources
}

// SessionInfo answers questions that only the session or the catalog can.
type SessionInfo interface {
	User() string
	Database() string
	SearchPath() []string // with implicit schemas left out
	ProcessID() int32
	Setting(name string) (value string, ok bool)
	SetSetting(name, value string, local bool) error
	// NextValue, LastValue and SetValue work on the sequence of a qualified or
	// unqualified name.
	NextValue(ctx context.Context, sequence string) (int64, error)
	CurrentValue(sequence string) (int64, error)
	SetValue(ctx context.Context, sequence string, value int64, called bool) error
	LastValue() (int64, error)
	// SequenceState is the last value of a sequence, and whether nextval has
	// returned it.
	SequenceState(ctx context.Context, sequence string) (last int64, called bool, err error)
	// Relation returns the OID of a relation named in a string (to_regclass).
	Relation(name string) (types.OID, bool)
	// Describe returns SQL text about an object: what is "view", "constraint",
	// "index", "default" ... (pg_get_viewdef and its kin).
	Describe(what string, oid types.OID, column int) (string, bool)
	// Updatable tells the numbers of the columns of a relation that can be
	// assigned to, and whether its rows can be deleted.
	Updatable(relation types.OID) (columns map[int16]bool, deletable bool)
	Cancel(processID int32) bool
	// LockAdvisory takes an advisory lock, and waits for it unless try is set;
	// UnlockAdvisory gives one of the session up once and reports whether it
	// was held; UnlockAllAdvisory gives up all of the session.
	LockAdvisory(ctx context.Context, key AdvisoryKey, mode AdvisoryMode, try bool) (bool, error)
	UnlockAdvisory(key AdvisoryKey, shared bool) (bool, error)
	UnlockAllAdvisory()
	Notifier
}
