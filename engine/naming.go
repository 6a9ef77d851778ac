package engine

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/types"
)

// naming gives the parts of a table their names in s3db. They follow from
// those in SQL when a part is made and stay when it is renamed, so a name may
// be in use by something that SQL calls otherwise by now.
type naming struct {
	draft   *catalog.Draft
	dialect codec.Dialect // of a table that names none
	was     []*relation   // the table as it was in the snapshot and before this change
}

// newNaming prepares to name the parts of a table.
func (tx *Tx) newNaming(draft *catalog.Draft, base *schema, t *catalog.Table) *naming {
	n := &naming{draft: draft, dialect: tx.db.dialect.of(base)}
	for _, s := range []*schema{tx.from, base} {
		if rel := s.relations[t.Resource]; rel != nil && rel.table.OID == t.OID {
			n.was = append(n.was, rel)
		}
	}
	return n
}

// completed is a table with all names in s3db, and its dialect.
func (n *naming) completed(t *catalog.Table) *catalog.Table {
	done := *t
	done.Options.Dialect = cmp.Or(t.Options.Dialect, n.dialect.String())
	if done.Resource == "" {
		done.Resource = unused(keys.ResourceName(t.Schema, t.Name), n.isResource)
	}
	done.Columns = slices.Clone(t.Columns)
	for i, c := range t.Columns {
		if c.Attribute == "" && !n.isID(t, i) {
			named := *c
			named.Attribute = unused(keys.Name(c.Name), func(name string) bool { return n.isAttribute(&done, name) })
			done.Columns[i] = &named
		}
	}
	done.Partitions = slices.Clone(t.Partitions)
	for i, p := range t.Partitions {
		done.Partitions[i] = n.completedPartition(&done, p)
	}
	return &done
}

func (n *naming) completedPartition(t *catalog.Table, p *catalog.Partition) *catalog.Partition {
	done := *p
	if p.Key == "" {
		done.Key = unused(keys.Name(p.Name), func(name string) bool { return n.isPartition(t, name) })
		done.Own = p.Own || p.Unique && t.Options.RawKeys && t.Options.ExternalWriters // s3db.js knows no unique ones
	}
	done.Fields = make([]catalog.PartitionField, len(p.Fields))
	for i, f := range p.Fields {
		if f.Path == "" {
			f.Path = t.Columns[f.Column].Attribute
		}
		if f.Path == "" {
			f.Path = idPath
		}
		if f.Rule == "" {
			f.Rule = "string"
		}
		done.Fields[i] = f
	}
	return &done
}

// isID reports whether the id itself holds a column: the only column of the
// primary key, a text that is named id, or was when it was made.
func (n *naming) isID(t *catalog.Table, c int) bool {
	if len(t.PrimaryKey) != 1 || t.PrimaryKey[0] != c || t.Columns[c].Type.Kind != types.KindText {
		return false
	}
	for _, rel := range n.was {
		if i := rel.idColumn; i >= 0 && rel.table.Columns[i].Number == t.Columns[c].Number {
			return true
		}
	}
	return t.Columns[c].Name == "id"
}

func (n *naming) isResource(name string) bool {
	for _, t := range n.draft.Tables() {
		if t.Resource == name {
			return true
		}
	}
	return false
}

// isAttribute reports whether records of any version may have an attribute.
func (n *naming) isAttribute(t *catalog.Table, name string) bool {
	for _, c := range t.Columns {
		if c.Attribute == name {
			return true
		}
	}
	for _, rel := range n.was {
		for _, v := range rel.resource.Versions {
			if v.Attributes.Object().Get(name) != nil {
				return true
			}
		}
	}
	return false
}

// isPartition reports whether there may be references under a name.
func (n *naming) isPartition(t *catalog.Table, name string) bool {
	for _, p := range t.Partitions {
		if p.Key == name {
			return true
		}
	}
	for _, rel := range n.was {
		for i := range rel.parts {
			if rel.parts[i].def.Name == name {
				return true
			}
		}
	}
	return false
}

// unused returns a name, with a number behind it where it is taken.
func unused(name string, taken func(string) bool) string {
	free := name
	for i := 2; taken(free); i++ {
		free = name + "_" + strconv.Itoa(i)
	}
	return free
}
