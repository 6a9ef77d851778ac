package wire

import "sync/atomic"

// Metrics counts what a Server did since it was made. The fields may be read
// at any time.
type Metrics struct {
	Accepted atomic.Int64 // connections accepted
	Refused  atomic.Int64 // connections refused because there were too many
	Active   atomic.Int64 // clients logged in now
	Cancels  atomic.Int64 // cancel requests with a right key
	Messages atomic.Int64 // messages received after login
	Rows     atomic.Int64 // DataRow messages sent
	Errors   atomic.Int64 // ErrorResponse messages sent
	Panics   atomic.Int64 // connections ended by a panic
	Reads    atomic.Int64 // read calls on connections
	Writes   atomic.Int64 // write calls on connections
	BytesIn  atomic.Int64
	BytesOut atomic.Int64
}
