package wire

import (
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"time"
)

// Options are the optional parts of a Server; the zero value of each field
// means its default.
type Options struct {
	// MaxConnections is the most clients logged in at once; one more gets
	// 53300. Default 100.
	MaxConnections int
	// LoginTimeout is the time from accepting a connection to the first
	// ReadyForQuery. Default 10 s.
	LoginTimeout time.Duration
	// MaxMessage is the largest message in bytes that a client may send once
	// logged in; it bounds the text of a statement. Default 64 MiB.
	MaxMessage int
	// DrainTimeout is how long statements may go on after the server was told
	// to stop. Default 5 s.
	DrainTimeout time.Duration
	// DisconnectCheck is how often a connection is looked at while its
	// statement runs; the statement of a client that left is cancelled.
	// Default 1 s.
	DisconnectCheck time.Duration
	// Random is where the secret keys of cancel requests come from. Default
	// crypto/rand.
	Random io.Reader
	// Now is the clock behind deadlines. Default time.Now.
	Now func() time.Time
	// Logger gets one line for each connection that ended abnormally; text of
	// statements is never logged. Default: nothing is logged.
	Logger *slog.Logger
}

// EnsureDefaults fills the fields that are zero.
func (o *Options) EnsureDefaults() {
	fill(&o.MaxConnections, 100)
	fill(&o.LoginTimeout, 10*time.Second)
	fill(&o.MaxMessage, 64<<20)
	fill(&o.DrainTimeout, 5*time.Second)
	fill(&o.DisconnectCheck, time.Second)
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}

func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Validate reports the first value that cannot be meant.
func (o *Options) Validate() error {
	switch {
	case o.MaxConnections < 1:
		return errors.New("wire: MaxConnections must be at least 1")
	case o.LoginTimeout < 0:
		return errors.New("wire: LoginTimeout must not be negative")
	case o.MaxMessage < maxSmall:
		return errors.New("wire: MaxMessage must be at least 10000 bytes")
	case o.DrainTimeout < 0:
		return errors.New("wire: DrainTimeout must not be negative")
	case o.DisconnectCheck < 0:
		return errors.New("wire: DisconnectCheck must not be negative")
	}
	return nil
}
