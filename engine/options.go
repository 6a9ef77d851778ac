package engine

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/s3dbsql/s3dbsql/codec"
)

// Options configure a DB. The zero value is completed by Open.
type Options struct {
	ServerID   string           // names this server in entries and the lease; drawn if empty
	Clock      func() time.Time // time.Now if nil; only ever makes a server stop early
	Rand       io.Reader        // source of ids and nonces; crypto/rand if nil
	Logger     *slog.Logger     // discards if nil
	Passphrase string           // encrypts and decrypts s3db.secret values; codec.DefaultPassphrase if empty

	// Retention is how long an applied entry is kept for servers that read
	// older snapshots. 10 minutes if 0.
	Retention time.Duration
	// LeaseDuration is the life of the keeper's lease. 15 seconds if 0.
	LeaseDuration time.Duration
	// Sole holds the lease from Open to Close, also while there is nothing to
	// apply, so that no other server opens the database meanwhile.
	Sole bool
	// WriteLife is how long after it was made a write of the keeper may still
	// land. 5 seconds if 0; at most half the lease.
	WriteLife time.Duration
	// NoteInterval is how often keeper.json is written, which says how far the
	// journal is applied, while rows become objects. Always at once if 0.
	NoteInterval time.Duration
	// WatchInterval is how often s3db.json is looked at while statements come,
	// where other processes may write the bucket. 1 second if 0.
	WatchInterval time.Duration
	// ResolveTimeout bounds how long COMMIT waits for an unknown outcome
	// before it answers 08007. 30 seconds if 0.
	ResolveTimeout time.Duration

	// HeldBytes is about how much of the journal stays in memory after it is
	// applied, so that rows written lately are read without a request. 64 MiB
	// if 0.
	HeldBytes int
	// CacheBytes is about how much memory rows take that were read and stay. None
	// do if 0.
	CacheBytes int

	// MetadataHealed, if set, is told when a broken s3db.json has been mended:
	// what was repaired, and the key of the old document if something is lost.
	MetadataHealed func(repairs []string, backup string)

	SynchronousApply bool // COMMIT waits until its rows are objects
	FanOut           int  // concurrent requests of this server for records; 64 if 0
	MaxEntryBytes    int  // a larger batch spills its images into parts; 8 MiB if 0

	// keptContent is how many bytes of content the keeper reads to write them
	// again with their record; more are copied by the store. 1 MiB if 0.
	keptContent int64

	rules *rules // safeguards, all on; tests switch them off
}

func (o *Options) setDefaults() {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	o.Rand = &turns{from: o.Rand}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	setDefault(&o.Passphrase, codec.DefaultPassphrase)
	setDefault(&o.Retention, 10*time.Minute)
	setDefault(&o.LeaseDuration, 15*time.Second)
	setDefault(&o.WriteLife, min(5*time.Second, o.LeaseDuration/2))
	setDefault(&o.ResolveTimeout, 30*time.Second)
	setDefault(&o.WatchInterval, time.Second)
	setDefault(&o.HeldBytes, 64<<20)
	setDefault(&o.FanOut, 64)
	setDefault(&o.MaxEntryBytes, 8<<20)
	setDefault(&o.keptContent, 1<<20)
	if o.rules == nil {
		o.rules = allRules()
	}
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Validate reports the first option that cannot work.
func (o *Options) Validate() error {
	switch {
	case o.Retention < 0 || o.LeaseDuration < 0 || o.ResolveTimeout < 0:
		return errors.New("retention, lease duration and resolve timeout must not be negative")
	case o.NoteInterval < 0 || o.WatchInterval < 0:
		return errors.New("the intervals of notes and of looks at s3db.json must not be negative")
	case o.WriteLife < 0 || o.WriteLife > o.LeaseDuration/2:
		return errors.New("the life of the keeper's writes must be at most half its lease")
	case o.CacheBytes < 0:
		return errors.New("the memory for rows must not be negative")
	case o.FanOut < 1:
		return errors.New("fan-out must be at least 1")
	case o.MaxEntryBytes < 1<<10:
		return errors.New("a journal entry must be allowed at least 1 KiB")
	}
	return nil
}

// turns lets many goroutines read from one source.
type turns struct {
	mu   sync.Mutex
	from io.Reader
}

func (t *turns) Read(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.from.Read(b)
}

// draw returns n random bytes as hex digits.
func (o *Options) draw(n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(o.Rand, b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}
