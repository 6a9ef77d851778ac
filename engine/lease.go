package engine

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

// errLost says that another server has the lease, or may have it.
var errLost = errors.New("another server holds the keeper's lease")

// lease is this server's hold on keeper.json. All its times are the store's;
// the local clock only makes it stop early. A lease is no fence: what makes
// late writes harmless is that each is signed to expire with it.
type lease struct {
	db   *DB
	turn chan struct{} // held while keeper.json is read or replaced

	file  *keeperFile // as last read or written by this server
	end   time.Time   // of the lease, by the store's clock; zero if not held
	seen  time.Time   // the store's clock at its last answer
	at    time.Time   // the local clock then
	taken bool        // it was another's before, or an earlier process's; the keeper clears it

	owed  []func(*keeperDoc) // changes that the next write of the document brings along
	wrote time.Time          // the local clock at the last write

	unsettled atomic.Bool // a write under it may still land: who follows must wait for its end
}

func (l *lease) init(db *DB) { l.db, l.turn = db, make(chan struct{}, 1) }

func (l *lease) lock()   { l.turn <- struct{}{} }
func (l *lease) unlock() { <-l.turn }

func (l *lease) holder() string {
	select {
	case l.turn <- struct{}{}:
		defer l.unlock()
		if l.file != nil {
			return l.file.Holder
		}
	default:
	}
	return ""
}

// hold makes sure that this server may apply: it takes the lease, or renews
// it after a third of its life. errLost if another server has it.
func (l *lease) hold(ctx context.Context) error {
	l.lock()
	defer l.unlock()
	return l.holdLocked(ctx)
}

func (l *lease) holdLocked(ctx context.Context) error {
	db := l.db
	if !db.caps.Shared {
		l.taken = l.taken || l.file == nil
		return l.read(ctx, false)
	}
	if l.held() && l.end.Sub(l.now()) > db.opts.LeaseDuration*2/3 {
		return nil
	}
	if err := l.read(ctx, true); err != nil {
		return err
	}
	if l.end.IsZero() {
		if l.file.living(db.grace()) {
			l.learn()
			return errLost
		}
		l.taken = true
	}
	next := l.next()
	if next.Holder != db.opts.ServerID {
		next.Epoch++
	}
	next.Holder, next.LeaseSeconds = db.opts.ServerID, int(db.opts.LeaseDuration/time.Second)
	return l.replace(ctx, next)
}

// keepLocked is holdLocked in the middle of work: a lease that had to be
// taken again is no good there, for another keeper may have worked meanwhile.
func (l *lease) keepLocked(ctx context.Context) error {
	err := l.holdLocked(ctx)
	if err == nil && l.taken {
		return errLost
	}
	return err
}

// held reports whether the lease is this server's and not over.
// noted returns how far keeper.json says that the journal is applied, and
// whether rows are parked.
func (l *lease) noted() (applied uint64, parked bool) {
	l.lock()
	defer l.unlock()
	if l.file == nil {
		return 0, true
	}
	return l.file.Applied, len(l.file.Parked) > 0
}

func (l *lease) held() bool { return l.file != nil && !l.end.IsZero() && l.now().Before(l.end) }

// now is the store's clock, at least: its last answer and what has passed
// here since.
func (l *lease) now() time.Time { return l.seen.Add(max(0, l.db.opts.Clock().Sub(l.at))) }

func (l *lease) saw(at time.Time) {
	if at.After(l.seen) {
		l.seen, l.at = at, l.db.opts.Clock()
	}
}

// read reads keeper.json, again if it is known already.
func (l *lease) read(ctx context.Context, again bool) error {
	if l.file != nil && !again {
		return nil
	}
	f, err := l.db.readKeeper(ctx)
	if err != nil {
		return err
	}
	l.saw(f.date)
	if l.file == nil || l.file.etag != f.etag {
		l.end, l.owed = time.Time{}, nil // what it says is somebody else's word, or before a restart
	}
	l.file = f
	return nil
}

// learn takes over what another keeper has done.
func (l *lease) learn() {
	db := l.db
	db.mu.Lock()
	defer db.mu.Unlock()
	db.applied = max(db.applied, min(l.file.Applied, db.head))
	db.boundary = max(db.boundary, l.file.Boundary)
	db.purging = l.file.Purging
	db.dropEntries()
	db.notify()
}

