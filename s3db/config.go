package s3db

import (
	"context"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine"
)

// Attribute is an attribute of a resource with its rule: "string|min:2" and
// so on, or Attributes where it has attributes of its own.
type Attribute struct {
	Name string
	Rule any // string or Attributes
}

// Attributes are those of a resource or of a nested object. Their order
// counts: it decides under which short names records keep them. The name
// $$type says whether a nested object is "object|optional" or
// "object|required".
type Attributes []Attribute

// object is the tree as s3db.json has it.
func (a Attributes) object() (*catalog.Object, error) {
	o := catalog.NewObject()
	for _, attribute := range a {
		switch rule := attribute.Rule.(type) {
		case string:
			o = o.With(attribute.Name, rule)
		case Attributes:
			child, err := rule.object()
			if err != nil {
				return nil, err
			}
			o = o.With(attribute.Name, child)
		default:
			return nil, configError("attribute %q has a rule of type %T: it must be a string or Attributes", attribute.Name, rule)
		}
	}
	return o, nil
}

// Field is a field of a partition: an attribute, with dots for nested ones,
// and a rule, of which date and maxlength:N shape the value in keys.
type Field struct{ Path, Rule string }

// Partition lists records by the values of its fields.
type Partition struct {
	Name   string
	Fields []Field
}

// Config is what CreateResource is given.
type Config struct {
	Name       string
	Attributes Attributes
	Behavior   string // user-managed if empty; see package behaviors
	Partitions []Partition
	Timestamps bool // createdAt, updatedAt and partitions by their days
	Versioning bool // a partition by version

	IDSize int                         // characters of drawn ids; 22 if 0
	Hooks  map[HookPoint][]Hook        // added to those that are there
	Events map[EventName][]func(Event) // listeners, added likewise
	// SyncEvents makes operations wait for the listeners of their events. It is
	// s3db.js's asyncEvents: false; see SetAsyncMode.
	SyncEvents bool

	IDGenerator func() string // draws ids; "" falls back to IDSize

	// Dialect is the line of s3db.js releases whose form the records have: v10
	// or v21. Empty, it is that of the bucket's s3db.json. It counts for a new
	// resource.
	Dialect string
	// StrictObjects makes nested objects required unless their $$type says
	// optional. It is s3db.js's allNestedObjectsOptional: false.
	StrictObjects bool
	// Permissive lets DeleteAll delete. It is s3db.js's paranoid: false.
	Permissive bool
	// SyncPartitions makes operations wait until the references of their records
	// are there. It is s3db.js's asyncPartitions: false.
	SyncPartitions bool
	// ExternalWriters says that s3db.js writes the resource too, so that
	// records are looked at again before they are believed.
	ExternalWriters bool
}

// definition is the config as s3db.js keeps it.
func (c *Config) definition() (catalog.Definition, error) {
	o, err := c.Attributes.object()
	if err != nil {
		return catalog.Definition{}, err
	}
	d := catalog.NewDefinition(catalog.AttributesOf(o))
	d.Timestamps, d.Versioning, d.Paranoid = c.Timestamps, c.Versioning, !c.Permissive
	d.AllNestedObjectsOptional = !c.StrictObjects
	if c.Behavior != "" {
		d.Behavior = c.Behavior
	}
	if c.IDSize > 0 {
		d.IDSize = c.IDSize
	}
	if c.IDGenerator != nil {
		d.IDGenerator = customGenerator
	}
	dialect, ok := codec.ParseDialect(c.Dialect)
	if !ok && c.Dialect != "" {
		return d, configError("unknown dialect %q: there are v10 and v21", c.Dialect)
	}
	d.Dialect = dialect
	for _, p := range c.Partitions {
		def := catalog.PartitionDef{Name: p.Name}
		for _, f := range p.Fields {
			def.Fields = append(def.Fields, catalog.FieldRule{Path: f.Path, Rule: f.Rule})
		}
		d.Partitions = append(d.Partitions, def)
	}
	return d, c.check(d)
}

// customGenerator stands in s3db.json for a generator that is a function.
const customGenerator = "custom_function"

func (c *Config) check(d catalog.Definition) error {
	switch {
	case c.Name == "" || strings.ContainsAny(c.Name, "/"):
		return configError("a resource needs a name without slashes, not %q", c.Name)
	case !slices.Contains(behaviors.Names(), d.Behavior):
		return configError("unknown behavior %q: there are %s", d.Behavior, strings.Join(behaviors.Names(), ", "))
	}
	for _, p := range c.Partitions {
		if len(p.Fields) == 0 {
			return &PartitionError{Resource: c.Name, Partition: p.Name, Reason: "it has no fields"}
		}
		for _, f := range p.Fields {
			if err := c.checkField(d, p, f); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Config) checkField(d catalog.Definition, p Partition, f Field) error {
	rule, known := d.Attributes.Rule(f.Path)
	if codec.IsSecret(rule) {
		return &PartitionError{Resource: c.Name, Partition: p.Name, Reason: "its keys would show the secret " + f.Path}
	}
	stamp := c.Timestamps && (f.Path == catalog.CreatedAt || f.Path == catalog.UpdatedAt)
	if known || stamp || strings.HasPrefix(f.Path, "_") {
		return nil
	}
	return &PartitionError{Resource: c.Name, Partition: p.Name, Reason: "the resource has no attribute " + f.Path}
}

// CreateResource makes a resource, or gives the one of that name this
// definition: where it differs a new version, under which records are written
// from then on. Records keep the version that wrote them until they are
// updated.
func (db *Database) CreateResource(ctx context.Context, c Config) (*Resource, error) {
	if err := db.before(ctx, BeforeCreateResource, DatabaseMoment{Config: &c}); err != nil {
		return nil, err
	}
	c.Versioning = c.Versioning || db.opts.Versioning
	d, err := c.definition()
	if err != nil {
		return nil, err
	}
	err = db.run(ctx, func(tx *engine.Tx) error {
		return tx.DefineResource(ctx, c.Name, d, catalog.Options{ExternalWriters: c.ExternalWriters, SyncPartitions: c.SyncPartitions})
	})
	if err != nil {
		return nil, err
	}
	r := db.Resource(c.Name)
	r.configure(&c)
	db.after(ctx, AfterCreateResource, DatabaseMoment{Config: &c, Resource: r})
	return r, nil
}

// configure sets what a resource has in this process only.
func (r *Resource) configure(c *Config) {
	r.generate = c.IDGenerator
	r.SetAsyncMode(!c.SyncEvents)
	for point, hooks := range c.Hooks {
		for _, hook := range hooks {
			r.AddHook(point, hook)
		}
	}
	for name, functions := range c.Events {
		for _, f := range functions {
			r.On(name, f)
		}
	}
}
