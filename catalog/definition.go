package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
)

// What s3db.js takes where a definition says nothing.
const (
	DefaultBehavior = "user-managed"
	DefaultIDSize   = 22
)

// customGenerator is what s3db.js writes in place of a function that draws ids.
const customGenerator = "custom_function"

// Names of the attributes that timestamps add.
const (
	CreatedAt = "createdAt"
	UpdatedAt = "updatedAt"
)

// Definition is what createResource is given. NewDefinition has s3db.js's
// defaults.
type Definition struct {
	Attributes *Attributes
	Behavior   string
	Timestamps bool
	Versioning bool // adds the partition byVersion
	Partitions []PartitionDef

	Paranoid                 bool
	AllNestedObjectsOptional bool
	AutoDecrypt              bool
	AsyncEvents              bool
	Cache                    bool
	Hooks                    *Object // kept as data, never run
	IDSize                   int
	IDGenerator              string // "" is the generator of IDSize, customGenerator one that s3db.js does not know
}

// NewDefinition returns a definition with s3db.js's defaults.
func NewDefinition(a *Attributes) Definition {
	return Definition{
		Attributes: a, Behavior: DefaultBehavior,
		Paranoid: true, AllNestedObjectsOptional: true, AutoDecrypt: true, AsyncEvents: true,
		Hooks: NewObject(), IDSize: DefaultIDSize,
	}
}

// attributes returns the tree with the attributes that timestamps add.
func (d Definition) attributes() *Attributes {
	a := d.Attributes
	if d.Timestamps {
		for _, name := range []string{CreatedAt, UpdatedAt} {
			if a.object.Get(name) == nil {
				a = a.With(name, "string|optional")
			}
		}
	}
	return a
}

// effectivePartitions returns the partitions with the automatic ones
// (format, section 11).
func (d Definition) effectivePartitions() []PartitionDef {
	list := slices.Clone(d.Partitions)
	add := func(name, path, rule string) {
		if !slices.ContainsFunc(list, func(p PartitionDef) bool { return p.Name == name }) {
			list = append(list, PartitionDef{name, []FieldRule{{path, rule}}})
		}
	}
	if d.Timestamps {
		add("byCreatedDate", CreatedAt, "date|maxlength:10")
		add("byUpdatedDate", UpdatedAt, "date|maxlength:10")
	}
	if d.Versioning {
		add(byVersion.Key, byVersion.Fields[0].Path, byVersion.Fields[0].Rule)
	}
	return list
}

// Hash returns the hash by which s3db.js tells definitions apart: of the
// attributes without those of timestamps, the behavior and the effective
// partitions, in an order of its own (format, section 3.2).
func (d Definition) Hash() string {
	attributes := d.attributes().object
	if d.Timestamps {
		attributes = attributes.Without(CreatedAt).Without(UpdatedAt)
	}
	text := AppendJSON(nil, sortedJSON(NewObject(
		Member{"attributes", attributes},
		Member{"behavior", d.Behavior},
		Member{"partitions", partitionsObject(d.effectivePartitions())},
	)), "")
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// object returns the version entry of s3db.json.
func (d Definition) object(createdAt string) *Object {
	var generator any = number(d.IDSize)
	if d.IDGenerator != "" {
		generator = d.IDGenerator
	}
	return NewObject(
		Member{"hash", d.Hash()},
		Member{"attributes", d.attributes().object},
		Member{"behavior", d.Behavior},
		Member{"timestamps", d.Timestamps},
		Member{"partitions", partitionsObject(d.effectivePartitions())},
		Member{"paranoid", d.Paranoid},
		Member{"allNestedObjectsOptional", d.AllNestedObjectsOptional},
		Member{"autoDecrypt", d.AutoDecrypt},
		Member{"cache", d.Cache},
		Member{"asyncEvents", d.AsyncEvents},
		Member{"hooks", d.Hooks},
		Member{"idSize", number(d.IDSize)},
		Member{"idGenerator", generator},
		Member{"createdAt", createdAt},
	)
}

func partitionsObject(list []PartitionDef) *Object {
	o := &Object{}
	for _, p := range list {
		fields := &Object{}
		for _, f := range p.Fields {
			fields.members = append(fields.members, Member{f.Path, f.Rule})
		}
		o.members = append(o.members, Member{p.Name, NewObject(Member{"fields", fields})})
	}
	return o
}

func parsePartitions(o *Object) []PartitionDef {
	var list []PartitionDef
	for _, m := range o.Members() {
		p := PartitionDef{Name: m.Key}
		if def, ok := m.Value.(*Object); ok {
			for _, f := range def.Object("fields").Members() {
				rule, _ := f.Value.(string)
				p.Fields = append(p.Fields, FieldRule{f.Key, rule})
			}
		}
		list = append(list, p)
	}
	return list
}

func number(n int) json.Number { return json.Number(strconv.Itoa(n)) }

func intOf(v any, otherwise int) int {
	if n, ok := v.(json.Number); ok {
		if i, err := strconv.Atoi(string(n)); err == nil {
			return i
		}
	}
	return otherwise
}
