package session

import (
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

// maxPayload is how many bytes a payload must stay under.
const maxPayload = 8000

// listening is a change of the channels that a session listens to, which its
// transaction makes when it commits.
type listening struct {
	channel string // "" for all
	begin   bool
}

// runListen runs LISTEN.
func (s *Session) runListen(stmt *parser.Listen) (*result, error) {
	s.txn.listening = append(s.txn.listening, listening{channelName(stmt.Channel), true})
	return done("LISTEN"), nil
}

// runUnlisten runs UNLISTEN.
func (s *Session) runUnlisten(stmt *parser.Unlisten) (*result, error) {
	s.unlisten(channelName(stmt.Channel))
	return done("UNLISTEN"), nil
}

// unlisten ends listening to a channel, or to all of them, at the commit.
func (s *Session) unlisten(channel string) {
	s.txn.listening = append(s.txn.listening, listening{channel, false})
}

// Notify implements functions.SessionInfo: NOTIFY too. What a transaction has
// sent already it does not send again.
func (s *Session) Notify(channel, payload string) error {
	switch {
	case channel == "":
		return pgerr.New(pgerr.InvalidParameterValue, "channel name cannot be empty")
	case len(channel) > maxChannel:
		return pgerr.New(pgerr.InvalidParameterValue, "channel name too long")
	case len(payload) >= maxPayload:
		return pgerr.New(pgerr.InvalidParameterValue, "payload string too long")
	}
	n := Notification{s.start.ProcessID, channel, payload}
	if s.txn.sent == nil {
		s.txn.sent = map[Notification]bool{}
	}
	if !s.txn.sent[n] {
		s.txn.sent[n] = true
		s.txn.notifications = append(s.txn.notifications, n)
	}
	return nil
}

// ListeningChannels implements functions.SessionInfo.
func (s *Session) ListeningChannels() []string { return s.inbox.channels }

// announce does what LISTEN, UNLISTEN and NOTIFY of a committed transaction
// asked for, in this order.
func (s *Session) announce() {
	for _, l := range s.txn.listening {
		switch {
		case l.begin:
			s.db.Channels.listen(s.db.Engine, l.channel, &s.inbox)
		case l.channel == "":
			s.unlistenAll()
		default:
			s.db.Channels.unlisten(&s.inbox, l.channel)
		}
	}
	for _, n := range s.txn.notifications {
		s.db.Channels.send(n)
	}
}

func (s *Session) unlistenAll() { s.db.Channels.unlisten(&s.inbox, s.inbox.channels...) }

// OnNotification has wake called whenever a notification has come, from any
// goroutine. It must not wait.
func (s *Session) OnNotification(wake func()) {
	s.inbox.mu.Lock()
	defer s.inbox.mu.Unlock()
	s.inbox.wake = wake
}

// Notifications takes those that have come, for a client that is in no
// transaction.
func (s *Session) Notifications() []Notification {
	s.inbox.mu.Lock()
	defer s.inbox.mu.Unlock()
	list := s.inbox.wait
	s.inbox.wait = nil
	return list
}
