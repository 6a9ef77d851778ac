package session

import "github.com/s3dbsql/s3dbsql/pgerr"

// txnState is where a session stands between two commands.
type txnState uint8

// The states.
const (
	idle     txnState = iota // no transaction
	implicit                 // one around the running message, not in a block
	inBlock                  // between BEGIN and COMMIT
	failed                   // in a block that an error ended
)

// txnEvent is what happens to a transaction.
type txnEvent uint8

// The events.
const (
	onStatement txnEvent = iota // a command that is not one of the others
	onBegin                     // BEGIN
	onCommit                    // COMMIT
	onRollback                  // ROLLBACK
	onError                     // an error was sent
	onEnd                       // Sync, or the end of a simple Query
)

// txnAction is what a transition does to the engine's transaction.
type txnAction uint8

// The actions.
const (
	nothing txnAction = iota
	start
	commit
	rollback
	refuse // the command fails with 25P02
)

// transition is an entry of the table.
type transition struct {
	next    txnState
	action  txnAction
	warning *pgerr.Error
}

var (
	warnActive = pgerr.New(pgerr.ActiveSQLTransaction, "there is already a transaction in progress")
	warnNone   = pgerr.New(pgerr.NoActiveSQLTransaction, "there is no transaction in progress")
)

// transitions says for every state and event what comes of it (PostgreSQL's
// xact.c). A block that failed was rolled back when it failed, so its COMMIT
// and ROLLBACK have nothing left to do.
var transitions = [...][6]transition{
	idle: {
		onStatement: {next: implicit, action: start},
		onBegin:     {next: inBlock, action: start},
		onCommit:    {next: idle, warning: warnNone},
		onRollback:  {next: idle, warning: warnNone},
		onError:     {next: idle},
		onEnd:       {next: idle},
	},
	implicit: {
		onStatement: {next: implicit},
		onBegin:     {next: inBlock},
		onCommit:    {next: idle, action: commit, warning: warnNone},
		onRollback:  {next: idle, action: rollback, warning: warnNone},
		onError:     {next: idle, action: rollback},
		onEnd:       {next: idle, action: commit},
	},
	inBlock: {
		onStatement: {next: inBlock},
		onBegin:     {next: inBlock, warning: warnActive},
		onCommit:    {next: idle, action: commit},
		onRollback:  {next: idle, action: rollback},
		onError:     {next: failed, action: rollback},
		onEnd:       {next: inBlock},
	},
	failed: {
		onStatement: {next: failed, action: refuse},
		onBegin:     {next: failed, action: refuse},
		onCommit:    {next: idle},
		onRollback:  {next: idle},
		onError:     {next: failed},
		onEnd:       {next: failed},
	},
}

// status is the byte of ReadyForQuery.
func (s txnState) status() byte {
	return [...]byte{idle: 'I', implicit: 'I', inBlock: 'T', failed: 'E'}[s]
}

func (s txnState) String() string {
	return [...]string{idle: "idle", implicit: "implicit", inBlock: "in block", failed: "failed"}[s]
}

func (e txnEvent) String() string {
	return [...]string{
		onStatement: "statement", onBegin: "BEGIN", onCommit: "COMMIT", onRollback: "ROLLBACK",
		onError: "error", onEnd: "end",
	}[e]
}

func (a txnAction) String() string {
	return [...]string{nothing: "-", start: "start", commit: "commit", rollback: "roll back", refuse: "25P02"}[a]
}

// errAborted is the answer to any command in a failed block.
func errAborted() error {
	return pgerr.New(pgerr.InFailedSQLTransaction,
		"current transaction is aborted, commands ignored until end of transaction block")
}
