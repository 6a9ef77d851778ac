package ops

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// phase is what a request is for.
type phase string

// The phases, in the order they are printed.
const (
	answer phase = "answer" // the client waits for it
	probe  phase = "probe"  // what other servers have committed
	apply  phase = "apply"  // rows become objects
	keeper phase = "keeper" // the note of how far that is
)

var phases = []phase{answer, probe, apply, keeper}

// kinds are the requests that are counted, in the order they are printed.
var kinds = []string{"LIST", "HEAD", "GET", "PUT", "DELETE", "DELETE-MANY"}

// requests gathers what the store is asked.
type requests struct {
	mu        sync.Mutex
	committed bool
	lines     map[phase][]string
}

// note takes a line of wrap.Record.
func (r *requests) note(line string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.phase(line)
	if p != "" {
		r.lines[p] = append(r.lines[p], line)
	}
}

// phase tells what a request is for; "" of those that come when they come: old
// entries are looked for, and once a second what s3db.js has defined. r.mu is
// held.
func (r *requests) phase(line string) phase {
	op, rest, _ := strings.Cut(line, " ")
	switch {
	case strings.Contains(rest, "/"+keys.ManifestKey+" if-none-match"):
		return ""
	case strings.Contains(rest, "/"+keys.KeeperKey):
		return keeper
	case !strings.Contains(rest, "/"+keys.JournalPrefix):
	case op == string(storage.OpGet):
		return probe
	case op == string(storage.OpPut):
		r.committed = true
		return answer
	default:
		return ""
	}
	if r.committed {
		return apply
	}
	return answer
}

// reset forgets what was gathered.
func (r *requests) reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.committed, r.lines = false, map[phase][]string{}
}

// counts prints how many requests of each kind there were.
func (r *requests) counts() string {
	return r.print(func(lines []string) string {
		var parts []string
		for _, kind := range kinds {
			n := 0
			for _, line := range lines {
				if strings.HasPrefix(line, kind+" ") {
					n++
				}
			}
			if n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, kind))
			}
		}
		return strings.Join(parts, ", ")
	})
}

// trace prints the requests themselves, those of a phase in the order of
// their text: many are under way at once.
func (r *requests) trace() string {
	return r.print(func(lines []string) string { return strings.Join(slices.Sorted(slices.Values(lines)), "\n        ") })
}

func (r *requests) print(text func(lines []string) string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var b strings.Builder
	for _, p := range phases {
		if lines := r.lines[p]; len(lines) > 0 {
			fmt.Fprintf(&b, "%-7s %s\n", p, text(lines))
		}
	}
	if b.Len() == 0 {
		return "no request\n"
	}
	return b.String()
}
