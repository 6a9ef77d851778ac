package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
)

// EncodingStat is what the values of a column that share a form of the compact
// encoding take in metadata: bytes, short names included.
type EncodingStat struct {
	Column int    // of the table, from 0; -1 for what is of no column
	Form   string // as codec.CompactFormOf names it; "typed" where no text is held
	Values int
	Before int // bytes in the form of the dialect
	After  int // bytes in the compact one
}

// typedForm is the form of attributes that hold no text: their codec's, which
// both encodings have.
const typedForm = "typed"

// EncodingStats counts the values of all rows by column and form, in this
// order, as if metadata had all of them. It does not matter which encoding the
// table has.
func (tx *Tx) EncodingStats(ctx context.Context, t *catalog.Table) ([]EncodingStat, error) {
	rel, err := tx.relation(t)
	if err != nil {
		return nil, err
	}
	counts := encodingCounts{}
	err = tx.Records(ctx, &catalog.Access{Table: t, Kind: catalog.Full}, func(r *Record) error {
		v := rel.resource.Version(r.Version)
		for _, f := range r.Fields {
			counts.add(rel, v, f)
		}
		return nil
	})
	return counts.sorted(), err
}

// encodingKey is what EncodingStats counts by.
type encodingKey struct {
	column int
	form   string
}

type encodingCounts map[encodingKey]*EncodingStat

func (c encodingCounts) add(rel *relation, v *catalog.Version, f document.Field) {
	slot, known := v.Map().Slot(f.Path)
	if !known {
		slot = codec.HeaderName(f.Path)
	}
	dialect := v.Attributes.Dialect()
	before := dialect.Encode(f.Text)
	form, after := typedForm, before
	if rule, _ := v.Attributes.Rule(f.Path); known && dialect.HoldsText(rule) {
		after = codec.CompactText{}.Encode(f.Text)
		form = codec.CompactFormOf(after)
	}
	key := encodingKey{rel.columnOf(f.Path), form}
	if c[key] == nil {
		c[key] = &EncodingStat{Column: key.column, Form: form}
	}
	c[key].Values++
	c[key].Before += len(slot) + len(before)
	c[key].After += len(slot) + len(after)
}

// columnOf is the column that an attribute, or what is nested in it, belongs
// to; -1 if there is none.
func (rel *relation) columnOf(path string) int {
	return slices.IndexFunc(rel.columns, func(c column) bool {
		return c.path != "" && (c.path == path || strings.HasPrefix(path, c.path+"."))
	})
}

func (c encodingCounts) sorted() []EncodingStat {
	list := make([]EncodingStat, 0, len(c))
	for _, s := range c {
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b EncodingStat) int {
		return cmp.Or(cmp.Compare(a.Column, b.Column), strings.Compare(a.Form, b.Form))
	})
	return list
}
