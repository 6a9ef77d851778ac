package catalog

import (
	"fmt"

	"github.com/s3dbsql/s3dbsql/types"
)

// The forms of relations in catalog.json. Columns and tables are named by
// their numbers and OIDs, which renaming does not change.

type schemaExtras struct {
	OID     types.OID `json:"oid"`
	Name    string    `json:"name"`
	Comment string    `json:"comment,omitempty"`
}

func (j schemaExtras) decode() (*Schema, error) {
	s := Schema(j)
	return &s, nil
}

type tableExtras struct {
	OID          types.OID          `json:"oid"`
	Schema       string             `json:"schema"`
	Name         string             `json:"name"`
	Resource     string             `json:"resource"`
	Columns      []columnExtras     `json:"columns"`
	PrimaryKey   []int16            `json:"primaryKey,omitempty"`
	Constraints  []constraintExtras `json:"constraints,omitempty"`
	Partitions   []partitionExtras  `json:"partitions,omitempty"`
	Options      optionsExtras      `json:"options"`
	Dictionaries map[string]int     `json:"dictionaries,omitempty"`
	Floor        uint64             `json:"floor,omitempty"`
	Comment      string             `json:"comment,omitempty"`
}

type columnExtras struct {
	Name      string `json:"name"`
	Number    int16  `json:"number"`
	Attribute string `json:"attribute,omitempty"`
	Type      string `json:"type"`
	Typmod    *int32 `json:"typmod,omitempty"`
	NotNull   bool   `json:"notNull,omitempty"`
	Default   string `json:"default,omitempty"`
	Generated string `json:"generated,omitempty"`
	Identity  string `json:"identity,omitempty"`
	Sequence  string `json:"sequence,omitempty"`
	Comment   string `json:"comment,omitempty"`
	Rule      string `json:"rule,omitempty"`
}

type constraintExtras struct {
	OID        types.OID `json:"oid"`
	Name       string    `json:"name"`
	Kind       string    `json:"kind"`
	Columns    []int16   `json:"columns,omitempty"`
	Expr       string    `json:"expr,omitempty"`
	OfRule     bool      `json:"ofRule,omitempty"`
	NotValid   bool      `json:"notValid,omitempty"`
	RefTable   types.OID `json:"refTable,omitempty"`
	RefColumns []int     `json:"refColumns,omitempty"`
	OnDelete   string    `json:"onDelete,omitempty"`
	OnUpdate   string    `json:"onUpdate,omitempty"`

	Comment      string `json:"comment,omitempty"`
	IndexComment string `json:"indexComment,omitempty"`
}

type partitionExtras struct {
	OID     types.OID     `json:"oid"`
	Name    string        `json:"name"`
	Key     string        `json:"key,omitempty"` // where it is not the name
	Fields  []fieldExtras `json:"fields"`
	Unique  bool          `json:"unique,omitempty"`
	Own     bool          `json:"own,omitempty"`
	Trusted bool          `json:"trusted,omitempty"`
	Comment string        `json:"comment,omitempty"`
}

type fieldExtras struct {
	Column int16  `json:"column"`
	Path   string `json:"path"`
	Rule   string `json:"rule,omitempty"`
}

type optionsExtras struct {
	Behavior        string `json:"behavior,omitempty"`
	Dialect         string `json:"dialect,omitempty"`
	Encoding        string `json:"encoding,omitempty"`
	Timestamps      bool   `json:"timestamps,omitempty"`
	RawKeys         bool   `json:"rawKeys,omitempty"`
	ExternalWriters bool   `json:"externalWriters,omitempty"`
	IDSize          int    `json:"idSize,omitempty"`
	IDGenerator     string `json:"idGenerator,omitempty"`
	Versioning      bool   `json:"versioning,omitempty"`
	SyncPartitions  bool   `json:"syncPartitions,omitempty"`
	Permissive      bool   `json:"permissive,omitempty"`
}

func encodeTable(t *Table) tableExtras {
	j := tableExtras{
		OID: t.OID, Schema: t.Schema, Name: t.Name, Resource: t.Resource,
		Columns: encodeColumns(t.Columns), PrimaryKey: t.numbers(t.PrimaryKey),
		Options: optionsExtras(t.Options), Dictionaries: t.Dictionaries, Floor: t.Floor, Comment: t.Comment,
	}
	for _, c := range t.Constraints {
		j.Constraints = append(j.Constraints, constraintExtras{
			OID: c.OID, Name: c.Name, Kind: letter(byte(c.Kind)), Columns: t.numbers(c.Columns), Expr: c.Expr,
			RefTable: c.RefTable, RefColumns: c.RefColumns, OnDelete: letter(c.OnDelete), OnUpdate: letter(c.OnUpdate),
			OfRule: c.OfRule, NotValid: c.NotValid, Comment: c.Comment, IndexComment: c.IndexComment,
		})
	}
	for _, p := range t.Partitions {
		e := partitionExtras{OID: p.OID, Name: p.Name, Unique: p.Unique, Own: p.Own, Trusted: p.Trusted, Comment: p.Comment}
		if p.Key != p.Name {
			e.Key = p.Key
		}
		for _, f := range p.Fields {
			e.Fields = append(e.Fields, fieldExtras{t.Columns[f.Column].Number, f.Path, f.Rule})
		}
		j.Partitions = append(j.Partitions, e)
	}
	return j
}

func encodeColumns(columns []*Column) []columnExtras {
	list := make([]columnExtras, len(columns))
	for i, c := range columns {
		list[i] = columnExtras{
			Name: c.Name, Number: c.Number, Attribute: c.Attribute, Type: c.Type.Name,
			NotNull: c.NotNull, Default: c.Default, Generated: c.Generated,
			Identity: letter(c.Identity), Sequence: c.Sequence, Comment: c.Comment, Rule: c.Rule,
		}
		if c.Typmod != types.NoTypmod {
			list[i].Typmod = &c.Typmod
		}
	}
	return list
}

// numbers turns column indexes into attribute numbers.
func (t *Table) numbers(indexes []int) []int16 {
	var numbers []int16
	for _, i := range indexes {
		numbers = append(numbers, t.Columns[i].Number)
	}
	return numbers
}

// indexes undoes numbers.
func (t *Table) indexes(numbers []int16) ([]int, error) {
	var indexes []int
	for _, n := range numbers {
		i, err := t.index(n)
		if err != nil {
			return nil, err
		}
		indexes = append(indexes, i)
	}
	return indexes, nil
}

func (t *Table) index(number int16) (int, error) {
	for i, c := range t.Columns {
		if c.Number == number {
			return i, nil
		}
	}
	return 0, fmt.Errorf("table %s has no column number %d", t.Name, number)
}

func letter(c byte) string {
	if c == 0 {
		return ""
	}
	return string(rune(c))
}

func byteOf(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}
