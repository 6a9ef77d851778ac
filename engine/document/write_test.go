package document

import (
	"bytes"
	"encoding/base64"
	"errors"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// put writes a record: its object and its references.
func (r *replayer) put(resource, id string, data *catalog.Object, content *Content) {
	res := r.manifest.Resource(resource)
	v := res.Current()
	space := keys.Resource{Name: resource, Mode: rawMode(res)}
	if _, err := space.Mode.ID(id); err != nil {
		r.refuse(err)
		return
	}
	fields, err := Flatten(v.Attributes, defined(data).Without("id"), r.secrets)
	if err != nil {
		r.t.Fatalf("record %s: %v", id, err)
	}
	refs, err := References(space, res.Partitions, id, FieldsKeyText(v, fields))
	if err != nil {
		r.refuse(err)
		return
	}
	r.position += 1000
	up, err := Encode(v, fields, Options{Stamp: Stamp{r.position, journalID}, Content: content})
	if err != nil {
		return // does not fit: nothing is written
	}
	key := space.Record(id)
	r.removeReferences(resource, id)
	r.objects[key] = storage.Object{ContentType: up.ContentType, Metadata: up.Metadata, Body: up.Body}
	r.records[key] = data
	r.roundTrip(res, id, fields, content)
	for _, ref := range refs {
		r.objects[ref] = storage.Object{Metadata: ReferenceObject(v).Metadata}
	}
}

func rawMode(res *catalog.Resource) keys.Mode {
	if res.Dialect == codec.V21 {
		return keys.Raw21
	}
	return keys.Raw
}

func (r *replayer) refuse(err error) {
	if refusal := (*keys.RefusedError)(nil); !errors.As(err, &refusal) {
		r.t.Fatal(err)
	}
}

// roundTrip holds that what was written reads back the same and is known as
// ours.
func (r *replayer) roundTrip(res *catalog.Resource, id string, fields Fields, content *Content) {
	obj := r.objects[keys.Resource{Name: res.Name}.Record(id)]
	d := Decode(res, id, &obj)
	if !d.Stamped || d.Stamp.Position != r.position {
		r.t.Errorf("record %s: stamp %+v, ours %v", id, d.Stamp, d.Stamped)
	}
	if (d.Content == nil) != (content == nil) || content != nil && !bytes.Equal(d.Content.Bytes, content.Bytes) {
		r.t.Errorf("record %s: content %+v", id, d.Content)
	}
	for _, f := range fields {
		if text, ok := d.Fields.Get(f.Path); res.Current().Attributes != nil && !d.Truncated && known(res, f.Path) && (!ok || text != f.Text) {
			r.t.Errorf("record %s: %s was %q, reads back %q", id, f.Path, f.Text, text)
		}
	}
}

func known(res *catalog.Resource, path string) bool {
	_, ok := res.Current().Map().Slot(path)
	return ok
}

func (r *replayer) removeReferences(resource, id string) {
	for key := range r.objects {
		if k := keys.Parse(key); k.Kind == keys.Reference && k.Resource == resource && k.ID == id {
			delete(r.objects, key)
		}
	}
}

func (r *replayer) record(resource, id string) *catalog.Object {
	return r.records[keys.Resource{Name: resource}.Record(id)]
}

func (r *replayer) delete(resource, id string) {
	key := keys.Resource{Name: resource}.Record(id)
	delete(r.objects, key)
	delete(r.records, key)
	r.removeReferences(resource, id)
}

func (r *replayer) deleteAll(resource string) {
	for key := range r.records {
		if k := keys.Parse(key); k.Resource == resource {
			r.delete(resource, k.ID)
		}
	}
}

func (r *replayer) setContent(resource string, arg *catalog.Object) {
	id := arg.String("id")
	body := []byte(arg.String("buffer"))
	if decoded, err := base64.StdEncoding.DecodeString(arg.String("buffer")); err == nil {
		body = decoded
	}
	contentType := arg.String("contentType")
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	r.put(resource, id, r.record(resource, id), &Content{Type: contentType, Size: int64(len(body)), Bytes: body})
}
