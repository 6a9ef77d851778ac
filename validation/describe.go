package validation

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
)

// Description is what the rule of one attribute says.
type Description struct {
	Path     string // names from the root, joined by dots
	Rule     string // as s3db.js wrote it: shorthand, or JSON
	Type     string // the first word of it, object, or multi
	Optional bool   // a record may lack it
	Default  string // as the rule writes it
	Defaults bool   // whether there is a default
	Unique   bool
}

// Describe lists the attributes of a version in their order: a nested object
// before its members.
func Describe(a *catalog.Attributes, opts Options) []Description {
	c := &compiler{opts: opts}
	return c.describe(nil, a.Object(), "")
}

func (c *compiler) describe(list []Description, o *catalog.Object, prefix string) []Description {
	if c.depth++; c.depth > maxDepth {
		return list
	}
	defer func() { c.depth-- }()
	for _, m := range o.Members() {
		if strings.HasPrefix(m.Key, "$$") {
			continue
		}
		list = append(list, c.describeOne(prefix+m.Key, m.Value))
		if nested, ok := m.Value.(*catalog.Object); ok && !c.inObjectForm(nested) {
			list = c.describe(list, nested, prefix+m.Key+".")
		}
	}
	return list
}

func (c *compiler) describeOne(path string, rule any) Description {
	d := Description{Path: path, Rule: RuleText(rule), Type: "multi"}
	switch rule := rule.(type) {
	case string:
		parsed := ParseRule(rule)
		d.Type, d.Unique = parsed.String("type"), Unique(rule)
		if value, ok := Default(rule); ok {
			d.Default, d.Defaults = textOf(value), true
		}
	case *catalog.Object:
		d.Type = rule.String("type")
		if !c.inObjectForm(rule) {
			d.Type, d.Rule = "object", rule.String("$$type")
		}
	}
	n, err := c.attribute(rule)
	d.Optional = err == nil && (&Validator{n}).TakesNull()
	return d
}
