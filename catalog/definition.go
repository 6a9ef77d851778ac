package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/s3dbsql/s3dbsql/codec"
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
	Dialect    codec.Dialect // of a new resource; a known one keeps its own
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
				a = a.With(name, stampRule(d.Dialect))
			}
		}
	}
	return a
}

// stampRule is the rule of the attributes that timestamps add.
func stampRule(d codec.Dialect) string {
	if d == codec.V21 {
		return "datetime|optional"
	}
	return "string|optional"
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
	o := NewObject(
		Member{"hash", d.Hash()},
		Member{"attributes", d.attributes().object},
		Member{"behavior", d.Behavior},
		Member{"timestamps", d.Timestamps},
		Member{"partitions", partitionsObject(d.effectivePartitions())},
		Member{"paranoid", d.Paranoid},
		Member{"allNestedObjectsOptional", d.AllNestedObjectsOptional},
		Member{"autoDecrypt", d.AutoDecrypt},
		Member{"cache", d.Cache},
	)
	if d.Dialect == codec.V10 {
		o = o.With("asyncEvents", d.AsyncEvents)
	}
	return o.With("hooks", d.hooks()).
		With("idSize", number(d.IDSize)).
		With("idGenerator", d.generator()).
		With("createdAt", createdAt)
}

// generator returns the entry for the generator of ids.
func (d Definition) generator() any {
	switch {
	case d.IDGenerator != "":
		return d.IDGenerator
	case d.Dialect == codec.V21:
		return "default"
	}
	return number(d.IDSize)
}

// hooks returns the entry for hooks. s3db.js 21 counts the ones by which it
// keeps partitions.
func (d Definition) hooks() *Object {
	hooks := d.Hooks
	if d.Dialect == codec.V21 && len(d.effectivePartitions()) > 0 {
		for _, event := range []string{"afterInsert", "afterDelete"} {
			if hooks.Get(event) == nil {
				hooks = hooks.With(event, hookSummary())
			}
		}
	}
	return hooks
}

// hookSummary is what s3db.js 21 stores of one function without a name.
func hookSummary() *Object {
	handler := NewObject(Member{"name", nil}, Member{"length", number(1)}, Member{"type", "function"})
	return NewObject(Member{"count", number(1)}, Member{"handlers", []any{handler}})
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