// update changes keeper.json under the lease.
func (l *lease) update(ctx context.Context, change func(*keeperDoc)) error {
	l.lock()
	defer l.unlock()
	if err := l.keepLocked(ctx); err != nil {
		return err
	}
	next := l.next()
	change(&next)
	return l.replace(ctx, next)
}

// next is the document with the changes that are owed.
func (l *lease) next() keeperDoc {
	next := l.file.keeperDoc
	next.Tables = maps.Clone(next.Tables)
	next.Purging = maps.Clone(next.Purging)
	next.Parked = slices.Clone(next.Parked)
	for _, change := range l.owed {
		change(&next)
	}
	return next
}

// note changes keeper.json, soon: at once if it was not written for a while,
// else with the next write of it. It is for what can be found out again.
func (l *lease) note(ctx context.Context, change func(*keeperDoc)) error {
	l.lock()
	l.owed = append(l.owed, change)
	l.unlock()
	return l.settle(ctx)
}

// settle writes what is owed, if that is due.
func (l *lease) settle(ctx context.Context) error {
	if left, owed := l.due(); !owed || left > 0 {
		return nil
	}
	return l.update(ctx, func(*keeperDoc) {})
}

// due returns how long what is owed may wait; owed is false if nothing is.
func (l *lease) due() (left time.Duration, owed bool) {
	l.lock()
	defer l.unlock()
	return l.db.opts.NoteInterval - l.db.opts.Clock().Sub(l.wrote), len(l.owed) > 0
}

// replace writes keeper.json, which renews the lease. The lease runs from the
// time the store gives the document.
func (l *lease) replace(ctx context.Context, next keeperDoc) error {
	own, err := l.db.cas(ctx, l.file, next, time.Time{})
	if err != nil {
		return err
	}
	l.owed = nil
	if own == nil {
		l.file, l.end = nil, time.Time{}
		return errLost
	}
	l.file, l.wrote = own, l.db.opts.Clock()
	l.saw(own.date)
	if own.Holder == l.db.opts.ServerID {
		l.end = own.modified.Add(l.db.opts.LeaseDuration)
	}
	return nil
}

// sign returns the condition part that lets a write expire: no later than the
// lease, and a few seconds after the store's last answer. It renews the lease
// where that is due.
func (l *lease) sign(ctx context.Context) (time.Time, error) {
	if !l.db.caps.Shared || !l.db.rules.expiry {
		return time.Time{}, nil
	}
	l.lock()
	defer l.unlock()
	if err := l.keepLocked(ctx); err != nil {
		return time.Time{}, err
	}
	if l.now().Sub(l.seen) > l.db.opts.WriteLife/2 {
		if err := l.read(ctx, true); err != nil {
			return time.Time{}, err
		}
		if !l.held() {
			return time.Time{}, errLost
		}
	}
	expires := l.seen.Add(l.db.opts.WriteLife)
	if l.end.Before(expires) {
		expires = l.end
	}
	return expires.Truncate(time.Second), nil
}

// outlast waits until a write signed to expire at a time cannot land any
// more, by the store's clock.
func (l *lease) outlast(ctx context.Context, expires time.Time) error {
	if expires.IsZero() {
		return nil
	}
	for {
		l.lock()
		left := expires.Add(time.Second).Sub(l.seen)
		l.unlock()
		if left < 0 {
			return nil
		}
		if err := sleep(ctx, max(left, 100*time.Millisecond)); err != nil {
			return err
		}
		l.lock()
		err := l.read(ctx, true)
		l.unlock()
		if err != nil && !errors.Is(err, storage.ErrUnknown) && !errors.Is(err, storage.ErrThrottled) {
			return err
		}
	}
}

// release lets go of the lease, unless something signed under it may be on its
// way. One that is over is let go as well, so that nobody waits out its grace;
// and what the bucket says counts, for the last renewal may have been cut off.
func (l *lease) release(ctx context.Context) {
	l.lock()
	defer l.unlock()
	if l.unsettled.Load() || !l.db.caps.Shared && len(l.owed) == 0 {
		return
	}
	err := l.read(ctx, true)
	if err == nil && (l.file.Holder == l.db.opts.ServerID || !l.db.caps.Shared) {
		next := l.next()
		next.Holder = ""
		err = l.replace(ctx, next)
	}
	if err != nil {
		l.db.opts.Logger.Warn("the lease was not given up; it ends by itself", "error", err)
	}
	l.end = time.Time{}
}
