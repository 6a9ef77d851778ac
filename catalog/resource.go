package catalog

import (
	"strconv"
	"strings"
)

// Resource is an entry of s3db.json: a table as s3db.js knows it. It never
// changes; Define makes the next one.
type Resource struct {
	Name           string
	CurrentVersion string
	Versions       []*Version     // in the order of s3db.json
	Partitions     []PartitionDef // the effective set, automatic ones included
	// Registry says that the slots come from a registry, as later releases of
	// s3db.js keep it. Such a resource can be read here, not written.
	Registry bool

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

// NewResource defines a resource: version v0. createdAt is the time in ISO
// form with milliseconds.
func NewResource(name string, d Definition, createdAt string) *Resource {
	empty := &Resource{Name: name, object: NewObject(
		Member{"currentVersion", ""},
		Member{"partitions", NewObject()},
		Member{"versions", NewObject()},
	)}
	return empty.with("v0", d.object(createdAt))
}

// Define returns the resource under a new definition: r itself if the hash is
// that of the current version (an order of attributes alone changes nothing,
// and the stored order stays), else with one more version.
func (r *Resource) Define(d Definition, createdAt string) *Resource {
	if d.Hash() == r.Current().Hash {
		return r
	}
	return r.Renew(d, createdAt)
}

// Renew returns the resource with one more version, be it the same by its
// hash.
func (r *Resource) Renew(d Definition, createdAt string) *Resource {
	next := 0
	for _, v := range r.Versions {
		if n, err := strconv.Atoi(strings.TrimPrefix(v.Name, "v")); err == nil {
			next = max(next, n+1)
		}
	}
	version := d.object(createdAt)
	if !d.Cache {
		version = version.Without("cache") // s3db.js knows no default here
	}
	return r.with("v"+strconv.Itoa(next), version)
}

func (r *Resource) with(name string, version *Object) *Resource {
	o := r.object.With("currentVersion", name).
		With("partitions", version.Object("partitions")).
		With("versions", r.object.Object("versions").With(name, version))
	return parseResource(r.Name, o)
}

// parseResource reads an entry of s3db.json that has the shape Heal gives it.
func parseResource(name string, o *Object) *Resource {
	r := &Resource{
		Name:           name,
		CurrentVersion: o.String("currentVersion"),
		object:         o,
	}
	for _, m := range o.Object("versions").Members() {
		if v, ok := m.Value.(*Object); ok {
			r.Versions = append(r.Versions, parseVersion(m.Key, v))
		}
	}
	if mapping := o.Object("schemaRegistry").Object("mapping"); mapping != nil {
		r.Registry = true
		slots := registryMap(mapping)
		for _, v := range r.Versions {
			v.slots = slots
		}
	}
	r.Partitions = parsePartitions(o.Object("partitions"))
	if current := r.Current(); r.Partitions == nil && current != nil {
		r.Partitions = current.Partitions
	}
	return r
}

func parseVersion(name string, o *Object) *Version {
	v := &Version{
		Name:       name,
		Hash:       o.String("hash"),
		Attributes: AttributesOf(o.Object("attributes")),
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
