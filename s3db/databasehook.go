package s3db

import (
	"context"
	"slices"
	"sync"
)

// DatabaseHookPoint is a moment in the life of a database.
type DatabaseHookPoint uint8

// The points.
const (
	BeforeConnect        DatabaseHookPoint = iota // Open begins
	AfterConnect                                  // Open is about to return
	BeforeCreateResource                          // Config may be changed
	AfterCreateResource                           // Config and Resource
	BeforeDisconnect                              // Close begins
	AfterDisconnect                               // Close is about to return
)

// DatabaseMoment is what a hook is told. Fields that do not belong to its
// point are nil.
type DatabaseMoment struct {
	Database *Database
	Config   *Config
	Resource *Resource
}

// DatabaseHook is called at a point. The error of one before is the error of
// what was to happen, which does not; that of one after is an event hookError.
type DatabaseHook func(ctx context.Context, m *DatabaseMoment) error

// AddHook adds a hook to those of a point; they run in this order. Those of
// connecting are in Options.Hooks.
func (db *Database) AddHook(point DatabaseHookPoint, f DatabaseHook) { db.hooks.add(point, f) }

// databaseHooks are those of a database.
type databaseHooks struct {
	mu sync.RWMutex
	at map[DatabaseHookPoint][]DatabaseHook
}

func (h *databaseHooks) add(point DatabaseHookPoint, f DatabaseHook) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.at == nil {
		h.at = map[DatabaseHookPoint][]DatabaseHook{}
	}
	h.at[point] = append(slices.Clip(h.at[point]), f)
}

func (h *databaseHooks) of(point DatabaseHookPoint) []DatabaseHook {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.at[point]
}

// before runs the hooks of a point before something; the first error ends it.
func (db *Database) before(ctx context.Context, point DatabaseHookPoint, m DatabaseMoment) error {
	m.Database = db
	for _, hook := range db.hooks.of(point) {
		if err := hook(ctx, &m); err != nil {
			return err
		}
	}
	return nil
}

// after runs the hooks of a point after something.
func (db *Database) after(ctx context.Context, point DatabaseHookPoint, m DatabaseMoment) {
	m.Database = db
	for _, hook := range db.hooks.of(point) {
		if err := hook(ctx, &m); err != nil {
			db.tell(0, Event{Name: EventHookError, Err: err})
		}
	}
}
