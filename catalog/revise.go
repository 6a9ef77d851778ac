package catalog

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Revise returns a resource that s3db.js has defined with what SQL changed of
// its table since before: attributes and partitions that came and went, and the
// behavior. All else stays as s3db.js wrote it. It is r itself if nothing of
// this changed.
func (r *Resource) Revise(before, t *Table, createdAt string) *Resource {
	d := r.revised(before, t)
	if d.Hash() == r.revised(before, before).Hash() && before.Options.Permissive == t.Options.Permissive {
		return r // whatever hash s3db.json has
	}
	return r.Renew(d, createdAt)
}

func (r *Resource) revised(before, t *Table) Definition {
	d := r.Current().definition()
	d.Dialect, d.Paranoid = r.Dialect, !t.Options.Permissive
	d.Attributes = AttributesOf(revisedAttributes(d.Attributes.object, before, t))
	d.Partitions = revisedPartitions(r.Partitions, before, t)
	if t.Options.Behavior != before.Options.Behavior && t.Options.Behavior != "" {
		d.Behavior = t.Options.Behavior
	}
	return d
}

func revisedAttributes(tree *Object, before, t *Table) *Object {
	for _, c := range before.Columns {
		if c.Attribute != "" && !t.hasAttribute(c.Attribute) {
			tree = tree.Without(c.Attribute)
		}
	}
	for _, c := range t.Columns {
		if c.Attribute != "" && tree.Get(c.Attribute) == nil {
			tree = tree.With(c.Attribute, t.attributeRule(c))
		}
	}
	return tree
}

func (t *Table) hasAttribute(name string) bool {
	return slices.ContainsFunc(t.Columns, func(c *Column) bool { return c.Attribute == name })
}

func revisedPartitions(list []PartitionDef, before, t *Table) []PartitionDef {
	now := DefinitionOf(t).Partitions
	named := func(defs []PartitionDef, name string) bool {
		return slices.ContainsFunc(defs, func(p PartitionDef) bool { return p.Name == name })
	}
	was := DefinitionOf(before).Partitions
	kept := slices.DeleteFunc(slices.Clone(list), func(p PartitionDef) bool {
		return named(was, p.Name) && !named(now, p.Name)
	})
	for _, p := range now {
		if !named(kept, p.Name) {
			kept = append(kept, p)
		}
	}
	return kept
}

// definition is what the version was made of.
func (v *Version) definition() Definition {
	flag := func(name string, otherwise bool) bool {
		if set, ok := v.object.Get(name).(bool); ok {
			return set
		}
		return otherwise
	}
	d := NewDefinition(v.Attributes)
	d.Behavior, d.Timestamps, d.Partitions, d.IDSize = v.Behavior, v.Timestamps, v.Partitions, v.IDSize
	d.Paranoid, d.AllNestedObjectsOptional = flag("paranoid", true), flag("allNestedObjectsOptional", true)
	d.AutoDecrypt, d.AsyncEvents, d.Cache = flag("autoDecrypt", true), flag("asyncEvents", true), flag("cache", false)
	if hooks := v.object.Object("hooks"); hooks != nil {
		d.Hooks = hooks
	}
	switch g := v.object.Get("idGenerator").(type) {
	case string:
		d.IDGenerator = g
	case json.Number:
		if n, err := strconv.Atoi(string(g)); err == nil {
			d.IDSize = n
		}
	}
	return d
}
