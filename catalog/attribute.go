package catalog

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
)

// Attributes is the attribute tree of a version, in order. It never changes.
type Attributes struct {
	object  *Object
	dialect codec.Dialect // by which the values of attributes become texts
}

// Attribute is a leaf of the tree: what a record has a value for.
type Attribute struct {
	Path string // names from the root, joined by dots
	Rule string // s3db.js's rule, e.g. string|optional
}

// NewAttributes makes a tree of one level.
func NewAttributes(attributes ...Attribute) *Attributes {
	o := &Object{}
	for _, a := range attributes {
		o.members = append(o.members, Member{a.Path, a.Rule})
	}
	return AttributesOf(o)
}

// AttributesOf makes a tree of the attributes member of a definition, in the
// dialect V10.
func AttributesOf(o *Object) *Attributes { return &Attributes{object: o} }

// In returns the tree in a dialect.
func (a *Attributes) In(d codec.Dialect) *Attributes { return &Attributes{a.object, d} }

// Dialect returns the dialect of the values.
func (a *Attributes) Dialect() codec.Dialect { return a.dialect }

// Object returns the tree as it stands in s3db.json.
func (a *Attributes) Object() *Object { return a.object }

// With returns the tree with one more top-level attribute at its end, or with
// another rule for one it has.
func (a *Attributes) With(name, rule string) *Attributes {
	return &Attributes{a.object.With(name, rule), a.dialect}
}

// Without returns the tree without a top-level attribute.
func (a *Attributes) Without(name string) *Attributes {
	return &Attributes{a.object.Without(name), a.dialect}
}

// Leaves returns the leaves in order. Names that contain $$ are no attributes
// but say something of their object, and are left out.
func (a *Attributes) Leaves() []Attribute { return leaves(nil, a.object, "") }

func leaves(list []Attribute, o *Object, prefix string) []Attribute {
	for _, m := range o.Members() {
		if strings.Contains(m.Key, "$$") {
			continue
		}
		path := prefix + m.Key
		switch v := m.Value.(type) {
		case string:
			list = append(list, Attribute{path, v})
		case *Object:
			if len(v.members) == 0 {
				list = append(list, Attribute{path, objectRule})
			} else {
				list = leaves(list, v, path+".")
			}
		default:
			list = append(list, Attribute{path, ""})
		}
	}
	return list
}

// objectRule is the rule under which an object as a whole is stored: only
// the empty object ever is.
const objectRule = "object"

// Rule returns the rule of a leaf or of an object as a whole.
func (a *Attributes) Rule(path string) (rule string, ok bool) {
	switch v := a.object.at(path).(type) {
	case string:
		return v, true
	case *Object:
		if a.dialect == codec.V21 {
			return typedRule(v), true
		}
		return objectRule, true
	}
	return "", false
}

// Leaf returns the rule of a leaf only.
func (a *Attributes) Leaf(path string) (rule string, ok bool) {
	rule, ok = a.object.at(path).(string)
	return rule, ok
}

// at returns what stands at a dotted path. A name may hold dots itself.
func (o *Object) at(path string) any {
	if v := o.Get(path); v != nil {
		return v
	}
	name, rest, nested := strings.Cut(path, ".")
	if child := o.Object(name); nested && child != nil {
		return child.at(rest)
	}
	return nil
}

// objectPaths returns the paths of the objects that have a place of their
// own in a record, for when they are empty (format, section 4).
func (a *Attributes) objectPaths() []string { return objectPaths(nil, a.object, "") }

func objectPaths(list []string, o *Object, prefix string) []string {
	for _, m := range o.Members() {
		child, ok := m.Value.(*Object)
		if !ok || strings.Contains(m.Key, "$$") {
			continue
		}
		list = append(list, prefix+m.Key)
		if child.String("$$type") == "object" {
			list = objectPaths(list, child, prefix+m.Key+".")
		}
	}
	return list
}

// A Rule is an attribute rule taken apart: "type|word|word:value|...".
type Rule struct {
	Type     string
	Optional bool
	Default  string // text behind default:
	Defaults bool   // whether there is a default
	words    []string
}

// ParseRule takes a rule apart.
func ParseRule(rule string) Rule {
	words := strings.Split(rule, "|")
	r := Rule{Type: words[0], words: words[1:]}
	for _, w := range r.words {
		name, value, valued := strings.Cut(w, ":")
		switch {
		case name == "optional":
			r.Optional = value != "false"
		case name == "default" && valued:
			r.Default, r.Defaults = value, true
		}
	}
	return r
}

// Argument returns the value of a word: "3" for the word maxlength of
// string|maxlength:3.
func (r Rule) Argument(word string) (value string, ok bool) {
	for _, w := range r.words {
		if name, value, valued := strings.Cut(w, ":"); name == word && valued {
			return value, true
		}
	}
	return "", false
}
