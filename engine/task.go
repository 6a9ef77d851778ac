package engine

import (
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/s3dbsql/s3dbsql/types"
)

// Task is long work on a table that is under way, as
// pg_stat_progress_create_index shows it.
type Task struct {
	Command string    // CREATE INDEX, REINDEX or fsck
	Table   types.OID // and its name, for the log
	Name    string
	Index   types.OID // the partition made, 0 if several are at once
	Done    int       // rows looked at
}

// task is a Task that counts.
type task struct {
	Task
	db     *DB
	done   atomic.Int64
	logged atomic.Int64 // when the log told of it last, Unix nanoseconds
}

// tellEvery is how often the log tells of a task.
const tellEvery = 10 * time.Second

// begin shows a task until its end.
func (db *DB) begin(t Task) *task {
	w := &task{Task: t, db: db}
	w.logged.Store(db.opts.Clock().UnixNano())
	db.mu.Lock()
	defer db.mu.Unlock()
	db.tasks = append(db.tasks, w)
	return w
}

// add counts n more rows, and tells the log now and then.
func (t *task) add(n int) {
	done := t.done.Add(int64(n))
	now, last := t.db.opts.Clock().UnixNano(), t.logged.Load()
	if now-last >= int64(tellEvery) && t.logged.CompareAndSwap(last, now) {
		t.db.opts.Logger.Info("still at it", slog.String("command", t.Command), slog.String("table", t.Name), slog.Int64("rows", done))
	}
}

func (t *task) end() {
	t.db.mu.Lock()
	defer t.db.mu.Unlock()
	for i, other := range t.db.tasks {
		if other == t {
			t.db.tasks = append(t.db.tasks[:i:i], t.db.tasks[i+1:]...)
			return
		}
	}
}

// Tasks returns the long work that is under way, the oldest first.
func (db *DB) Tasks() []Task {
	db.mu.RLock()
	defer db.mu.RUnlock()
	list := make([]Task, len(db.tasks))
	for i, t := range db.tasks {
		list[i] = t.Task
		list[i].Done = int(t.done.Load())
	}
	return list
}
