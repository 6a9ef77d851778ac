// Package engine is the document store: transactions over the objects of one
// bucket. DESIGN.md beside this file says how a transaction becomes objects,
// which bytes are written and what survives a crash.
//
//	db.go        DB: Open, Close and the state all transactions share
//	options.go   Options with defaults and Validate
//	tx.go        Tx: statements, snapshots, read your writes
//	read.go      point reads; scan.go listings; both laid over by overlay.go
//	write.go     Insert, Update, Delete; unique.go; truncate.go
//	lock.go      row locks and deadlocks
//	commit.go    group commit; validate.go what may commit
//	keeper.go    who applies the journal; lease.go; apply.go; remove.go; purge.go
//	recover.go   the walk from the last applied entry
//	sequence.go  sequences
//	catalog.go   the catalog as a value that entries change
//
// Below it: journal (the bytes of an entry), keys (the keys of all objects),
// document (a record as an object).
package engine
