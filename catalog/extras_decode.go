package catalog

import (
	"cmp"
	"fmt"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/types"
)

func (j tableExtras) decode() (*Table, error) {
	t := &Table{
		OID: j.OID, Schema: j.Schema, Name: j.Name, Resource: j.Resource,
		Options: Options(j.Options), Dictionaries: j.Dictionaries, Floor: j.Floor, Comment: j.Comment,
	}
	for version, dictionary := range t.Dictionaries {
		if dictionary != codec.CompactDictionary {
			return nil, fmt.Errorf("version %s of table %s has dictionary %d, this program reads dictionary %d",
				version, t.Name, dictionary, codec.CompactDictionary)
		}
	}
	var err error
	if t.Columns, err = decodeColumns(j.Name, j.Columns); err != nil {
		return nil, err
	}
	if t.PrimaryKey, err = t.indexes(j.PrimaryKey); err != nil {
		return nil, err
	}
	for _, c := range j.Constraints {
		columns, err := t.indexes(c.Columns)
		if err != nil {
			return nil, err
		}
		t.Constraints = append(t.Constraints, &Constraint{
			OID: c.OID, Name: c.Name, Kind: ConstraintKind(byteOf(c.Kind)), Columns: columns, Expr: c.Expr,
			RefTable: c.RefTable, RefColumns: c.RefColumns, OnDelete: byteOf(c.OnDelete), OnUpdate: byteOf(c.OnUpdate),
			OfRule: c.OfRule, NotValid: c.NotValid, Comment: c.Comment, IndexComment: c.IndexComment,
		})
	}
	return t, t.decodePartitions(j.Partitions)
}

func (t *Table) decodePartitions(list []partitionExtras) error {
	for _, e := range list {
		p := &Partition{OID: e.OID, Name: e.Name, Key: cmp.Or(e.Key, e.Name), Unique: e.Unique, Own: e.Own, Trusted: e.Trusted, Comment: e.Comment}
		for _, f := range e.Fields {
			i, err := t.index(f.Column)
			if err != nil {
				return err
			}
			p.Fields = append(p.Fields, PartitionField{Column: i, Path: f.Path, Rule: f.Rule})
		}
		t.Partitions = append(t.Partitions, p)
	}
	return nil
}

func decodeColumns(relation string, list []columnExtras) ([]*Column, error) {
	columns := make([]*Column, len(list))
	for i, e := range list {
		t := types.ByName(e.Type)
		if t == nil {
			return nil, fmt.Errorf("column %s of %s has unknown type %q", e.Name, relation, e.Type)
		}
		columns[i] = &Column{
			Name: e.Name, Number: e.Number, Attribute: e.Attribute, Type: t, Typmod: types.NoTypmod,
			NotNull: e.NotNull, Default: e.Default, Generated: e.Generated,
			Identity: byteOf(e.Identity), Sequence: e.Sequence, Comment: e.Comment, Rule: e.Rule,
		}
		if e.Typmod != nil {
			columns[i].Typmod = *e.Typmod
		}
	}
	return columns, nil
}

type viewExtras struct {
	OID     types.OID      `json:"oid"`
	Schema  string         `json:"schema"`
	Name    string         `json:"name"`
	Columns []columnExtras `json:"columns"`
	Query   string         `json:"query"`
	Check   CheckOption    `json:"check,omitempty"`
	Comment string         `json:"comment,omitempty"`
}

func encodeView(v *View) viewExtras {
	return viewExtras{v.OID, v.Schema, v.Name, encodeColumns(v.Columns), v.Query, v.Check, v.Comment}
}

func (j viewExtras) decode() (*View, error) {
	columns, err := decodeColumns(j.Name, j.Columns)
	return &View{j.OID, j.Schema, j.Name, columns, j.Query, j.Check, j.Comment}, err
}

type sequenceExtra struct {
	OID       types.OID `json:"oid"`
	Schema    string    `json:"schema"`
	Name      string    `json:"name"`
	Type      string    `json:"type"`
	Start     int64     `json:"start"`
	Increment int64     `json:"increment"`
	Min       int64     `json:"min"`
	Max       int64     `json:"max"`
	Cache     int64     `json:"cache"`
	Cycle     bool      `json:"cycle,omitempty"`
	OwnedBy   types.OID `json:"ownedBy,omitempty"`
	Column    int16     `json:"column,omitempty"`
	Comment   string    `json:"comment,omitempty"`
}

func encodeSequence(s *Sequence) sequenceExtra {
	return sequenceExtra{
		s.OID, s.Schema, s.Name, s.Type.Name, s.Start, s.Increment, s.Min, s.Max, s.Cache, s.Cycle, s.OwnedBy, s.Column, s.Comment,
	}
}

func (j sequenceExtra) decode() (*Sequence, error) {
	t := types.ByName(j.Type)
	if t == nil {
		return nil, fmt.Errorf("sequence %s has unknown type %q", j.Name, j.Type)
	}
	return &Sequence{
		j.OID, j.Schema, j.Name, t, j.Start, j.Increment, j.Min, j.Max, j.Cache, j.Cycle, j.OwnedBy, j.Column, j.Comment,
	}, nil
}
