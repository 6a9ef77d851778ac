// Package ops pins the requests of SQL statements: which are sent before the
// answer, which when the journal is applied. Its files are run against a
// server of this process over the memory store.
//
//	ops_test.go    runs a file: statements, and the requests each sent
//	requests.go    gathers requests and tells whose they are
//	testdata/      the files, one for each kind of access
//
// COMMIT waits here until its rows are objects, so all that a statement asks
// of the store is there when it answers. The entry of the journal is the last
// request that a client waits for by itself; what follows is the keeper's.
package ops
