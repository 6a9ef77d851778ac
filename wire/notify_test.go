package wire

import (
	"sync"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/session"
)

// fakeInbox is the part of a fakeSession that gets notifications.
type fakeInbox struct {
	mu   sync.Mutex
	wake func()
	came []session.Notification
}

func (in *fakeInbox) OnNotification(wake func()) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.wake = wake
}

func (in *fakeInbox) Notifications() []session.Notification {
	in.mu.Lock()
	defer in.mu.Unlock()
	list := in.came
	in.came = nil
	return list
}

// notify waits for the connection to listen: a client is told that it is ready
// just before.
func (in *fakeInbox) notify(payload string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for in.wake == nil {
		in.mu.Unlock()
		time.Sleep(time.Millisecond)
		in.mu.Lock()
	}
	in.came = append(in.came, session.Notification{ProcessID: 7, Channel: "a", Payload: payload})
	in.wake()
}

// TestNotifications shows when they go out: at once while the client is waited
// for between transactions, else before ReadyForQuery; never into a COPY or
// between the messages of the extended protocol.
func TestNotifications(t *testing.T) {
	opened := make(chan *fakeSession, 1)
	_, addr := startServer(t, fakeOpener{fakeStatements(), opened}, Options{})
	c := login(t, addr)
	s := <-opened
	receive := func(want ...string) {
		t.Helper()
		for _, message := range want {
			m, err := c.front.Receive()
			if err != nil {
				t.Fatal(err)
			}
			if got := printMessage(m); got != message {
				t.Errorf("%s, want %s", got, message)
			}
		}
	}
	for _, step := range []struct{ say, during, rest string }{
		{`Query "COPY t FROM STDIN"`, "CopyInResponse 0 [0]", "CopyData \"1\\n2\\n\"\nCopyDone"},
		{"Parse \"\" \"SELECT 1\"\nFlush", "ParseComplete", "Sync"},
		{`Query "BEGIN"`, "", `Query "COMMIT"`},
	} {
		s.notify("idle")
		receive(`NotificationResponse 7 a "idle"`)
		c.say(t, step.say)
		if step.during == "" {
			receive("CommandComplete BEGIN", "ReadyForQuery T")
		} else {
			receive(step.during)
		}
		s.notify("busy")
		time.Sleep(20 * time.Millisecond) // time enough for one that goes out too early
		c.say(t, step.rest)
		switch step.rest {
		case `Query "COMMIT"`:
			receive("CommandComplete COMMIT")
		case "Sync":
		default:
			receive("CommandComplete COPY 2")
		}
		receive(`NotificationResponse 7 a "busy"`, "ReadyForQuery I")
	}
}
