package document

import (
	"encoding/json"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// This file has the operations of s3db.js as the fixtures use them, on plain
// JSON: defaults, timestamps, the merge of an update.

// beforeInsert does what the hooks of the fixtures do.
var beforeInsert = map[string]func(*catalog.Object) *catalog.Object{
	"hooks-not-persisted": func(o *catalog.Object) *catalog.Object {
		return o.With("name", strings.ToUpper(o.String("name"))).With("added", "by hook")
	},
	"hooks-persisted": func(o *catalog.Object) *catalog.Object {
		return o.With("name", o.String("name")+"!")
	},
}

func (r *replayer) insert(resource string, data *catalog.Object) {
	v := r.manifest.Resource(resource).Current()
	if v.Timestamps {
		data = data.With(catalog.CreatedAt, r.clock(catalog.CreatedAt)).With(catalog.UpdatedAt, r.clock(catalog.UpdatedAt))
	}
	for _, m := range v.Attributes.Object().Members() {
		rule, ok := m.Value.(string)
		parsed := catalog.ParseRule(rule)
		value := data.Get(m.Key)
		if _, given := value.(undefined); ok && (value == nil && !has(data, m.Key) || given) {
			if parsed.Defaults {
				data = data.With(m.Key, defaultOf(parsed))
			} else if !parsed.Optional {
				return // validation refuses it
			}
		}
	}
	if hook := beforeInsert[r.scenario]; hook != nil {
		data = hook(data)
	}
	id, _ := data.Get("id").(string)
	if id == "" {
		id = r.result.String("id")
	}
	r.put(resource, id, data, nil)
}

func has(o *catalog.Object, key string) bool {
	for _, m := range o.Members() {
		if m.Key == key {
			return true
		}
	}
	return false
}

// clock returns the time that s3db.js took for a timestamp.
func (r *replayer) clock(name string) string {
	if text := r.result.String(name); text != "" {
		return text
	}
	return now
}

func defaultOf(rule catalog.Rule) any {
	switch {
	case strings.HasPrefix(rule.Type, "boolean"):
		return rule.Default == "true"
	case strings.HasPrefix(rule.Type, "number"):
		return json.Number(rule.Default)
	}
	return rule.Default
}

func (r *replayer) update(resource, id string, changes *catalog.Object) {
	data := r.record(resource, id)
	if data == nil {
		return
	}
	for _, m := range changes.Members() {
		data = merge(data, m.Key, m.Value)
	}
	if r.manifest.Resource(resource).Current().Timestamps {
		data = data.With(catalog.UpdatedAt, r.clock(catalog.UpdatedAt))
	}
	r.put(resource, id, data, nil)
}

// merge applies one change of an update: a dotted key sets a nested value, an
// object is merged into the old one, anything else replaces.
func merge(o *catalog.Object, key string, value any) *catalog.Object {
	if name, rest, nested := strings.Cut(key, "."); nested {
		return o.With(name, merge(o.Object(name), rest, value))
	}
	if child, ok := value.(*catalog.Object); ok {
		merged := o.Object(key)
		for _, m := range child.Members() {
			merged = merge(merged, m.Key, m.Value)
		}
		return o.With(key, merged)
	}
	return o.With(key, value)
}

func (r *replayer) upsert(resource string, data *catalog.Object) {
	if id := data.String("id"); r.record(resource, id) != nil {
		r.update(resource, id, data.Without("id"))
		return
	}
	r.insert(resource, data)
}

// defined returns an object without what is undefined.
func defined(o *catalog.Object) *catalog.Object {
	out := catalog.NewObject()
	for _, m := range o.Members() {
		switch v := m.Value.(type) {
		case undefined:
		case *catalog.Object:
			out = out.With(m.Key, defined(v))
		default:
			out = out.With(m.Key, v)
		}
	}
	return out
}

// definitionOf reads the argument of createResource.
func definitionOf(config, options *catalog.Object) catalog.Definition {
	d := catalog.NewDefinition(catalog.AttributesOf(config.Object("attributes")))
	if b := config.String("behavior"); b != "" {
		d.Behavior = b
	}
	d.Timestamps = config.Bool("timestamps")
	d.Versioning = options.Bool("versioningEnabled")
	d.Cache = config.Bool("cache")
	for name, option := range map[string]*bool{
		"paranoid": &d.Paranoid, "autoDecrypt": &d.AutoDecrypt, "allNestedObjectsOptional": &d.AllNestedObjectsOptional,
	} {
		if has(config, name) {
			*option = config.Bool(name)
		}
	}
	for _, m := range config.Object("partitions").Members() {
		p := catalog.PartitionDef{Name: m.Key}
		for _, f := range m.Value.(*catalog.Object).Object("fields").Members() {
			p.Fields = append(p.Fields, catalog.FieldRule{Path: f.Key, Rule: f.Value.(string)})
		}
		d.Partitions = append(d.Partitions, p)
	}
	for _, m := range config.Object("hooks").Members() {
		d.Hooks = d.Hooks.With(m.Key, storedHooks(plainValue(m.Value).([]any), options.Bool("persistHooks")))
	}
	setGenerator(&d, config)
	return d
}

func setGenerator(d *catalog.Definition, config *catalog.Object) {
	for _, name := range []string{"idSize", "idGenerator"} {
		switch v := config.Get(name).(type) {
		case json.Number:
			n, _ := v.Int64()
			d.IDSize = int(n)
		case *catalog.Object:
			d.IDGenerator = "custom_function"
		}
	}
}

// storedHooks returns how s3db.js stores the functions of one event.
func storedHooks(list []any, persist bool) []any {
	stored := make([]any, len(list))
	for i, f := range list {
		if source, ok := f.(function); ok && persist {
			stored[i] = catalog.NewObject(
				catalog.Member{Key: "__s3db_serialized_function", Value: true},
				catalog.Member{Key: "code", Value: string(source)},
				catalog.Member{Key: "name", Value: "anonymous"},
			)
		}
	}
	return stored
}
