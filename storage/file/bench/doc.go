// Package bench compares the two embedded stores that storage/file could
// stand on, in the way it would use them: many writers whose changes are
// gathered into one synced commit. It is a module of its own, so that the
// loser stays out of the program. The numbers and the choice are in
// docs/decisions/0001-embedded-store.md. Run it with
//
//	go test -bench . -benchtime 3s ./...
package bench
