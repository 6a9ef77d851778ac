package wire

import (
	"syscall"
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// errClientGone is the cause when a client left while its statement runs. It
// is never sent, as there is nobody to take it.
var errClientGone = pgerr.New(pgerr.ConnectionFailure, "connection to client lost")

// disconnectWatch looks, while a statement runs, whether its client is still
// there, so that nobody's requests stop. Short statements never meet it.
type disconnectWatch struct {
	conn  *conn
	raw   syscall.RawConn // nil if the connection has no socket
	timer *time.Timer
}

func (w *disconnectWatch) init(c *conn) {
	w.conn = c
	if sc, ok := c.net.(syscall.Conn); ok {
		w.raw, _ = sc.SyscallConn()
	}
}

// begin starts to look every DisconnectCheck.
func (w *disconnectWatch) begin() {
	if w.raw == nil {
		return
	}
	if w.timer == nil {
		w.timer = time.AfterFunc(w.interval(), w.look)
		return
	}
	w.timer.Reset(w.interval())
}

func (w *disconnectWatch) end() {
	if w.timer != nil {
		w.timer.Stop()
	}
}

// look runs on the timer's goroutine.
func (w *disconnectWatch) look() {
	if peerGone(w.raw) {
		w.conn.statement.Cancel(errClientGone)
		return
	}
	w.conn.statement.ifRunning(func() { w.timer.Reset(w.interval()) })
}

func (w *disconnectWatch) interval() time.Duration { return w.conn.server.options.DisconnectCheck }
