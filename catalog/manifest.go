package catalog

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
)

// S3dbVersion is the release of s3db.js whose format this program writes.
const S3dbVersion = "10.0.0"

// Manifest is the document s3db.json: every resource of a database. It keeps
// the order of all names and what this program does not know. It never
// changes; With and Without make the next one.
type Manifest struct {
	S3dbVersion string
	LastUpdated string
	Resources   []*Resource // in the order of s3db.json

	object *Object
}

// NewManifest returns the manifest of an empty database. now is the time in
// ISO form with milliseconds, as everywhere in this document.
func NewManifest(now string) *Manifest {
	return parseManifest(blank(now))
}

func blank(now string) *Object {
	return NewObject(
		Member{"version", "1"},
		Member{"s3dbVersion", S3dbVersion},
		Member{"lastUpdated", now},
		Member{"resources", NewObject()},
	)
}

// ParseManifest reads s3db.json. Damage of any kind is an error: Heal repairs
// it.
func ParseManifest(data []byte) (*Manifest, error) {
	v, err := ParseJSON(data)
	if err != nil {
		return nil, fmt.Errorf("s3db.json: %w", err)
	}
	o, ok := v.(*Object)
	if !ok {
		return nil, fmt.Errorf("s3db.json: not an object")
	}
	healed, repairs, _ := repairStructure(o, o.String("lastUpdated"))
	if len(repairs) > 0 {
		return nil, fmt.Errorf("s3db.json: %s", repairs[0])
	}
	return parseManifest(healed), nil
}

func parseManifest(o *Object) *Manifest {
	m := &Manifest{
		S3dbVersion: o.String("s3dbVersion"),
		LastUpdated: o.String("lastUpdated"),
		object:      o,
	}
	for _, r := range o.Object("resources").Members() {
		m.Resources = append(m.Resources, parseResource(r.Key, r.Value.(*Object)))
	}
	return m
}

// Dialect returns the dialect of the release of s3db.js that keeps the
// document: that of new resources.
func (m *Manifest) Dialect() codec.Dialect {
	major, _, _ := strings.Cut(m.S3dbVersion, ".")
	if n, err := strconv.Atoi(major); err == nil && n >= 21 {
		return codec.V21
	}
	for _, r := range m.Resources {
		if r.Dialect == codec.V21 {
			return codec.V21
		}
	}
	return codec.V10
}

// JSON returns the document as s3db.js formats it.
func (m *Manifest) JSON() []byte { return AppendJSON(nil, m.object, "  ") }

// Resource returns the resource of a name, or nil.
func (m *Manifest) Resource(name string) *Resource {
	for _, r := range m.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// With returns the manifest with a resource added or replaced.
func (m *Manifest) With(r *Resource, now string) *Manifest {
	return m.update(m.object.Object("resources").With(r.Name, r.object), now)
}

// Without returns the manifest without a resource.
func (m *Manifest) Without(name, now string) *Manifest {
	return m.update(m.object.Object("resources").Without(name), now)
}

func (m *Manifest) update(resources *Object, now string) *Manifest {
	return parseManifest(m.object.With("lastUpdated", now).With("resources", resources))
}
