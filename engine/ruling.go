package engine

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/types"
	"github.com/s3dbsql/s3dbsql/validation"
)

// ruled gives a table that was adopted what the rules of its attributes
// demand, as constraints and defaults, and returns it.
func ruled(draft *catalog.Draft, r *catalog.Resource, schema, name string) *catalog.Table {
	if g := newRuling(draft, r, draft.Table(schema, name)); g.apply() {
		draft.PutTable(g.table)
	}
	return draft.Table(schema, name)
}

// ruling gives the columns of a table what their rules say.
type ruling struct {
	draft      *catalog.Draft
	table      *catalog.Table // a copy that may be changed
	attributes *catalog.Object
	v21        bool
}

func newRuling(draft *catalog.Draft, r *catalog.Resource, t *catalog.Table) *ruling {
	copied := *t
	copied.Columns, copied.Constraints = slices.Clone(t.Columns), slices.Clone(t.Constraints)
	return &ruling{draft, &copied, r.Current().Attributes.Object(), r.Dialect == codec.V21}
}

// apply takes over the rules that are new, and reports whether there were any.
// A column whose rule is as before keeps what ALTER TABLE made of it.
func (g *ruling) apply() (changed bool) {
	for i, c := range g.table.Columns {
		rule := g.attributes.Get(c.Attribute)
		switch {
		case c.Attribute == "" || rule == nil && c.Rule == "":
			continue
		case rule == nil:
			g.release(i)
		case validation.RuleText(rule) == c.Rule:
			continue
		default:
			g.column(i, rule, validation.RuleText(rule))
		}
		changed = true
	}
	return changed
}

// column takes over the rule of one column.
func (g *ruling) column(i int, rule any, text string) {
	c := *g.table.Columns[i]
	v, err := validation.CompileRule(text, validation.Options{V21: g.v21})
	c.NotNull = err == nil && !v.TakesNull()
	if value, ok := validation.Default(text); ok {
		c.Default = ruleDefault(c.Type, value)
	} else if c.Rule != "" && strings.Contains(c.Rule, "default:") {
		c.Default = ""
	}
	c.Rule = text
	g.table.Columns[i] = &c
	g.forget(i)
	if err == nil && demanding(rule, c.Type) {
		g.check(i, text)
	}
}

// release frees a column whose attribute is gone. Old records have values.
func (g *ruling) release(i int) {
	c := *g.table.Columns[i]
	c.Rule, c.NotNull, c.Default = "", false, ""
	g.table.Columns[i] = &c
	g.forget(i)
}

// forget drops the constraints of the rule that a column had, but for that of
// values which are still unique.
func (g *ruling) forget(i int) {
	unique := validation.Unique(g.table.Columns[i].Rule)
	g.table.Constraints = slices.DeleteFunc(g.table.Constraints, func(k *catalog.Constraint) bool {
		gone := k.OfRule && k.Columns[0] == i && (!unique || k.Kind != catalog.Unique)
		if gone {
			g.table.Partitions = slices.DeleteFunc(slices.Clone(g.table.Partitions), func(p *catalog.Partition) bool {
				return p.Own && p.Unique && p.Name == k.Name
			})
		}
		return gone
	})
}

// check adds the constraint of a rule. Records that were there before may
// violate it, for s3db.js stores what a rule of its time allowed.
func (g *ruling) check(i int, rule string) {
	c := g.table.Columns[i]
	k := &catalog.Constraint{
		OID: g.draft.OID(), Kind: catalog.Check, Columns: []int{i}, OfRule: true, NotValid: true,
		Name: unused(g.table.Name+"_"+c.Name+"_check", func(name string) bool { return g.table.Constraint(name) != nil }),
		Expr: g.valid(rule, sqlName(c.Name)),
	}
	if field, ok := comparedWith(rule); ok {
		if other := slices.IndexFunc(g.table.Columns, func(c *catalog.Column) bool { return c.Attribute == field }); other >= 0 {
			k.Columns, k.Expr = append(k.Columns, other), g.compared(c, g.table.Columns[other])
		}
	}
	g.table.Constraints = append(g.table.Constraints, k)
}

// valid is the call that judges a value by a rule.
func (g *ruling) valid(rule, value string) string {
	dialect := ""
	if g.v21 {
		dialect = ", 'v21'"
	}
	return "s3db.valid(" + sqlText(rule) + ", " + value + dialect + ")"
}

// compared is the check of a rule that compares an attribute with another:
// both are judged as one object.
func (g *ruling) compared(c, other *catalog.Column) string {
	rule := validation.RuleText(catalog.NewObject(catalog.Member{Key: c.Attribute, Value: c.Rule}))
	return g.valid(rule, "jsonb_build_object("+sqlText(c.Attribute)+", "+sqlName(c.Name)+", "+sqlText(other.Attribute)+", "+sqlName(other.Name)+")")
}

// comparedWith returns the attribute that a rule of type equal names.
func comparedWith(rule string) (field string, ok bool) {
	parsed := validation.ParseRule(rule)
	return parsed.String("field"), parsed.String("type") == "equal" && parsed.String("field") != ""
}

// demanding reports whether a rule refuses values that the type of its column
// has.
func demanding(rule any, t *types.Type) bool {
	text, shorthand := rule.(string)
	if !shorthand {
		return true
	}
	for _, m := range validation.ParseRule(text).Members() {
		kind, _ := m.Value.(string)
		mild := undemanding[kind] || kind == "array" && t.IsArray()
		switch {
		case m.Key == "type" && !validation.Known(kind):
			return false
		case m.Key == "type" && !mild:
			return true
		case m.Key == "unique" && t.IsArray(), m.Key == "integer" && t != types.Int8:
			return true
		case !undemandingWords[m.Key]:
			return true
		}
	}
	return false
}

// Types and words that refuse nothing a column of their SQL type can hold.
var (
	undemanding = map[string]bool{
		"string": true, "text": true, "number": true, "decimal": true, "boolean": true, "bool": true, "date": true, "datetime": true,
		"json": true, "any": true, "secret": true, "secretAny": true, "password": true, "buffer": true, "bits": true,
	}
	undemandingWords = map[string]bool{
		"type": true, "items": true, "optional": true, "required": true, "nullable": true, "default": true, "trim": true,
		"convert": true, "decimal": true, "integer": true, "unique": true, "label": true, "maxlength": true,
	}
)

// ruleDefault writes the default of a rule in SQL, "" if the column cannot have
// it.
func ruleDefault(t *types.Type, value any) string {
	text := ""
	switch v := value.(type) {
	case string:
		text = v
	case bool:
		text = strconv.FormatBool(v)
	case float64:
		text = strconv.FormatFloat(v, 'f', -1, 64)
	}
	_, quoted := value.(string)
	switch {
	case t == types.Text:
		return sqlText(text) + "::text"
	case t == types.JSONB && quoted:
		return sqlText(string(codec.AppendJSONString(nil, text))) + "::jsonb"
	case t == types.JSONB:
		return sqlText(text) + "::jsonb"
	case quoted || value == nil || text == "NaN" || t.IsArray() || t == types.TimestampTZ:
		return ""
	}
	return text
}

func sqlText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func sqlName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
