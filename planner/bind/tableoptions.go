package bind

import (
	"slices"
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
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

// options reads WITH (...).
func (b *binder) options(list []*parser.Option) (catalog.Options, error) {
	out := catalog.Options{Behavior: "user-managed", Dialect: "v10"}
	for _, o := range list {
		value := ""
		if lit, ok := o.Value.(*parser.Literal); ok {
			value = lit.Text
		}
		switch o.Name {
		case "behavior":
			if !slices.Contains([]string{"user-managed", "enforce-limits", "truncate-data", "body-overflow", "body-only"}, value) {
				return out, b.at(pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for behavior: %q", value).
					WithHint("Behaviors are user-managed, enforce-limits, truncate-data, body-overflow and body-only."), o)
			}
			out.Behavior = value
		case "timestamps":
			return out, b.unsupported(o, "WITH (timestamps)")
		case "external_writers":
			out.ExternalWriters = value != "false" && value != "off"
		case "id_size":
			out.IDSize, _ = strconv.Atoi(value)
		case "fillfactor", "autovacuum_enabled", "toast_tuple_target", "parallel_workers":
		default:
			return out, b.at(pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized parameter %q", o.Name).
				WithHint("Storage options are behavior, external_writers and id_size."), o)
		}
	}
	return out, nil
}
