package catalog

import (
	"slices"
	"strconv"
)

// registry is the schemaRegistry that s3db.js 21 keeps in a resource for all
// its versions (format, section 19): each attribute has an index for good,
// whose base36 is its slot. The index of an attribute that was removed is
// burned: no other gets it, nor the same attribute when it comes back.
type registry struct {
	object  *Object
	next    int
	mapping *Object // path to index; may have burned attributes too
	burned  []burnedSlot
	plugins map[string]string // path to slot of the attributes that plugins own
}

type burnedSlot struct {
	index     int
	attribute string
}

const noIndex = -1

// parseRegistry reads the registries of an entry of s3db.json. Without any it
// is an empty one.
func parseRegistry(resource *Object) *registry {
	o := resource.Object("schemaRegistry")
	r := &registry{object: o, next: intOf(o.Get("nextIndex"), 0), mapping: o.Object("mapping"), plugins: map[string]string{}}
	burned, _ := o.Get("burned").([]any)
	for _, v := range burned {
		entry, _ := v.(*Object)
		r.burned = append(r.burned, burnedSlot{intOf(entry.Get("index"), noIndex), entry.String("attribute")})
	}
	for _, b := range r.burned {
		r.next = max(r.next, b.index+1)
	}
	for _, m := range r.mapping.Members() {
		r.next = max(r.next, intOf(m.Value, noIndex)+1)
	}
	for _, plugin := range resource.Object("pluginSchemaRegistry").Members() {
		entry, _ := plugin.Value.(*Object)
		for _, m := range entry.Object("mapping").Members() {
			r.plugins[m.Key], _ = m.Value.(string)
		}
	}
	return r
}

// slots makes the map of a version. Attributes of the current version that
// have no index yet get the next ones, as s3db.js gives them when it connects;
// those of an older version have what was burned. What the version lacks
// comes last, so that it can be read.
func (r *registry) slots(a *Attributes, current bool) *Map {
	m := emptyMap()
	next := r.next
	for _, path := range NewMap(a).Paths() {
		i := r.index(path, current)
		switch slot, plugin := r.plugins[path]; {
		case plugin:
			m.add(path, slot)
		case i != noIndex:
			m.add(path, slotOf(i))
		case current:
			m.add(path, slotOf(next))
			next++
		}
	}
	m.current = len(m.paths)
	for _, entry := range r.mapping.Members() {
		if i := intOf(entry.Value, noIndex); i != noIndex {
			m.add(entry.Key, slotOf(i))
		}
	}
	return m
}

func slotOf(index int) string { return strconv.FormatInt(int64(index), 36) }

// index returns the index of an attribute, the last burned one where it has
// no other and is not of the current version.
func (r *registry) index(path string, current bool) int {
	i := intOf(r.mapping.Get(path), noIndex)
	if i == noIndex && !current {
		for _, b := range r.burned {
			if b.attribute == path {
				i = b.index
			}
		}
	}
	return i
}

// define returns the entry of s3db.json for a new version: attributes that the
// version before has keep their index, others get the next ones, and those
// that are gone are burned.
func (r *registry) define(before *Version, a *Attributes, now string) *Object {
	old := emptyMap()
	if before != nil {
		old = r.slots(before.Attributes, true)
	}
	mapping, next := r.mapping, r.next
	if mapping == nil {
		mapping = NewObject()
	}
	paths := NewMap(a).Paths()
	for _, path := range old.paths[:old.current] {
		if _, plugin := r.plugins[path]; !plugin {
			slot, _ := old.Slot(path)
			index, _ := strconv.ParseInt(slot, 36, 0)
			mapping, next = mapping.With(path, number(int(index))), max(next, int(index)+1)
		}
	}
	for _, path := range paths {
		_, plugin := r.plugins[path]
		if i, known := old.Index(path); !plugin && (!known || i >= old.current) {
			mapping = mapping.With(path, number(next))
			next++
		}
	}
	burned := r.burn(old, mapping, paths, now)
	return r.object.With("nextIndex", number(next)).With("mapping", mapping).With("burned", burned)
}

// burn adds the attributes of a map that are not among paths to the burned
// ones.
func (r *registry) burn(old *Map, mapping *Object, paths []string, now string) []any {
	burned, _ := r.object.Get("burned").([]any)
	burned = append([]any{}, burned...)
	for _, path := range old.paths[:old.current] {
		_, plugin := r.plugins[path]
		index := intOf(mapping.Get(path), noIndex)
		again := slices.ContainsFunc(r.burned, func(b burnedSlot) bool { return b.index == index })
		if !plugin && !again && !slices.Contains(paths, path) {
			burned = append(burned, NewObject(
				Member{"index", number(index)}, Member{"attribute", path},
				Member{"burnedAt", now}, Member{"reason", "removed"},
			))
		}
	}
	return burned
}
