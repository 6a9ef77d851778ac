// Package file is the storage driver of file: URLs, the default: one
// embedded, ordered store (Pebble) in a folder, locked by one process.
//
// A write is acknowledged once it is synced. Writes that wait together share
// one sync: a single goroutine takes them from a queue, decides their
// conditions in that order, commits what they change and then answers all of
// them. So conditions need no other lock, and no answer is given on the
// strength of a write that a crash could undo.
//
// An object that is written in parts is kept in chunks, which are synced one by
// one as they come and have keys behind all others; its record, written last,
// names them. Chunks without a record are what a crash left, and go at the
// next start.
//
// A log that cannot be written ends the process, as it does in PostgreSQL:
// what is in memory then is no longer what is on disk.
//
// The choice of Pebble and the numbers behind it are in
// docs/decisions/0001-embedded-store.md.
package file
