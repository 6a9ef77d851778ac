// Package crashtest kills a server again and again and looks whether anything
// it acknowledged is lost, or anything it did not is half there.
//
// The test process is the witness: it starts a worker process (the test binary
// again), reads from a pipe what the worker's clients are about to commit and
// what they were told, kills the worker with SIGKILL, opens the store itself
// and compares. worker.go is the process that dies, killer.go the bucket that
// kills it between two requests or right after one, witness.go what the test
// knows, inspect.go what it finds.
//
// Flags: -kills, -seed, -store file or s3. `make crash` runs it in full length.
package crashtest
