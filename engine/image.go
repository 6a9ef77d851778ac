package engine

import (
	"errors"
	"slices"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/types"
)

// rowWriter turns rows of a batch with all columns of a relation into images.
// It belongs to one goroutine.
type rowWriter struct {
	rel     *relation
	secrets *codec.Secrets
	caps    storage.Capabilities
	data    []byte
	arena   types.Arena
}

// id returns the id of a row: of its primary key, or drawn.
func (w *rowWriter) id(b *types.Batch, row int, drawn *rowIDs) (string, error) {
	t := w.rel.table
	if len(t.PrimaryKey) == 0 {
		return drawn.of(w.rel)
	}
	parts := make([]string, len(t.PrimaryKey))
	for i, c := range t.PrimaryKey {
		v := b.Cols[c].Value(row)
		if v.IsNull() {
			return "", notNull(t, c)
		}
		parts[i] = codec.KeyText(t.Columns[c].Type, v)
	}
	id, err := w.rel.keys.Mode.ID(parts...)
	return id, refused(err)
}

func notNull(t *catalog.Table, c int) error {
	err := pgerr.Newf(pgerr.NotNullViolation, "null value in column %q of relation %q violates not-null constraint", t.Columns[c].Name, t.Name)
	err.Schema, err.Table, err.Column = t.Schema, t.Name, t.Columns[c].Name
	return err
}

// refused turns a value that no key can hold into the error a user sees.
func refused(err error) error {
	var r *keys.RefusedError
	if errors.As(err, &r) {
		return pgerr.Newf(pgerr.ProgramLimitExceeded, "%w", err)
	}
	return err
}

// image returns the image of a row. base is the image it replaces, whose
// fields that are no columns stay, unless the definition has lost them.
func (w *rowWriter) image(b *types.Batch, row int, id string, base journal.Image) (journal.Image, error) {
	w.data = w.data[:0]
	for i, c := range w.rel.columns {
		if c.path == "" || c.nested {
			continue
		}
		text, ok, err := w.text(c, b.Cols[i], row, base)
		switch {
		case err != nil:
			return journal.Image{}, err
		case ok:
			w.data = journal.AppendText(w.data, text)
		default:
			w.data = journal.AppendNone(w.data)
		}
	}
	shape, err := w.widen(b, row, id, base)
	if err != nil {
		return journal.Image{}, err
	}
	return journal.Image{Shape: shape, Data: w.arena.String(w.data)}, nil
}

// text is what a record holds of a column's value; ok is false for NULL. The
// values of a column that is nil, and secrets that do not change, stay as
// base has them.
func (w *rowWriter) text(c column, values *types.Vector, row int, base journal.Image) (text string, ok bool, err error) {
	if values == nil {
		text, ok = base.Get(c.path)
		return text, ok, nil
	}
	v := values.Value(row)
	if v.IsNull() {
		return "", false, nil
	}
	if c.secret {
		if old, had := base.Get(c.path); had && codec.SameSecret(c.Codec, old, v) {
			return old, true, nil
		}
	}
	text, err = c.Encode(v)
	return text, true, err
}

// widen appends what is not in the columns' own attributes: the full text of
// a cut id, attributes below documents, fields of the image before.
func (w *rowWriter) widen(b *types.Batch, row int, id string, base journal.Image) (*journal.Shape, error) {
	extra, err := w.extra(b, row, id, base)
	c, content := base.Content()
	if err != nil || len(extra) == 0 && !content {
		return w.rel.shape, err
	}
	s := &journal.Shape{
		Resource: w.rel.shape.Resource, Version: w.rel.shape.Version, Content: content,
		Paths: append([]string(nil), w.rel.shape.Paths...),
	}
	for _, f := range extra {
		s.Paths = append(s.Paths, f.Path)
		w.data = journal.AppendText(w.data, f.Text)
	}
	if content {
		w.data = journal.AppendContent(w.data, c)
	}
	return w.rel.intern.Intern(s), nil
}

