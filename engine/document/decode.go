package document

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/storage"
)

// Decode reads the object of a record, under the version that wrote it. It
// accepts whatever s3db.js may have made of a record (format, section 20) and
// never fails: what is no field is content or left out.
func Decode(r *catalog.Resource, id string, obj *storage.Object) *Document {
	body, position := cutRun(obj.Body)
	if isContent(obj) {
		position = 0
	}
	joined := behaviors.Join(r.Dialect, obj.Metadata, written(r, obj, position))
	d := &Document{ID: id, Truncated: joined.Truncated, Overflow: joined.Overflow}
	fields := parseBody(obj, body, joined)
	if isContent(obj) || fields == nil && len(body) > 0 {
		d.Content = contentOf(obj)
		position = 0
	}
	d.Stamp, d.Stamped = readStamp(obj.Metadata[StampName], position, d.Content != nil)
	rd := newReader(r, joined, fields)
	d.Version = rd.version.Name
	d.Fields = rd.read(joined, fields)
	return d
}

// isContent reports whether a body is content, whatever it looks like: it is
// noted so, or was not wanted.
func isContent(obj *storage.Object) bool {
	return obj.Body == nil && obj.Size > 0 || len(obj.Body) > 0 && obj.Metadata[ContentName] != ""
}

func contentOf(obj *storage.Object) *Content {
	c := &Content{ID: obj.Metadata[ContentName], Type: obj.ContentType, Size: obj.Size, Bytes: obj.Body}
	if obj.Body != nil {
		c.Size = int64(len(obj.Body))
	}
	return c
}

// readStamp compares the two copies of the position. One alone is good where
// the other has no place: in metadata beside content, and in the body where
// metadata is full.
func readStamp(text string, position uint64, content bool) (Stamp, bool) {
	s, ok := ParseStamp(text)
	switch {
	case text == "" && position > 0:
		return Stamp{Position: position}, true
	case !ok:
		return Stamp{}, false
	}
	return s, content || s.Position == position
}

// parseBody returns the members of a body that holds fields, nil for content
// and for an empty body.
func parseBody(obj *storage.Object, body []byte, joined behaviors.Joined) []catalog.Member {
	if len(body) == 0 || !isJSON(obj.ContentType) || isContent(obj) {
		return nil
	}
	v, err := catalog.ParseJSON(body)
	o, ok := v.(*catalog.Object)
	if err != nil || !ok {
		return nil
	}
	holdsData := joined.Overflow || joined.Map != ""
	leaked := o.Get(leakedName) != nil
	switch {
	case leaked && !holdsData && len(joined.Fields)+len(joined.Nulls) > 0:
		return []catalog.Member{} // a copy of metadata, under ambiguous names
	case !leaked && !holdsData && o.Get(behaviors.VersionName) == nil && joined.System.Describes(obj.ContentType, body):
		return nil
	}
	return append([]catalog.Member{}, o.Members()...)
}

func isJSON(contentType string) bool {
	mimeType, _, _ := strings.Cut(contentType, ";")
	return mimeType == behaviors.JSONType
}

// leakedName tells a body that an update of s3db.js wrote: system fields leak
// into it. Under most behaviors such a body repeats what is in metadata.
const leakedName = "_contentLength"
