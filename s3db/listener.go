package s3db

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Listener is a function that gets events, as On returned it.
type Listener struct {
	name  EventName
	f     func(Event)
	once  bool
	fired atomic.Bool
}

// listeners are those of a resource or database. They are told one after the
// other, in order of registration.
type listeners struct {
	mu   sync.RWMutex
	to   map[EventName][]*Listener
	sync bool
}

func (l *listeners) add(listener *Listener) *Listener {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.to == nil {
		l.to = map[EventName][]*Listener{}
	}
	l.to[listener.name] = append(slices.Clip(l.to[listener.name]), listener)
	return listener
}

func (l *listeners) remove(listener *Listener) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.to[listener.name] = slices.DeleteFunc(slices.Clone(l.to[listener.name]), func(other *Listener) bool { return other == listener })
}

func (l *listeners) of(name EventName) []*Listener {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.to[name]
}

// any reports whether somebody listens to one of some events.
func (l *listeners) any(names ...EventName) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.ContainsFunc(names, func(name EventName) bool { return len(l.to[name]) > 0 })
}

func (l *listeners) setSync(sync bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sync = sync
}

func (l *listeners) synchronous() bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.sync
}

// On has f called with every event of a name from now on. Listeners are called
// from goroutines of the database, one event after the other, after the
// operation has committed, and need not be fast: events wait for them. A panic
// of a listener is logged.
func (r *Resource) On(name EventName, f func(Event)) *Listener {
	r.db.follow()
	return r.listeners.add(&Listener{name: name, f: f})
}

// Once is On for one event.
func (r *Resource) Once(name EventName, f func(Event)) *Listener {
	r.db.follow()
	return r.listeners.add(&Listener{name: name, f: f, once: true})
}

// Off ends a Listener of the resource. A call of it may still be under way.
func (r *Resource) Off(l *Listener) { r.listeners.remove(l) }

// SetAsyncMode says whether operations leave their listeners to run by
// themselves, which is the default. Without, an operation of this package
// returns after the listeners of its events did; then listeners of operations
// that run at the same time may run at the same time.
func (r *Resource) SetAsyncMode(async bool) { r.listeners.setSync(!async) }

// listen follows the journal for the listeners of Options.
func (db *Database) listen() {
	if len(db.opts.Events) > 0 {
		db.follow()
	}
}

// On has f called with every event of the database from now on, as a
// resource's.
func (db *Database) On(name EventName, f func(Event)) *Listener {
	db.follow()
	return db.listeners.add(&Listener{name: name, f: f})
}

// Once is On for one event.
func (db *Database) Once(name EventName, f func(Event)) *Listener {
	db.follow()
	return db.listeners.add(&Listener{name: name, f: f, once: true})
}

// Off ends a Listener of the database.
func (db *Database) Off(l *Listener) { db.listeners.remove(l) }
