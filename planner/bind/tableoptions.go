package bind

import (
	"slices"
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// plainTable refuses the kinds of tables that are not offered.
func (b *binder) plainTable(c *parser.CreateTable) error {
	switch {
	case len(c.Inherits) > 0 && c.PartitionOf == nil:
		return b.unsupported(c, "INHERITS")
	case c.PartitionBy != nil, c.PartitionOf != nil:
		return b.unsupported(c, "PARTITION BY")
	case c.OfType != nil:
		return b.unsupported(c, "CREATE TABLE OF")
	}
	return nil
}

// newOptions are the storage options of a table without any.
var newOptions = catalog.Options{Behavior: "user-managed", Dialect: "v10"}

// idleOptions are those of PostgreSQL's that mean nothing here.
var idleOptions = []string{"fillfactor", "autovacuum_enabled", "toast_tuple_target", "parallel_workers"}

var behaviors = []string{"user-managed", "enforce-limits", "truncate-data", "body-overflow", "body-only"}

// options reads WITH (...) or SET (...) over the options so far.
func (b *binder) options(out catalog.Options, list []*parser.Option) (catalog.Options, error) {
	for _, o := range list {
		value := ""
		if lit, ok := o.Value.(*parser.Literal); ok {
			value = lit.Text
		}
		switch o.Name {
		case "behavior":
			if !slices.Contains(behaviors, value) {
				return out, b.at(pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for behavior: %q", value).
					WithHint("Behaviors are user-managed, enforce-limits, truncate-data, body-overflow and body-only."), o)
			}
			out.Behavior = value
		case "encoding":
			if value != catalog.EncodingV10 && value != catalog.EncodingCompact {
				return out, b.at(pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for encoding: %q", value).
					WithHint("Encodings are v10 and compact."), o)
			}
			out.Encoding = value
		case "timestamps":
			out.Timestamps = isOn(value)
		case "external_writers":
			out.ExternalWriters = isOn(value)
		case "id_size":
			out.IDSize, _ = strconv.Atoi(value)
		default:
			if slices.Contains(idleOptions, o.Name) {
				continue
			}
			return out, b.at(pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized parameter %q", o.Name).
				WithHint("Storage options are behavior, encoding, timestamps, external_writers and id_size."), o)
		}
	}
	if out.Compact() && out.ExternalWriters {
		return out, pgerr.New(pgerr.InvalidParameterValue, "a table with external_writers cannot have the compact encoding").
			WithDetail("s3db.js does not read it.")
	}
	return out, nil
}

func isOn(value string) bool { return value != "false" && value != "off" }

// timestamps adds what the option timestamps asks for: when a row was made and
// last changed, in the attributes and partitions that s3db.js gives such a
// resource. The partitions are not for reading here: they tell days only.
func (n *newTable) timestamps() {
	for _, stamp := range []struct{ attribute, partition string }{
		{catalog.CreatedAt, "byCreatedDate"}, {catalog.UpdatedAt, "byUpdatedDate"},
	} {
		attribute := stamp.attribute
		at := slices.IndexFunc(n.table.Columns, func(c *catalog.Column) bool { return c.Name == attribute })
		if at < 0 {
			at = len(n.table.Columns)
			n.table.Columns = append(n.table.Columns, &catalog.Column{
				Name: attribute, Number: n.nextNumber(), Type: types.TimestampTZ, Typmod: 3,
			})
		}
		c := n.table.Columns[at]
		c.Attribute = attribute
		if c.Default == "" {
			c.Default = "now()"
			if c.Type.Kind == types.KindText {
				c.Default = catalog.CurrentTime
			}
		}
		n.table.Partitions = append(n.table.Partitions, &catalog.Partition{
			Name: n.constraintName("", n.table.Name+"_"+attribute+"_idx"), Key: stamp.partition,
			Fields: []catalog.PartitionField{{Column: at, Rule: "date|maxlength:10"}},
		})
	}
}
