package wire

import (
	"encoding/binary"
	"io"

	"github.com/jackc/pgproto3/v2"
)

const (
	flushThreshold = 32 << 10 // bytes of results after which they are sent
	keepBuffer     = 1 << 20  // a larger buffer is given back after use
)

// writeBuffer collects messages for the client. The first error of a write is
// kept and nothing is written after it, so that rows are encoded without a
// check per field.
type writeBuffer struct {
	conn    io.Writer
	bytes   []byte
	err     error
	metrics *Metrics
}

// begin returns the buffer with the head of a message, to be appended to and
// given to end. Until then nothing is added, so a message that is given up or
// panics half-way leaves no trace.
func (w *writeBuffer) begin(kind byte) []byte {
	return append(w.bytes, kind, 0, 0, 0, 0)
}

// end adds the message that is now complete.
func (w *writeBuffer) end(dst []byte) {
	start := len(w.bytes)
	binary.BigEndian.PutUint32(dst[start+1:], uint32(len(dst)-start-1))
	w.bytes = dst
}

// send adds a message. Its encoding fails only beyond the protocol's limits,
// which no message sent this way reaches.
func (w *writeBuffer) send(m pgproto3.BackendMessage) {
	encoded, err := m.Encode(w.bytes)
	if err == nil {
		w.bytes = encoded
	} else if w.err == nil {
		w.err = err
	}
}

// relieve writes the buffer if it is full enough to be worth a system call.
func (w *writeBuffer) relieve() error {
	if len(w.bytes) < flushThreshold {
		return w.err
	}
	return w.flush()
}

// flush writes what is buffered.
func (w *writeBuffer) flush() error {
	if w.err != nil || len(w.bytes) == 0 {
		return w.err
	}
	w.metrics.Writes.Add(1)
	n, err := w.conn.Write(w.bytes)
	w.metrics.BytesOut.Add(int64(n))
	w.err = err
	w.bytes = w.bytes[:0]
	if cap(w.bytes) > keepBuffer {
		w.bytes = nil
	}
	return err
}
