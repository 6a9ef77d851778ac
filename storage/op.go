package storage

// Op names a method of Bucket in errors, counters and recordings.
type Op string

// The operations, by their names on the wire.
const (
	OpGet        Op = "GET"
	OpHead       Op = "HEAD"
	OpPut        Op = "PUT"
	OpDelete     Op = "DELETE"
	OpDeleteMany Op = "DELETE-MANY"
	OpList       Op = "LIST"
)

// Write reports whether the operation changes the store.
func (o Op) Write() bool {
	return o == OpPut || o == OpDelete || o == OpDeleteMany
}
