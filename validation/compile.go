package validation

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// compiler makes nodes of rules.
type compiler struct {
	opts  Options
	depth int
}

// maxDepth bounds the nesting of rules, which come out of a bucket.
const maxDepth = 100

// builder makes the test of a type and may refuse its words.
type builder func(c *compiler, n *node) (test, error)

// builders are the types of fastest-validator. It is filled at the start of
// the program because builders use it themselves.
var builders map[string]builder

func init() {
	builders = map[string]builder{
		"any": anyTest, "array": arrayTest, "boolean": booleanTest, "class": classTest, "currency": currencyTest,
		"custom": anyTest, "date": dateTest, "email": emailTest, "enum": enumTest, "equal": equalTest,
		"forbidden": forbiddenTest, "function": functionTest, "luhn": luhnTest, "mac": macTest, "multi": multiTest,
		"number": numberTest, "object": objectTest, "objectID": objectIDTest, "record": recordTest,
		"string": stringTest, "tuple": tupleTest, "url": urlTest, "uuid": uuidTest,
	}
}

// rule compiles a rule in any of its forms.
func (c *compiler) rule(rule any) (*node, error) {
	if c.depth++; c.depth > maxDepth {
		return nil, badRule("the rule is nested too deep")
	}
	defer func() { c.depth-- }()
	switch rule := rule.(type) {
	case string:
		return c.compile(ParseRule(rule))
	case []any:
		return c.alternatives(rule)
	case *catalog.Object:
		if shorthand := rule.String("$$type"); shorthand != "" {
			return c.compile(withProps(ParseRule(shorthand), rule.Without("$$type")))
		}
		return c.compile(rule)
	}
	return nil, badRule("Invalid '%s' type in validator schema.", textOf(plain(rule)))
}

func withProps(rule, props *catalog.Object) *catalog.Object { return rule.With("props", props) }

// alternatives compiles a list of rules, one of which must hold. It is
// optional if all of them are.
func (c *compiler) alternatives(rules []any) (*node, error) {
	n, err := c.compile(catalog.NewObject(catalog.Member{Key: "type", Value: "multi"}, catalog.Member{Key: "rules", Value: rules}))
	if err != nil {
		return nil, err
	}
	n.optional, n.nullable = true, true
	for _, alternative := range rules {
		one, err := c.rule(alternative)
		if err != nil {
			return nil, err
		}
		n.optional = n.optional && one.optional
		n.nullable = n.nullable && one.nullable
	}
	return n, nil
}

// compile compiles a rule in the form of an object.
func (c *compiler) compile(rule *catalog.Object) (*node, error) {
	n := &node{kind: rule.String("type"), messages: textsOf(rule.Object("messages"))}
	base, rule := c.resolve(n, rule)
	n.words = words{rule}
	n.optional = n.words.is("optional") || base == "forbidden"
	n.nullable = n.words.is("nullable") || base == "forbidden"
	n.fallback = plain(rule.Get("default"))
	n.label = rule.String("label")
	if n.custom == nil {
		n.custom = c.function(n.words)
	}
	build, known := builders[base]
	if !known {
		build = anyTest
	}
	var err error
	n.test, err = build(c, n)
	return n, err
}

// resolve returns the basic type of a rule, and the rule with the words that
// its type implies.
func (c *compiler) resolve(n *node, rule *catalog.Object) (base string, full *catalog.Object) {
	if f := c.opts.Customs[n.kind]; f != nil {
		n.custom = f
		return "any", rule
	}
	a := aliasOf(n.kind, c.opts.V21)
	if a.base != "" {
		n.secret = a.secret
		if a.secret && n.messages == nil {
			n.messages = secretMessages
		}
		n.custom = a.format
	}
	base = n.kind
	if a.base != "" {
		base = a.base
	}
	for _, m := range a.words {
		rule = implied(rule, m)
	}
	for _, m := range c.defaults(base) {
		rule = implied(rule, m)
	}
	return base, rule
}

func implied(rule *catalog.Object, m catalog.Member) *catalog.Object {
	if rule.Get(m.Key) != nil {
		return rule
	}
	return rule.With(m.Key, m.Value)
}

// defaults are the words that s3db.js adds to every rule of a type.
func (c *compiler) defaults(base string) []catalog.Member {
	switch {
	case base == "string":
		return []catalog.Member{{Key: "trim", Value: true}}
	case base == "number", base == "boolean" && c.opts.V21:
		return []catalog.Member{{Key: "convert", Value: true}}
	case base == "object":
		return []catalog.Member{{Key: "strict", Value: "remove"}}
	}
	return nil
}

// function returns the function that a rule names by custom or check.
func (c *compiler) function(w words) Func {
	for _, word := range []string{"custom", "check"} {
		if name, ok := w.Get(word).(string); ok {
			return c.opts.Customs[name]
		}
	}
	return nil
}

func textsOf(o *catalog.Object) map[string]string {
	if o == nil {
		return nil
	}
	texts := map[string]string{}
	for _, m := range o.Members() {
		texts[m.Key], _ = m.Value.(string)
	}
	return texts
}

// attribute compiles the rule of an attribute, which is a nested object where
// it is an object.
func (c *compiler) attribute(rule any) (*node, error) {
	o, ok := rule.(*catalog.Object)
	if !ok || c.inObjectForm(o) {
		return c.rule(rule)
	}
	return c.nested(o)
}

// inObjectForm reports whether an object is a rule and not nested attributes,
// one of which may be named type. s3db.js 21 goes by the type; s3db.js 10
// knows nested attributes only, so that what cannot be some is a rule.
func (c *compiler) inObjectForm(o *catalog.Object) bool {
	kind, ok := o.Get("type").(string)
	if !ok || strings.Contains(kind, "|") {
		return false
	}
	if _, known := builders[kind]; !known && aliasOf(kind, c.opts.V21).base == "" {
		return false
	}
	return c.opts.V21 || hasScalar(o)
}

func hasScalar(o *catalog.Object) bool {
	for _, m := range o.Members() {
		switch m.Value.(type) {
		case string, []any, *catalog.Object:
		default:
			return true
		}
	}
	return false
}

// nested compiles an object of attributes.
func (c *compiler) nested(o *catalog.Object) (*node, error) {
	if c.depth++; c.depth > maxDepth {
		return nil, badRule("the attributes are nested too deep")
	}
	defer func() { c.depth-- }()
	kind := o.String("$$type")
	n := &node{kind: "object", words: words{catalog.NewObject()}}
	n.optional = !strings.Contains(kind, "required") && (!c.opts.NestedRequired || strings.Contains(kind, "optional"))
	members, err := c.members(o, c.attribute)
	n.test = (&object{node: n, members: members}).test
	return n, err
}
