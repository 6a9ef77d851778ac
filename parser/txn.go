package parser

// Transaction is BEGIN, COMMIT, ROLLBACK, a savepoint command or a command of
// two-phase commit.
type Transaction struct {
	Loc
	Kind      TransactionKind
	Modes     TransactionModes // Begin, Start
	Savepoint string
	GID       string // of two-phase commit
	Chain     bool   // AND CHAIN
}

// TransactionKind is the kind of a Transaction.
type TransactionKind int8

// The transaction commands. BEGIN and START TRANSACTION differ in their tags;
// END is COMMIT, ABORT is ROLLBACK.
const (
	Begin TransactionKind = iota
	Start
	Commit
	Rollback
	Savepoint
	Release
	RollbackTo
	PrepareTransaction
	CommitPrepared
	RollbackPrepared
)

// TransactionModes are the modes of a transaction that were written.
type TransactionModes struct {
	Isolation  string // serializable, repeatable read, read committed, read uncommitted, or empty
	ReadOnly   *bool
	Deferrable *bool
}

// SetTransaction is SET TRANSACTION or, with Session, SET SESSION
// CHARACTERISTICS AS TRANSACTION.
type SetTransaction struct {
	Loc
	Session  bool
	Modes    TransactionModes
	Snapshot string // SET TRANSACTION SNAPSHOT
}

// SetConstraints is SET CONSTRAINTS; no names means ALL.
type SetConstraints struct {
	Loc
	Names    []*Table
	Deferred bool
}

// Lock is LOCK TABLE; Mode is in capitals, as ACCESS EXCLUSIVE.
type Lock struct {
	Loc
	Tables []*Table
	Mode   string
	NoWait bool
}

func (*Transaction) stmt()    {}
func (*SetTransaction) stmt() {}
func (*SetConstraints) stmt() {}
func (*Lock) stmt()           {}
