package document

import (
	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// written returns the forms that the texts in an object's metadata have. The
// compact ones, which s3db.js does not know, are in records that carry our
// stamp, in metadata or, as position, in the body: s3db.js drops it when it
// writes a record. Bodies hold plain texts always: they have room, and there
// is no header to be safe in.
func written(r *catalog.Resource, obj *storage.Object, position uint64) behaviors.Forms {
	name, _ := r.Dialect.Decode(obj.Metadata[behaviors.VersionName])
	v := r.Version(name)
	if _, stamped := obj.Metadata[StampName]; v == nil || !v.Compact() || !stamped && position == 0 {
		return nil
	}
	return v.TextForm
}
