package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/ids"
	"github.com/s3dbsql/s3dbsql/types"
)

// DefinitionOf returns the definition by which s3db.js knows a table: the
// nearest attribute rule for each column, so that it validates alike.
func DefinitionOf(t *Table) Definition {
	attributes := &Object{}
	for _, c := range t.Columns {
		if c.Attribute != "" {
			attributes.members = append(attributes.members, Member{c.Attribute, t.attributeRule(c)})
		}
	}
	d := NewDefinition(AttributesOf(attributes))
	d.Dialect = t.Options.dialect()
	d.Timestamps, d.Versioning, d.Paranoid = t.Options.Timestamps, t.Options.Versioning, !t.Options.Permissive
	if t.Options.Behavior != "" {
		d.Behavior = t.Options.Behavior
	}
	if t.Options.IDSize != 0 {
		d.IDSize = t.Options.IDSize
	}
	if t.Options.IDGenerator != ids.Nano && t.Options.IDGenerator != "" {
		d.IDGenerator = customGenerator
	}
	for _, p := range t.Partitions {
		if p.Own {
			continue
		}
		def := PartitionDef{Name: p.Key}
		for _, f := range p.Fields {
			def.Fields = append(def.Fields, FieldRule{f.Path, f.Rule})
		}
		d.Partitions = append(d.Partitions, def)
	}
	return d
}

// attributeRule is the rule of a column as s3db.json has it: as s3db.js wrote
// it, which may be a nested object, or that of a column made by SQL.
func (t *Table) attributeRule(c *Column) any {
	if c.Rule == "" {
		return t.RuleOf(c)
	}
	if nested, err := ParseJSON([]byte(c.Rule)); err == nil && strings.HasPrefix(c.Rule, "{") {
		return nested
	}
	return c.Rule
}

// RuleOf returns the attribute rule of a column made by SQL.
func (t *Table) RuleOf(c *Column) string {
	d := t.Options.dialect()
	if t.Options.Timestamps && (c.Attribute == CreatedAt || c.Attribute == UpdatedAt) {
		return stampRule(d)
	}
	rule := typeRule(c.Type, d)
	if !c.NotNull {
		rule += "|optional"
	}
	return rule
}

// dialect returns the dialect that the options name, V10 for none.
func (o Options) dialect() codec.Dialect {
	d, _ := codec.ParseDialect(o.Dialect)
	return d
}

// typeRule returns the rule of a type. Each release of s3db.js reads floats
// under a rule that the other misreads.
func typeRule(t *types.Type, d codec.Dialect) string {
	switch {
	case t.IsArray():
		return "array|items:" + itemRule(t.Elem)
	case t.Kind == types.KindInt && t.Category == types.CategoryNumeric:
		return "number|integer"
	case t.Kind == types.KindFloat && d == codec.V21:
		return "number"
	case t.Kind == types.KindFloat:
		return "number|decimal:true"
	case t == types.Bool:
		return "boolean"
	case t == types.JSON || t == types.JSONB:
		return "json"
	case t == types.Secret:
		return "secret"
	}
	return "string"
}

func itemRule(elem *types.Type) string {
	switch {
	case elem.Kind == types.KindInt && elem.Category == types.CategoryNumeric:
		return "number|integer"
	case elem.Kind == types.KindFloat:
		return "number"
	}
	return "string"
}

// FoundType returns the SQL type of an attribute that s3db.js defined.
func FoundType(d codec.Dialect, rule string) (*types.Type, int32) {
	if t, typmod := d.ColumnType(rule); t != nil {
		return t, typmod
	}
	return foundType10(rule), types.NoTypmod
}

func foundType10(rule string) *types.Type {
	has := func(word string) bool { return strings.Contains(rule, word) }
	switch {
	case has("array") && has("items:string"):
		return types.Text.Array
	case has("array") && has("items:number") && has("integer"):
		return types.Int8.Array
	case has("array") && has("items:number"):
		return types.Float8.Array
	case has("array"):
		return types.JSONB
	case has("secret"):
		return types.Secret
	case has("number") && has("integer"):
		return types.Int8
	case has("number"):
		return types.Float8
	case has("boolean"):
		return types.Bool
	case has("json"), has("object"):
		return types.JSONB
	case strings.HasPrefix(rule, "date"):
		return types.TimestampTZ
	}
	return types.Text
}

