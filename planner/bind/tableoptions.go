package bind

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/ids"
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
var newOptions = catalog.Options{Behavior: "user-managed"}

// idleOptions are those of PostgreSQL's that mean nothing here.
var idleOptions = []string{"fillfactor", "autovacuum_enabled", "toast_tuple_target", "parallel_workers"}

var behaviors = []string{"user-managed", "enforce-limits", "truncate-data", "body-overflow", "body-only"}

var dialects = []string{"v10", "v21"}

// options reads WITH (...) or SET (...) over the options so far.
func (b *binder) options(out catalog.Options, list []*parser.Option) (catalog.Options, error) {
	for _, o := range list {
		if slices.Contains(idleOptions, o.Name) {
			continue
		}
		set := storageOptions[o.Name]
		if set == nil {
			return out, b.at(pgerr.Newf(pgerr.InvalidParameterValue, "unrecognized parameter %q", o.Name).
				WithHint("Storage options are %s.", strings.Join(slices.Sorted(maps.Keys(storageOptions)), ", ")), o)
		}
		if err := set(&out, optionText(o)); err != nil {
			return out, b.at(err, o)
		}
	}
	if out.Compact() && out.ExternalWriters {
		return out, pgerr.New(pgerr.InvalidParameterValue, "a table with external_writers cannot have the compact encoding").
			WithDetail("s3db.js does not read it.")
	}
	return out, nil
}

// optionText is the value of an option as text, "" if none was written. A word
// may have been taken for a type.
func optionText(o *parser.Option) string {
	switch v := o.Value.(type) {
	case *parser.Literal:
		return v.Text
	case *parser.TypeName:
		return v.Name.Name
	}
	return ""
}

// storageOptions set each option from a text.
var storageOptions = map[string]func(out *catalog.Options, value string) error{
	"behavior":   setBehavior,
	"dialect":    setDialect,
	"encoding":   setEncoding,
	"timestamps": func(out *catalog.Options, v string) error { return setSwitch(&out.Timestamps, "timestamps", v) },
	"versioning": func(out *catalog.Options, v string) error { return setSwitch(&out.Versioning, "versioning", v) },
	"external_writers": func(out *catalog.Options, v string) error {
		return setSwitch(&out.ExternalWriters, "external_writers", v)
	},
	"async_partitions": func(out *catalog.Options, v string) error {
		return setOff(&out.SyncPartitions, "async_partitions", v)
	},
	"paranoid":     func(out *catalog.Options, v string) error { return setOff(&out.Permissive, "paranoid", v) },
	"id_size":      setIDSize,
	"id_generator": setIDGenerator,
}

func setBehavior(out *catalog.Options, value string) error {
	if !slices.Contains(behaviors, value) {
		return pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for behavior: %q", value).
			WithHint("Behaviors are user-managed, enforce-limits, truncate-data, body-overflow and body-only.")
	}
	out.Behavior = value
	return nil
}

func setDialect(out *catalog.Options, value string) error {
	if !slices.Contains(dialects, value) {
		return pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for dialect: %q", value).
			WithHint("Dialects are v10 and v21.")
	}
	out.Dialect = value
	return nil
}

func setEncoding(out *catalog.Options, value string) error {
	if value != catalog.EncodingV10 && value != catalog.EncodingCompact {
		return pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for encoding: %q", value).
			WithHint("Encodings are v10 and compact.")
	}
	out.Encoding = value
	return nil
}

// setSwitch sets an option that is on or off; without a value it is on.
func setSwitch(to *bool, name, value string) error {
	on, err := types.ParseText(types.Bool, types.NoTypmod, cmp.Or(value, "on"), nil)
	if err != nil {
		return pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for boolean option %q: %s", name, value)
	}
	*to = on.Bool()
	return nil
}

// setOff sets what holds where a switch is off.
func setOff(to *bool, name, value string) error {
	on := false
	err := setSwitch(&on, name, value)
	if err == nil {
		*to = !on
	}
	return err
}

func setIDSize(out *catalog.Options, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil {
		return pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for integer option %q: %s", "id_size", value)
	}
	if n < 1 || n > ids.MaxSize {
		return pgerr.Newf(pgerr.InvalidParameterValue, "value %d out of bounds for option %q", n, "id_size").
			WithDetail("Valid values are between \"1\" and \"%d\".", ids.MaxSize)
	}
	out.IDSize, out.IDGenerator = n, cmp.Or(out.IDGenerator, ids.Nano)
	return nil
}

func setIDGenerator(out *catalog.Options, value string) error {
	if !slices.Contains(ids.Names(), value) {
		return pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for id_generator: %q", value).
			WithHint("Generators are %s.", strings.Join(ids.Names(), ", "))
	}
	out.IDGenerator = value
	return nil
}

// distrust marks the partitions of a table that s3db.js begins to write: it may
// lose references. They stay so until REINDEX has looked, whoever writes then.
func (a *alteration) distrust() {
	for i, p := range a.table.Partitions {
		doubted := *p
		doubted.Trusted = false
		a.table.Partitions[i] = &doubted
	}
}
