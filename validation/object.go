package validation

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// object is the type object, and an object of attributes.
type object struct {
	*node
	members []member
	// strict objects refuse members without a rule, or drop them.
	strict, drop       bool
	minProps, maxProps float64
	counted            [2]bool // whether minProps and maxProps are given
}

// member is a member of an object that has a rule.
type member struct {
	name string
	rule *node
}

var identifier = regexp.MustCompile(`^[_$a-zA-Z][_$a-zA-Z0-9]*$`)

func objectTest(c *compiler, n *node) (test, error) {
	o := &object{node: n}
	props := n.words.Object.Object("properties")
	if props == nil {
		props = n.words.Object.Object("props")
	}
	var err error
	if props != nil {
		o.strict, o.drop = n.words.on("strict"), n.words.Get("strict") == "remove"
		if o.members, err = c.members(props, c.rule); err != nil {
			return nil, err
		}
	}
	if o.minProps, o.counted[0], err = n.words.number("minProps"); err != nil {
		return nil, err
	}
	o.maxProps, o.counted[1], err = n.words.number("maxProps")
	return o.test, err
}

// members compiles the members of an object, each by one of rule and
// attribute.
func (c *compiler) members(o *catalog.Object, compile func(any) (*node, error)) ([]member, error) {
	var list []member
	for _, m := range o.Members() {
		if strings.HasPrefix(m.Key, "$$") {
			continue
		}
		n, err := compile(m.Value)
		if err != nil {
			return nil, err
		}
		list = append(list, member{m.Key, n})
	}
	return list, nil
}

func (o *object) test(r *run, at place, v any) any {
	given, ok := v.(map[string]any)
	if !ok {
		r.fail(o.node, at, "", "object", nil, v)
		return v
	}
	converted := maps.Clone(given)
	if converted == nil {
		converted = map[string]any{}
	}
	for _, m := range o.members {
		o.member(r, at, m, converted)
	}
	if o.strict {
		o.forbid(r, at, converted)
	}
	o.count(r, at, converted)
	return converted
}

// member judges one member and puts it back converted.
func (o *object) member(r *run, at place, m member, converted map[string]any) {
	value, ok := converted[m.name]
	if !ok {
		value = missing{}
	}
	value = m.rule.visit(r, at.member(m.name, converted), value)
	if _, gone := value.(missing); gone {
		delete(converted, m.name)
	} else {
		converted[m.name] = value
	}
}

// forbid refuses the members without a rule, or drops them if nothing else
// is wrong.
func (o *object) forbid(r *run, at place, converted map[string]any) {
	var extra []any
	for _, name := range slices.Sorted(maps.Keys(converted)) {
		if !slices.ContainsFunc(o.members, func(m member) bool { return m.name == name }) {
			extra = append(extra, name)
		}
	}
	switch {
	case len(extra) == 0:
	case !o.drop:
		r.fail(o.node, at, "strict", "objectStrict", o.allowed(), joinedWith(extra, ", "))
	case len(r.violations) == 0:
		for _, name := range extra {
			delete(converted, textOf(name))
		}
	}
}

func (o *object) allowed() string {
	names := make([]string, len(o.members))
	for i, m := range o.members {
		names[i] = m.name
	}
	return strings.Join(names, ", ")
}

func (o *object) count(r *run, at place, converted map[string]any) {
	n := float64(len(converted))
	if o.counted[0] && n < o.minProps {
		r.fail(o.node, at, "minProps", "objectMinProps", o.minProps, n)
	}
	if o.counted[1] && n > o.maxProps {
		r.fail(o.node, at, "maxProps", "objectMaxProps", o.maxProps, n)
	}
}

// recordTest is an object whose names and values each satisfy a rule.
func recordTest(c *compiler, n *node) (test, error) {
	key, err := c.part(n, "key", "string")
	if err != nil {
		return nil, err
	}
	key.messages = keyMessages()
	value, err := c.part(n, "value", "any")
	if err != nil {
		return nil, err
	}
	return func(r *run, at place, v any) any {
		given, ok := v.(map[string]any)
		if !ok {
			r.fail(n, at, "", "record", nil, v)
			return v
		}
		converted := make(map[string]any, len(given))
		for _, name := range slices.Sorted(maps.Keys(given)) {
			in := place{strings.TrimPrefix(at.path+"."+name, "."), given}
			renamed := key.visit(r, in, name)
			converted[textOf(renamed)] = value.visit(r, in, given[name])
		}
		return converted
	}, nil
}

func (c *compiler) part(n *node, word, otherwise string) (*node, error) {
	if rule := n.words.Get(word); rule != nil {
		return c.rule(rule)
	}
	return c.rule(otherwise)
}

// keyMessages are the messages of texts that say key where they say field.
func keyMessages() map[string]string {
	texts := map[string]string{}
	for kind, text := range messages {
		if strings.HasPrefix(kind, "string") {
			texts[kind] = strings.Replace(text, " field ", " key ", 1)
		}
	}
	return texts
}
