package s3db

import (
	"log/slog"
	"runtime/debug"
	"sync"
)

// emitter hands events to listeners, in the order in which they came.
type emitter struct {
	log *slog.Logger

	mu      sync.Mutex
	changed *sync.Cond
	queue   []delivery
	running map[uint64]int // events being handed over, by position
	busy    bool           // a goroutine hands over
}

// delivery is an event on its way to the listeners of a resource or database.
type delivery struct {
	event    Event
	to       *listeners
	position uint64 // in the journal; 0 for an event that is not from there
}

func newEmitter(log *slog.Logger) *emitter {
	e := &emitter{log: log, running: map[uint64]int{}}
	e.changed = sync.NewCond(&e.mu)
	return e
}

// send queues an event. The goroutine that hands events over lives as long as
// there are some.
func (e *emitter) send(d delivery) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.queue = append(e.queue, d)
	if !e.busy {
		e.busy = true
		go e.run()
	}
}

func (e *emitter) run() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for len(e.queue) > 0 {
		if e.running[e.queue[0].position] > 0 {
			e.changed.Wait() // the event before it is in the hands of finish
			continue
		}
		e.next(0)
	}
	e.busy = false
	e.changed.Broadcast()
}

// next takes the event at i out of the queue and hands it over. e.mu is held,
// but not meanwhile.
func (e *emitter) next(i int) {
	d := e.queue[i]
	e.queue = append(e.queue[:i:i], e.queue[i+1:]...)
	e.running[d.position]++
	e.mu.Unlock()
	e.deliver(d.event, d.to)
	e.mu.Lock()
	if e.running[d.position]--; e.running[d.position] == 0 {
		delete(e.running, d.position)
	}
	e.changed.Broadcast()
}

// finish returns once the listeners that are synchronous have got the events
// of a position, all of which are queued. It hands over itself what nobody else
// does: the emitter's goroutine may be the one that asks, in a listener whose
// operation waits for listeners in turn. Events of one position are never
// handed over at the same time, so they stay in order; and a listener that
// waits does so for a later position than its own, so waiting ends.
func (e *emitter) finish(position uint64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for {
		if e.running[position] > 0 {
			e.changed.Wait()
		} else if i := e.due(position); i >= 0 {
			e.next(i)
		} else {
			return
		}
	}
}

// due is the first synchronous event queued of a position, -1 if there is none.
func (e *emitter) due(position uint64) int {
	for i, d := range e.queue {
		if d.position == position && d.to.synchronous() {
			return i
		}
	}
	return -1
}

// drain returns once no event is queued or being handed over.
func (e *emitter) drain() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for e.busy {
		e.changed.Wait()
	}
}

// deliver calls the listeners of an event.
func (e *emitter) deliver(event Event, to *listeners) {
	for _, l := range to.of(event.Name) {
		if l.once {
			to.remove(l)
			if l.fired.Swap(true) {
				continue
			}
		}
		e.call(l, event)
	}
}

func (e *emitter) call(l *Listener, event Event) {
	defer func() {
		if p := recover(); p != nil {
			e.log.Error("a listener panicked", "event", event.Name, "resource", event.Resource, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	l.f(event)
}
