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

	OpBeginParts  Op = "BEGIN-PARTS"
	OpPutPart     Op = "PUT-PART"
	OpCopyPart    Op = "COPY-PART"
	OpFinishParts Op = "FINISH-PARTS"
	OpAbortParts  Op = "ABORT-PARTS"
)

// Write reports whether the operation changes the store.
func (o Op) Write() bool {
	switch o {
	case OpGet, OpHead, OpList:
		return false
	}
	return true
}
