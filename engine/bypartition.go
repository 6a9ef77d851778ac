package engine

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/types"
)

// ByPartition is the access to the records that have these texts in fields of
// a partition of t, by path; nil if t has no such partition, or it is one over
// secrets. Given the leading fields, in the order of keys, it lists their
// references only; match tells for the others whether a record is wanted, and
// is nil if all listed are.
func (tx *Tx) ByPartition(t *catalog.Table, name string, values map[string]string) (a *catalog.Access, match func(*Record) (bool, error), err error) {
	rel, err := tx.relation(t)
	if err != nil {
		return nil, nil, err
	}
	p := rel.partitionNamed(name)
	if p == nil || p.shows() {
		return nil, nil, nil
	}
	a = &catalog.Access{Table: t, Kind: catalog.ByPartition, Part: p.catalog}
	rest := map[string]string{}
	for i, path := range p.names {
		text, given := values[path]
		if given && len(a.Prefix) == i {
			v, err := p.value(i, text)
			if err != nil {
				return nil, nil, err
			}
			a.Prefix = append(a.Prefix, v)
		} else if given {
			rest[path] = text
		}
	}
	if len(rest) == 0 {
		return a, nil, nil
	}
	return a, func(r *Record) (bool, error) { return p.matches(r, rest) }, nil
}

// Trusted reports whether the references of a table's partition are complete,
// so that listing them answers alone.
func (tx *Tx) Trusted(t *catalog.Table, name string) bool {
	rel, err := tx.relation(t)
	if err != nil || t.Options.ExternalWriters {
		return false
	}
	p := rel.partitionNamed(name)
	return p != nil && p.catalog.Trusted && tx.db.complete(rel, p)
}

func (rel *relation) partitionNamed(name string) *partition {
	for i := range rel.parts {
		if rel.parts[i].def.Name == name {
			return &rel.parts[i]
		}
	}
	return nil
}

// value reads the text of a partition's i-th field in key order.
func (p *partition) value(i int, text string) (types.Value, error) {
	t := p.rel.fieldType(p.catalog.Fields[p.order[i]])
	if t.Kind == types.KindText {
		return types.NewText(text), nil
	}
	return types.ParseText(t, types.NoTypmod, text, nil)
}

// matches reports whether a record has these texts in fields of the partition.
func (p *partition) matches(r *Record, values map[string]string) (bool, error) {
	text := p.rel.keyText(r.ID, p.rel.imageOf(r))
	for _, f := range p.def.Fields {
		want, asked := values[f.Path]
		if !asked {
			continue
		}
		got, ok, err := text(f.Path)
		if err != nil || !ok || document.PartitionText(f.Rule, got) != document.PartitionText(f.Rule, want) {
			return false, err
		}
	}
	return true, nil
}
