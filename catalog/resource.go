package catalog

import (
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
)

// Resource is an entry of s3db.json: a table as s3db.js knows it. It never
// changes; Define makes the next one.
type Resource struct {
	Name           string
	CurrentVersion string
	Versions       []*Version     // in the order of s3db.json
	Partitions     []PartitionDef // the effective set, automatic ones included
	// Dialect is that of the release of s3db.js that keeps the resource: V21
	// where there is a registry of slots.
	Dialect codec.Dialect

	object *Object // as in s3db.json, with what this program does not know
}

// Version is one definition of a resource. Records name the version that
// wrote them, so a version once stored never changes.
type Version struct {
	Name       string // v0, v1 ...
	Hash       string // of attributes, behavior and partitions
	Attributes *Attributes
	Behavior   string
	Timestamps bool
	Partitions []PartitionDef
	IDSize     int // characters of a generated id
	// Dictionary is that of the compact encoding, 0 where texts are as in
	// s3db.js. It is not in s3db.json: Table.Encoded sets it.
	Dictionary int

	slots  *Map
	object *Object
}

// PartitionDef is a partition of a resource.
type PartitionDef struct {
	Name   string
	Fields []FieldRule // in order of declaration
}

// FieldRule is a field of a partition with its rule.
type FieldRule struct{ Path, Rule string }

// Current returns the version that new records are written under.
func (r *Resource) Current() *Version { return r.Version(r.CurrentVersion) }

// Version returns the version of a name, or nil.
func (r *Resource) Version(name string) *Version {
	for _, v := range r.Versions {
		if v.Name == name {
			return v
		}
	}
	return nil
}

// Before returns the version that was stored before v, or nil.
func (r *Resource) Before(v *Version) *Version {
	var before *Version
	for _, w := range r.Versions {
		if w == v {
			return before
		}
		before = w
	}
	return nil
}

// Partition returns the partition of a name, or nil.
func (r *Resource) Partition(name string) *PartitionDef {
	for i := range r.Partitions {
		if r.Partitions[i].Name == name {
			return &r.Partitions[i]
		}
	}
	return nil
}

// Paranoid reports whether s3db.js refuses to delete all records at once.
func (v *Version) Paranoid() bool {
	paranoid, ok := v.object.Get("paranoid").(bool)
	return paranoid || !ok
}

// NestedRequired reports whether nested objects are required unless they say
// that they are optional.
func (v *Version) NestedRequired() bool {
	optional, ok := v.object.Get("allNestedObjectsOptional").(bool)
	return ok && !optional
}

// Map returns the map from attribute paths to slots.
func (v *Version) Map() *Map { return v.slots }

// NewResource defines a resource: its first version, v0 or, in V21, v1.
// createdAt is the time in ISO form with milliseconds.
func NewResource(name string, d Definition, createdAt string) *Resource {
	empty := &Resource{Name: name, Dialect: d.Dialect, object: NewObject(
		Member{"currentVersion", ""},
		Member{"partitions", NewObject()},
	)}
	if d.Dialect == codec.V21 {
		empty.object = empty.object.With("createdBy", "user")
	}
	empty.object = empty.object.With("versions", NewObject())
	return empty.with(empty.nextVersion(), d, d.object(createdAt), createdAt)
}

// Define returns the resource under a new definition: r itself if the hash is
// that of the current version (an order of attributes alone changes nothing,
// and the stored order stays), else with one more version.
func (r *Resource) Define(d Definition, createdAt string) *Resource {
	d.Dialect = r.Dialect
	if d.Hash() == r.Current().Hash {
		return r
	}
	return r.Renew(d, createdAt)
}

// Renew returns the resource with one more version, be it the same by its
// hash.
func (r *Resource) Renew(d Definition, createdAt string) *Resource {
	version := d.object(createdAt)
	if !d.Cache {
		version = version.Without("cache") // s3db.js knows no default here
	}
	return r.with(r.nextVersion(), d, version, createdAt)
}

// nextVersion returns the name that the next version gets.
func (r *Resource) nextVersion() string {
	next := 0
	if r.Dialect == codec.V21 {
		next = 1
	}
	for _, v := range r.Versions {
		if n, err := strconv.Atoi(strings.TrimPrefix(v.Name, "v")); err == nil {
			next = max(next, n+1)
		}
	}
	return "v" + strconv.Itoa(next)
}

// with adds a version and makes it the current one.
func (r *Resource) with(name string, d Definition, version *Object, now string) *Resource {
	o := r.object.With("currentVersion", name).
		With("partitions", version.Object("partitions")).
		With("versions", r.object.Object("versions").With(name, version))
	if r.Dialect == codec.V21 {
		slots := parseRegistry(r.object)
		o = o.With("schemaRegistry", slots.define(r.Current(), d.attributes(), now))
		if o.Get("pluginSchemaRegistry") == nil {
			o = o.With("pluginSchemaRegistry", NewObject())
		}
	}
	return parseResource(r.Name, o)
}

// parseResource reads an entry of s3db.json that has the shape Heal gives it.
func parseResource(name string, o *Object) *Resource {
	r := &Resource{
		Name:           name,
		CurrentVersion: o.String("currentVersion"),
		object:         o,
	}
	if o.Object("schemaRegistry") != nil {
		r.Dialect = codec.V21
	}
	for _, m := range o.Object("versions").Members() {
		if v, ok := m.Value.(*Object); ok {
			r.Versions = append(r.Versions, parseVersion(m.Key, v, r.Dialect))
		}
	}
	if r.Dialect == codec.V21 {
		slots := parseRegistry(o)
		for _, v := range r.Versions {
			v.slots = slots.slots(v.Attributes, v.Name == r.CurrentVersion)
		}
	}
	r.Partitions = parsePartitions(o.Object("partitions"))
	if current := r.Current(); r.Partitions == nil && current != nil {
		r.Partitions = current.Partitions
	}
	return r
}

func parseVersion(name string, o *Object, d codec.Dialect) *Version {
	v := &Version{
		Name:       name,
		Hash:       o.String("hash"),
		Attributes: AttributesOf(o.Object("attributes")).In(d),
		Behavior:   o.String("behavior"),
		Timestamps: o.Bool("timestamps"),
		Partitions: parsePartitions(o.Object("partitions")),
		IDSize:     intOf(o.Get("idSize"), DefaultIDSize),
		object:     o,
	}
	if v.Behavior == "" {
		v.Behavior = DefaultBehavior
	}
	v.slots = NewMap(v.Attributes)
	return v
}
