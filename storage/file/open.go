package file

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/cockroachdb/pebble"
	"github.com/cockroachdb/pebble/vfs"
)

// Sizes of the embedded store, in bytes.
const (
	cacheSize    = 64 << 20
	memTableSize = 64 << 20 // small ones stall on journal entries of some MiB
)

// Options are the settings of Open; the zero value is usable.
type Options struct {
	Now func() time.Time // the store's clock; time.Now if nil
}

// Open opens the store in the folder dir and makes the folder if there is
// none. A folder that is open already is a *LockedError.
func Open(dir string, opts Options) (*Bucket, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	cache := pebble.NewCache(cacheSize)
	defer cache.Unref() // the store holds it as long as it is open
	db, err := pebble.Open(dir, &pebble.Options{
		Lock:               lock,
		Cache:              cache,
		MemTableSize:       memTableSize,
		FormatMajorVersion: pebble.FormatNewest,
		Logger:             onlyFatal{pebble.DefaultLogger},
	})
	if err != nil {
		return nil, fmt.Errorf("data folder %s: %w", dir, closeAfter(lock, err))
	}
	b, err := newBucket(db, lock, opts.Now)
	if err != nil {
		return nil, fmt.Errorf("data folder %s: %w", dir, closeAfter(lock, errors.Join(err, db.Close())))
	}
	return b, nil
}

// closeAfter gives the lock back after a failed open.
func closeAfter(lock *pebble.Lock, err error) error {
	_ = lock.Close() // err is what the caller has to know
	return err
}

// onlyFatal keeps the store's chatter out of the log.
type onlyFatal struct{ pebble.Logger }

func (onlyFatal) Infof(string, ...any) {}

// LockedError says that another process, or another part of this one, has
// the folder open.
type LockedError struct {
	Dir    string
	Holder string // "process 123 on host h"; "" where unknown
}

func (e *LockedError) Error() string {
	holder := e.Holder
	if holder == "" {
		holder = "another process"
	}
	return fmt.Sprintf("data folder %s is in use by %s", e.Dir, holder)
}

// holderFile tells in words who holds the lock. It proves nothing: the lock
// itself is the operating system's and ends with its holder.
const holderFile = "HOLDER"

func lockFolder(dir string) (*pebble.Lock, error) {
	holder := filepath.Join(dir, holderFile)
	lock, err := pebble.LockDirectory(dir, vfs.Default)
	if err != nil {
		text, _ := os.ReadFile(holder) // absent: unknown
		return nil, &LockedError{Dir: dir, Holder: string(text)}
	}
	host, _ := os.Hostname() // unknown hosts are ""
	if err := os.WriteFile(holder, fmt.Appendf(nil, "process %d on host %s", os.Getpid(), host), 0o600); err != nil {
		return nil, fmt.Errorf("data folder: %w", closeAfter(lock, err))
	}
	return lock, nil
}
