package session

import (
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/engine"
)

// Notification is a message on a channel: of NOTIFY, or an event of a resource.
type Notification struct {
	ProcessID        int32 // of the backend that sent it; 0 for an event
	Channel, Payload string
}

// Channels are the channels of one database (PostgreSQL manual, NOTIFY): who
// listens to which. They are of this server only, as is everything in memory.
// The zero value has no listeners.
type Channels struct {
	mu     sync.Mutex
	open   map[string][]*inbox
	events *engine.Subscription // while somebody listens to a resource
}

// inbox is where the notifications of a session wait until its client can
// take them.
type inbox struct {
	channels []string // in order of LISTEN; of the session's goroutine alone

	mu   sync.Mutex
	wait []Notification
	wake func() // tells the connection, nil if nobody is to be told
}

// listen opens a channel for an inbox.
func (c *Channels) listen(db *engine.DB, channel string, in *inbox) {
	if slices.Contains(in.channels, channel) {
		return
	}
	in.channels = append(in.channels, channel)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open == nil {
		c.open = map[string][]*inbox{}
	}
	c.open[channel] = append(c.open[channel], in)
	if c.events == nil && ofResource(channel) {
		c.events = db.Subscribe(engine.Follower{Change: c.changed})
	}
}

// unlisten closes channels of an inbox.
func (c *Channels) unlisten(in *inbox, channels ...string) {
	c.mu.Lock()
	for _, channel := range channels {
		in.channels = without(in.channels, channel)
		if c.open[channel] = without(c.open[channel], in); len(c.open[channel]) == 0 {
			delete(c.open, channel)
		}
	}
	idle := c.idleEvents()
	c.mu.Unlock()
	if idle != nil {
		idle.Close()
	}
}

func without[T comparable](list []T, v T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return x == v })
}

// idleEvents takes the subscription if nobody listens to a resource any more.
// c.mu is held; to close a subscription it must not be.
func (c *Channels) idleEvents() *engine.Subscription {
	for channel := range c.open {
		if ofResource(channel) {
			return nil
		}
	}
	idle := c.events
	c.events = nil
	return idle
}

// send delivers a notification to all who listen to its channel.
func (c *Channels) send(n Notification) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, in := range c.open[n.Channel] {
		in.add(n)
	}
}

// heard reports whether somebody listens to a channel.
func (c *Channels) heard(channel string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.open[channel]) > 0
}

func (in *inbox) add(n Notification) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.wait = append(in.wait, n)
	if in.wake != nil {
		in.wake()
	}
}

// maxChannel is how many bytes of a channel's name count: NAMEDATALEN less one.
const maxChannel = 63

func channelName(name string) string {
	if len(name) <= maxChannel {
		return name
	}
	n := maxChannel
	for !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n]
}
