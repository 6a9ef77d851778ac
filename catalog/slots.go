package catalog

import (
	"github.com/s3dbsql/s3dbsql/codec"
)

// Map gives each attribute path of a version the short name under which
// records hold it: its slot (format, section 4).
type Map struct {
	paths    []string
	slots    []string // of each path
	byPath   map[string]int
	bySlot   map[string]int
	byHeader map[string]int
	current  int // paths of the version itself; those behind them are only read
}

func emptyMap() *Map {
	return &Map{byPath: map[string]int{}, bySlot: map[string]int{}, byHeader: map[string]int{}}
}

// NewMap makes the map of a tree of attributes: the i-th path has the slot i
// in base62.
func NewMap(a *Attributes) *Map {
	m := emptyMap()
	for _, leaf := range a.Leaves() {
		m.add(leaf.Path, codec.Base62(uint64(len(m.paths))))
	}
	for _, path := range a.objectPaths() {
		m.add(path, codec.Base62(uint64(len(m.paths))))
	}
	m.current = len(m.paths)
	return m
}

func (m *Map) add(path, slot string) {
	if _, again := m.byPath[path]; again {
		return
	}
	i := len(m.paths)
	m.paths, m.slots = append(m.paths, path), append(m.slots, slot)
	m.byPath[path], m.bySlot[slot], m.byHeader[codec.HeaderName(path)] = i, i, i
}

// Paths returns the paths in order of their slots.
func (m *Map) Paths() []string { return m.paths }

// Index returns the place of a path in Paths.
func (m *Map) Index(path string) (i int, ok bool) {
	i, ok = m.byPath[path]
	return i, ok
}

// Slot returns the slot of a path.
func (m *Map) Slot(path string) (slot string, ok bool) {
	i, ok := m.byPath[path]
	if !ok {
		return "", false
	}
	return m.slots[i], true
}

// BySlot returns the path of a slot.
func (m *Map) BySlot(slot string) (path string, ok bool) {
	i, ok := m.bySlot[slot]
	if !ok {
		return "", false
	}
	return m.paths[i], true
}

// ByHeader returns the path that becomes a metadata name when a record holds
// it under its own name instead of its slot.
func (m *Map) ByHeader(name string) (path string, ok bool) {
	i, ok := m.byHeader[name]
	if !ok {
		return "", false
	}
	return m.paths[i], true
}

// JSON returns the map as body-only records carry it.
func (m *Map) JSON() string {
	o := &Object{}
	for i, p := range m.paths[:m.current] {
		o.members = append(o.members, Member{p, m.slots[i]})
	}
	return string(AppendJSON(nil, o, ""))
}
