// Package session is one client's state between wire above and planner,
// executor and engine below: settings, prepared statements, portals and the
// transaction. One goroutine drives a session; it has no locks of its own.
//
// # Where to look
//
//   - database.go   what the sessions of a database share
//   - session.go    Session; simple.go and extended.go the two protocols
//   - txn.go        transaction states as a table; block.go BEGIN, COMMIT ...;
//     transaction.go the engine's transaction below them
//   - statement.go  which code runs which command; query.go rows in and out;
//     define.go DDL; utility.go the small ones
//   - prepared.go   prepared statements; portal.go results that pause;
//     plancache.go bound statements kept; cursor.go DECLARE and FETCH
//   - temporary.go  temporary relations: a database in memory of the session's own
//   - vars.go       every setting; set.go SET and SHOW; style.go what values
//     look like under them
//   - notify.go     LISTEN and NOTIFY; channels.go who listens; resourcechannel.go
//     the events of resources
//   - copy*.go      COPY; explain*.go EXPLAIN
//   - source.go     engine rows for the executor; env.go, object.go, describe.go
//     what functions ask
//
// # A statement
//
// parser.Parse gives commands; a command that moves rows is bound (planner),
// planned for its parameters and built into operators, whose batches go to a
// Writer. Its transaction is begun by the first command that needs one and
// ends with the block, with the simple Query message, or at Sync. In the simple
// protocol the last CommandComplete waits for the commit, so a client never
// reads success that did not happen.
package session
