package document

import (
	"maps"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
)

// reader turns the names that one object uses into paths.
type reader struct {
	version *catalog.Version
	slots   *catalog.Map      // of the short names
	own     map[string]string // short names in the body, where the object brings its own map
}

// newReader picks the version that an object names and the map it was
// written with.
func newReader(r *catalog.Resource, j behaviors.Joined, body []catalog.Member) *reader {
	v := r.Version(j.Version)
	if v == nil {
		v = r.Current()
	}
	rd := &reader{version: v, slots: v.Map()}
	if strays := rd.strays(j.Fields, body); len(strays) > 0 && r.Dialect == codec.V10 {
		for before := r.Before(v); before != nil; before = r.Before(before) {
			if redefined(strays, v.Map(), before.Map()) {
				rd.slots = before.Map()
				break
			}
		}
	}
	if own := ownMap(j.Map); len(own) > 0 {
		maps.Copy(own, ownMap(j.PluginMap))
		rd.own = own
	}
	return rd
}

// strays returns the names that are no short names of the version, without
// those of attributes that have a value under their short name.
func (rd *reader) strays(metadata []behaviors.Field, body []catalog.Member) []string {
	var list []string
	add := func(name string) {
		if _, ok := rd.slots.BySlot(name); !ok {
			list = append(list, name)
		}
	}
	for _, f := range metadata {
		add(f.Name)
	}
	for _, m := range body {
		if !strings.HasPrefix(m.Key, "_") {
			add(m.Key)
		}
	}
	return slices.DeleteFunc(list, func(name string) bool {
		path, _ := rd.slots.ByHeader(codec.HeaderName(name))
		slot, ok := rd.slots.Slot(path)
		return ok && (slices.ContainsFunc(metadata, func(f behaviors.Field) bool { return f.Name == slot }) ||
			slices.ContainsFunc(body, func(m catalog.Member) bool { return m.Key == slot }))
	})
}

// redefined reports whether strays show that a record was written with an
// older map: the process of s3db.js that defines a version goes on with the
// map it had, and stores new attributes under their own names (format,
// section 13). A stray that is the name of an attribute new since then tells,
// and so does one that is a short name of the older map only.
func redefined(strays []string, slots, before *catalog.Map) bool {
	for _, name := range strays {
		if _, ok := before.BySlot(name); ok {
			return true
		}
		if path, ok := slots.ByHeader(codec.HeaderName(name)); ok {
			if _, old := before.Index(path); !old {
				return true
			}
		}
	}
	return false
}

// ownMap inverts a map that a body-only record carries; it is empty if the
// text is none.
func ownMap(text string) map[string]string {
	v, _ := catalog.ParseJSON([]byte(text))
	o, _ := v.(*catalog.Object)
	paths := make(map[string]string, len(o.Members()))
	for _, m := range o.Members() {
		if slot, ok := m.Value.(string); ok {
			paths[slot] = m.Key
		}
	}
	return paths
}

// read puts the fields of metadata over those of the body, in the order of
// the attributes; unknown ones come last, by name. What overflowed to the body
// wins, though: s3db.js may leave its old value in metadata.
func (rd *reader) read(j behaviors.Joined, body []catalog.Member) Fields {
	paths := rd.version.Map().Paths()
	known := make(Fields, len(paths))
	var extra Fields
	put := func(path, text string) {
		if i, ok := rd.version.Map().Index(path); ok {
			if known[i].Path == "" {
				known[i] = Field{path, text}
			}
		} else if _, again := extra.Get(path); !again && path != "id" {
			extra = append(extra, Field{path, text})
		}
	}
	first, then := rd.headFields(j), rd.bodyFields(body)
	if j.Overflow {
		first, then = then, first
	}
	for _, f := range first {
		put(f.Path, f.Text)
	}
	for _, f := range then {
		put(f.Path, f.Text)
	}
	slices.SortFunc(extra, func(a, b Field) int { return strings.Compare(a.Path, b.Path) })
	return append(slices.DeleteFunc(known, func(f Field) bool { return f.Path == "" }), extra...)
}

// headFields returns the fields of metadata: those under short names first,
// because an attribute may have a stray value under its own name too.
func (rd *reader) headFields(j behaviors.Joined) Fields {
	list := make(Fields, 0, len(j.Fields)+len(j.Nulls))
	var strays Fields
	for _, f := range j.Fields {
		if path, ok := rd.slots.BySlot(f.Name); ok {
			list = append(list, Field{path, f.Text})
		} else {
			strays = append(strays, Field{rd.path(f.Name), f.Text})
		}
	}
	list = append(list, strays...)
	for _, f := range j.Nulls {
		if path := rd.path(f.Name); rd.required(path) {
			list = append(list, Field{path, f.Text})
		}
	}
	return list
}

// required reports whether an attribute always has a value. Then the words by
// which s3db.js says that there is none are its text.
func (rd *reader) required(path string) bool {
	rule, ok := rd.version.Attributes.Leaf(path)
	return ok && !strings.Contains(rule, "optional") && !strings.Contains(rule, "nullable")
}

// path returns the path of a metadata name: a short one, else the path that
// looks so as a metadata name, else the name itself.
func (rd *reader) path(name string) string {
	if path, ok := rd.slots.BySlot(name); ok {
		return path
	}
	if path, ok := rd.version.Map().ByHeader(codec.HeaderName(name)); ok {
		return path
	}
	return name
}

// bodyPath returns the path of a name in a body.
func (rd *reader) bodyPath(name string) string {
	if path, ok := rd.own[name]; ok {
		return path
	}
	if _, ok := rd.version.Map().Index(name); ok && rd.own != nil {
		return name
	}
	return rd.path(name)
}

// bodyFields returns the fields of a body: texts under short names, or plain
// values under the attributes' own names, as s3db.js's updates write them.
func (rd *reader) bodyFields(members []catalog.Member) Fields {
	var list Fields
	for _, m := range members {
		path := rd.bodyPath(m.Key)
		if strings.HasPrefix(m.Key, "_") || m.Value == nil || codec.HeaderName(m.Key) == behaviors.StrayName {
			continue
		}
		if text, ok := m.Value.(string); ok {
			list = append(list, Field{path, text})
			continue
		}
		// A value that its rule cannot hold is left out, like any stray.
		plain, err := Flatten(rd.version.Attributes, catalog.NewObject(catalog.Member{Key: path, Value: m.Value}), nil)
		if err == nil {
			list = append(list, plain...)
		}
	}
	return list
}
