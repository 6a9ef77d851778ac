// Package crash kills the server again and again while clients of the
// PostgreSQL protocol commit, and looks whether anything it acknowledged is
// lost, or anything it did not is half there.
//
// The test process is the witness. It starts the server as a process of its own
// (the test binary again), keeps what its clients were told, has the server
// killed with SIGKILL, starts one on what is left and compares: by SQL, and once
// the journal is applied by the objects themselves.
//
//   - victim_test.go   the server that dies, at a request or at any time
//   - change_test.go   the transactions
//   - client_test.go   a client that carries them out
//   - witness_test.go  what was acknowledged, failed and unknown
//   - inspect_test.go  what is found after a kill
//
// Flags: -kills, -seed, -store file or s3, -stores. `make crash` runs it in full
// length. Built with the tag ackearly it must fail.
package crash