func (w *rowWriter) extra(b *types.Batch, row int, id string, base journal.Image) (document.Fields, error) {
	var extra document.Fields
	if i := w.rel.idColumn; i >= 0 {
		if _, ok := w.rel.keys.Mode.Parts(id); !ok {
			extra = append(extra, document.Field{Path: idPath, Text: b.Cols[i].Texts[row]})
		}
	}
	for i, c := range w.rel.columns {
		if !c.nested {
			continue
		}
		fields, err := w.document(c.path, b.Cols[i], row, base)
		if err != nil {
			return nil, err
		}
		extra = append(extra, fields...)
	}
	if base.IsZero() {
		return extra, nil
	}
	base.Each(func(i int, text string) {
		if path := base.Shape.Paths[i]; !w.rel.owns(path) && !w.rel.removed(base.Shape.Version, path) {
			extra = append(extra, document.Field{Path: path, Text: text})
		}
	})
	return extra, nil
}

// owns reports whether a path belongs to a column or to the row as a whole.
func (rel *relation) owns(path string) bool {
	if path == idPath || path == document.TruncatedPath {
		return true
	}
	for _, c := range rel.columns {
		if c.path == path || c.nested && len(path) > len(c.path) && path[:len(c.path)+1] == c.path+"." {
			return true
		}
	}
	return false
}

// fit cuts the texts of rows as the behavior truncate-data asks for. images
// itself is not changed.
func (w *rowWriter) fit(images []journal.Image) ([]journal.Image, error) {
	if w.rel.version.Behavior != behaviors.TruncateData {
		return images, nil
	}
	short := make([]journal.Image, len(images))
	for i, m := range images {
		fields, err := document.Truncate(w.rel.version, withoutFlag(fieldsOf(m)), w.encoding(m))
		if err != nil {
			return nil, pgerr.Newf(pgerr.ProgramLimitExceeded, "%w", err)
		}
		short[i] = w.rel.imageOf(&Record{Fields: fields, Content: contentOf(m)})
	}
	return short, nil
}

// withoutFlag drops what says that an earlier version was cut.
func withoutFlag(fields document.Fields) document.Fields {
	return slices.DeleteFunc(fields, func(f document.Field) bool { return f.Path == document.TruncatedPath })
}

// encoding are the options under which a row is encoded later.
func (w *rowWriter) encoding(m journal.Image) document.Options {
	opts := encodingOn(w.caps)
	if c, ok := m.Content(); ok {
		opts.Content = documentContent(c)
	}
	return opts
}

// encodingOn are the options under which a row is encoded later, with the
// longest stamp there is.
func encodingOn(caps storage.Capabilities) document.Options {
	return document.Options{Stamp: document.Stamp{Position: 1<<63 - 1, Journal: "0123456789abcdef"}, Capabilities: caps}
}

// check reports why a row could not be written later: after the commit it is
// too late. It returns the keys of the row's references.
func (w *rowWriter) check(id string, m journal.Image) ([]string, error) {
	if err := w.fits(id, m); err != nil {
		return nil, err
	}
	refs, err := w.rel.references(id, m)
	return refs, refused(err)
}

// fits reports why a row's object could not be written, where that depends on
// the row: under enforce-limits, and beside content, which takes the place
// that other records have for what metadata cannot hold.
func (w *rowWriter) fits(id string, m journal.Image) error {
	if w.rel.version.Behavior != behaviors.EnforceLimits && !m.Shape.Content {
		return nil
	}
	v := w.rel.resource.Version(m.Shape.Version)
	if v == nil {
		v = w.rel.version // of a definition that is not committed yet
	}
	_, err := document.Layout(v, fieldsOf(m), w.encoding(m))
	return w.noRoom(id, err)
}

// noRoom turns a record that does not fit into the error a user sees.
func (w *rowWriter) noRoom(id string, err error) error {
	var beside *document.ContentError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &beside):
		return pgerr.Newf(pgerr.ProgramLimitExceeded, "%w", err)
	}
	code := pgerr.ProgramLimitExceeded
	if beside.Behavior == behaviors.BodyOnly {
		code = pgerr.FeatureNotSupported
	}
	return pgerr.Newf(code, "row %q of table %q cannot have binary content: %w", id, w.rel.table.Name, err)
}
