package document

import (
	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
)

// TruncatedPath is a field that says that the behavior has cut the record:
// the flag $truncated of s3db.js. It is no attribute.
const TruncatedPath = "$truncated"

// Truncate cuts what a version with the behavior truncate-data cannot hold,
// so that a record reads the same before and after it is an object. Fields
// that were cut end in one at TruncatedPath. A *behaviors.LimitError says that
// the record does not fit even so.
func Truncate(v *catalog.Version, fields Fields, opts Options) (Fields, error) {
	short, cut, err := behaviors.Truncate(opts.record(v, fields), opts.limits(v))
	if err != nil || !cut {
		return fields, err
	}
	kept := make(Fields, 0, len(fields)+1)
	for i, f := range fields {
		kept = append(kept, Field{f.Path, short[i].Text})
	}
	return append(kept, Field{TruncatedPath, "true"}), nil
}

// isText reports whether the values of an attribute are texts of its user,
// which mean something when they are cut.
func isText(v *catalog.Version, path string) bool {
	rule, ok := v.Attributes.Leaf(path)
	return ok && v.Attributes.Dialect().IsPlainText(rule)
}
