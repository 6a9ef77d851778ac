package document

import (
	"fmt"
	"strconv"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Encode makes the object of a record under a version of its resource. A
// *behaviors.LimitError says that the record does not fit, a *ContentError
// that it does not beside its content.
func Encode(v *catalog.Version, fields Fields, opts Options) (storage.Upload, error) {
	parts, err := Layout(v, fields, opts)
	if err != nil {
		return storage.Upload{}, err
	}
	up := storage.Upload{ContentType: parts.ContentType, Metadata: parts.Metadata, Body: parts.Body}
	if opts.Content != nil {
		opts.putContent(&up)
		return up, nil
	}
	if opts.Stamp != (Stamp{}) {
		stamp(&up, opts.Stamp, v.Behavior, opts.limits(v))
	}
	return up, nil
}

// Layout says how the behavior of a version lays a record out. Its errors are
// those of Encode.
func Layout(v *catalog.Version, fields Fields, opts Options) (behaviors.Parts, error) {
	behavior, ok := behaviors.ByName(v.Behavior)
	if !ok {
		return behaviors.Parts{}, fmt.Errorf("unknown behavior %q", v.Behavior)
	}
	limits := opts.limits(v)
	parts, err := behavior.Split(opts.record(v, fields), limits)
	if err == nil && opts.Content != nil && (len(parts.Body) > 0 || limits.Room(parts.Metadata) < 0) {
		return parts, &ContentError{v.Behavior}
	}
	return parts, err
}

func (o Options) limits(v *catalog.Version) behaviors.Limits {
	size := 0
	if o.Stamp != (Stamp{}) {
		size = len(StampName) + len(o.Stamp.String())
	}
	for name, value := range o.Content.notes() {
		size += len(name) + len(value) + o.Capabilities.NameOverhead
	}
	return behaviors.NewLimits(v.Name, v.Timestamps, o.Capabilities.MetadataLimit, o.Capabilities.NameOverhead, size)
}

// record is what a behavior splits.
func (o Options) record(v *catalog.Version, fields Fields) behaviors.Record {
	r := mapped(v, fields)
	r.Stamped = o.Content != nil // the stamp has no other place
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

// putContent makes content the body and notes it in metadata, with the stamp,
// which has no other place.
func (o Options) putContent(up *storage.Upload) {
	up.Body, up.ContentType = o.Content.Bytes, o.Content.Type
	for name, value := range o.Content.notes() {
		up.Metadata[name] = value
	}
	if o.Stamp != (Stamp{}) {
		up.Metadata[StampName] = o.Stamp.String()
	}
}

// notes are what metadata says of content. JSON content is noted as s3db.js
// notes it, for a JSON body is taken for fields otherwise.
func (c *Content) notes() map[string]string {
	notes := map[string]string{}
	if c == nil {
		return notes
	}
	if c.ID != "" {
		notes[ContentName] = c.ID
	}
	if isJSON(c.Type) {
		notes["_hascontent"] = "true"
		notes["_contentlength"] = strconv.FormatInt(c.Size, 10)
		notes["_mimetype"] = c.Type
	}
	return notes
}

// stamp adds the position to metadata, if there is room, and to the body.
func stamp(up *storage.Upload, s Stamp, behavior string, limits behaviors.Limits) {
	if text := s.String(); limits.Room(up.Metadata) >= 0 {
		up.Metadata[StampName] = text
	}
	if len(up.Body) == 0 && behavior == behaviors.TruncateData {
		// s3db.js keeps a body here that is not JSON, and the run with it.
		up.Body, up.ContentType = []byte("{}"), behaviors.JSONType
	}
	up.Body = appendRun(up.Body, s.Position)
}