// Adopt makes a resource that was found in a bucket a table of the draft. If
// the table is there already, made when the resource was as was says, it
// follows what has changed since: it gets new attributes, types, partitions and
// the behavior. What SQL has changed itself stays, and so do columns whose
// attribute is gone, for old records have values there.
func (d *Draft) Adopt(r, was *Resource, schema, name string) {
	t := &Table{
		Schema: schema, Name: name, Resource: r.Name, PrimaryKey: []int{0},
		Columns: []*Column{{Name: "id", Number: 1, Type: types.Text, Typmod: types.NoTypmod, NotNull: true}},
		Options: Options{RawKeys: true, ExternalWriters: true},
	}
	if old := d.Table(schema, name); old != nil {
		known := *old
		t, t.Columns = &known, slices.Clone(old.Columns)
		retype(t, r)
	} else {
		t.OID = d.OID()
		t.Columns[0].Default = fmt.Sprintf("s3db.nanoid(%d)", r.Current().IDSize)
		t.Constraints = []*Constraint{{OID: d.OID(), Name: name + "_pkey", Kind: PrimaryKey, Columns: []int{0}}}
	}
	t.Options.Behavior, t.Options.Timestamps = r.Current().Behavior, r.Current().Timestamps
	t.Options.Dialect, t.Options.Permissive = r.Dialect.String(), !r.Current().Paranoid()
	adoptColumns(t, r.Current().Attributes)
	adoptTimestamps(t)
	t.Options.Versioning = t.Options.Versioning || versioned(r)
	d.adoptPartitions(t, r, was)
	d.PutTable(t)
}

func adoptColumns(t *Table, attributes *Attributes) {
	d := attributes.Dialect()
	for _, m := range attributes.Object().Members() {
		known := slices.ContainsFunc(t.Columns, func(c *Column) bool { return c.Attribute == m.Key })
		if known || m.Key == "id" || strings.Contains(m.Key, "$$") {
			continue
		}
		c := &Column{Name: t.freeName(m.Key), Number: t.nextNumber(), Attribute: m.Key, Type: types.JSONB, Typmod: types.NoTypmod}
		if rule, ok := m.Value.(string); ok {
			c.Type, c.Typmod = FoundType(d, rule)
		}
		t.Columns = append(t.Columns, c)
	}
}

// freeName is a name for a new column: SQL may have given the attribute's to
// another.
func (t *Table) freeName(attribute string) string {
	name := attribute
	for i := 2; t.Column(name) >= 0; i++ {
		name = attribute + "_" + strconv.Itoa(i)
	}
	return name
}

// CurrentTime is the time as s3db.js writes it into createdAt and updatedAt (format,
// section 13), in SQL.
const CurrentTime = `to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

// StampDefault is the default of a column of timestamps of some type: the time
// as s3db.js writes it.
func StampDefault(t *types.Type) string {
	if t.Kind == types.KindText {
		return CurrentTime
	}
	return "now()"
}

// adoptTimestamps gives the columns of timestamps the time as their default,
// which an update takes for updatedAt.
func adoptTimestamps(t *Table) {
	for i, c := range t.Columns {
		if t.Options.Timestamps && (c.Attribute == CreatedAt || c.Attribute == UpdatedAt) {
			stamped := *c
			stamped.Default = StampDefault(c.Type)
			t.Columns[i] = &stamped
		}
	}
}

func (t *Table) nextNumber() int16 {
	next := int16(1)
	for _, c := range t.Columns {
		next = max(next, c.Number+1)
	}
	return next
}

// adoptPartitions takes over the partitions whose fields are columns or lie
// inside one. They are untrusted: s3db.js may have lost references. Those that
// SQL made stay.
func (d *Draft) adoptPartitions(t *Table, r, was *Resource) {
	old := t.Partitions
	t.Partitions = slices.DeleteFunc(slices.Clone(old), func(p *Partition) bool {
		return was == nil || was.Partition(p.Key) != nil || r.Partition(p.Key) != nil
	})
	for _, def := range r.Partitions {
		p := &Partition{Name: def.Name, Key: def.Name}
		for _, f := range def.Fields {
			top, _, _ := strings.Cut(f.Path, ".")
			if i := slices.IndexFunc(t.Columns, func(c *Column) bool { return c.Attribute == top }); i >= 0 {
				p.Fields = append(p.Fields, PartitionField{Column: i, Path: f.Path, Rule: f.Rule})
			}
		}
		if len(p.Fields) != len(def.Fields) || len(p.Fields) == 0 {
			continue
		}
		if i := slices.IndexFunc(old, func(o *Partition) bool { return o.Key == def.Name }); i >= 0 {
			known := *old[i]
			known.Trusted = known.Trusted && slices.Equal(known.Fields, p.Fields)
			known.Fields = p.Fields
			p = &known
		} else {
			p.OID = d.OID()
		}
		t.Partitions = append(t.Partitions, p)
	}
}
