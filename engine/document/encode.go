package document

import (
	"fmt"
	"strconv"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Encode makes the object of a record under a version of its resource. A
// *behaviors.LimitError says that the record does not fit.
func Encode(v *catalog.Version, fields Fields, opts Options) (storage.Upload, error) {
	parts, err := Layout(v, fields, opts)
	if err != nil {
		return storage.Upload{}, err
	}
	limits := opts.limits(v)
	up := storage.Upload{ContentType: parts.ContentType, Metadata: parts.Metadata, Body: parts.Body}
	if opts.Content != nil {
		if len(up.Body) > 0 {
			return storage.Upload{}, &behaviors.LimitError{Size: limits.Record + 1, Limit: limits.Record}
		}
		putContent(&up, opts.Content)
	}
	if opts.Stamp != (Stamp{}) {
		stamp(&up, opts.Stamp, v.Behavior, limits, opts.Content == nil)
	}
	return up, nil
}

// Layout says how the behavior of a version lays a record out.
func Layout(v *catalog.Version, fields Fields, opts Options) (behaviors.Parts, error) {
	behavior, ok := behaviors.ByName(v.Behavior)
	if !ok {
		return behaviors.Parts{}, fmt.Errorf("unknown behavior %q", v.Behavior)
	}
	return behavior.Split(opts.record(v, fields), opts.limits(v))
}

func (o Options) limits(v *catalog.Version) behaviors.Limits {
	size := 0
	if o.Stamp != (Stamp{}) {
		size = len(StampName) + len(o.Stamp.String())
	}
	return behaviors.NewLimits(v.Name, v.Timestamps, o.Capabilities.MetadataLimit, o.Capabilities.NameOverhead, size)
}

// record is what a behavior splits.
func (o Options) record(v *catalog.Version, fields Fields) behaviors.Record {
	r := mapped(v, fields)
	if v.Compact() && o.Stamp != (Stamp{}) {
		r.Forms, r.Stamped = v.TextForm, true
	}
	return r
}

// mapped gives the fields their short names.
func mapped(v *catalog.Version, fields Fields) behaviors.Record {
	r := behaviors.Record{Version: v.Name, Dialect: v.Attributes.Dialect(), Fields: make([]behaviors.Field, 0, len(fields))}
	for _, f := range fields {
		if f.Path == TruncatedPath {
			r.Truncated = true
			continue
		}
		name, ok := v.Map().Slot(f.Path)
		if !ok {
			name = f.Path
		}
		r.Fields = append(r.Fields, behaviors.Field{Name: name, Text: f.Text, Whole: ok && !isText(v, f.Path)})
	}
	if v.Behavior == behaviors.BodyOnly {
		r.Map = v.Map().JSON()
	}
	return r
}

// putContent makes content the body. JSON content is noted as s3db.js notes
// it, for a JSON body is taken for fields otherwise.
func putContent(up *storage.Upload, c *Content) {
	up.Body, up.ContentType = c.Bytes, c.Type
	if c.Type == behaviors.JSONType {
		up.Metadata["_hascontent"] = "true"
		up.Metadata["_contentlength"] = strconv.Itoa(len(c.Bytes))
		up.Metadata["_mimetype"] = c.Type
	}
}

// stamp adds the position to metadata, if there is room, and to the body,
// unless that is content.
func stamp(up *storage.Upload, s Stamp, behavior string, limits behaviors.Limits, run bool) {
	if text := s.String(); limits.Room(up.Metadata) >= 0 {
		up.Metadata[StampName] = text
	}
	if !run {
		return
	}
	if len(up.Body) == 0 && behavior == behaviors.TruncateData {
		// s3db.js keeps a body here that is not JSON, and the run with it.
		up.Body, up.ContentType = []byte("{}"), behaviors.JSONType
	}
	up.Body = appendRun(up.Body, s.Position)
}
