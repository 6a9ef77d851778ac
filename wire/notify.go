package wire

import (
	"os"
	"time"

	"github.com/jackc/pgproto3/v2"
)

// Notifications go out between transactions: before ReadyForQuery, or at once
// while the client is waited for. Then the connection's own goroutine sends
// them, as everything else; a read deadline in the past wakes it.

// takeNotifications begins to send notifications.
func (c *conn) takeNotifications() {
	c.in.interrupted = c.interrupted
	c.session.OnNotification(func() { _ = c.net.SetReadDeadline(time.Unix(1, 0)) })
}

// interrupted goes on reading after notifications, unless the connection is
// to end. The deadline is taken back before either is looked at, so that what
// comes meanwhile sets it again.
func (c *conn) interrupted() error {
	_ = c.net.SetReadDeadline(time.Time{})
	if c.stopping.Load() {
		return os.ErrDeadlineExceeded
	}
	if c.waiting && !c.extended && c.session.TxStatus() == 'I' {
		c.sendNotifications()
		return c.out.flush()
	}
	return nil
}

// sendNotifications sends those that have come.
func (c *conn) sendNotifications() {
	for _, n := range c.session.Notifications() {
		c.out.send(&pgproto3.NotificationResponse{PID: uint32(n.ProcessID), Channel: n.Channel, Payload: n.Payload})
	}
}
