package catalog

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/types"
)

// Schema is a namespace of tables, views and sequences.
type Schema struct {
	OID     types.OID
	Name    string
	Comment string
}

// Table is a table, immutable once published: a change makes a new one.
type Table struct {
	OID      types.OID
	Schema   string
	Name     string
	Resource string // name of the s3db resource
	Columns  []*Column
	// PrimaryKey holds indexes into Columns; empty if the id is generated
	// and hidden, as ctid is.
	PrimaryKey  []int
	Constraints []*Constraint
	Partitions  []*Partition
	Options     Options
	// Dictionaries tells the versions of the resource that have the compact
	// encoding, with the version of its dictionary.
	Dictionaries map[string]int
	Floor        uint64 // rows last written at or before this journal position are gone (TRUNCATE)
	Comment      string
}

// IDColumns returns the columns whose values the id of a record tells: those
// of the primary key, as far as keys say all of their types. What a foreign
// client writes beside its id may differ.
func (t *Table) IDColumns() []int {
	if len(t.PrimaryKey) == 1 && t.Columns[t.PrimaryKey[0]].Attribute == "" {
		return t.PrimaryKey
	}
	if t.Options.ExternalWriters || t.Options.RawKeys {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.PrimaryKey), func(c int) bool { return !codec.KeyTells(t.Columns[c].Type) })
}

// Options are the storage options of WITH (...).
type Options struct {
	Behavior        string // user-managed, enforce-limits, truncate-data, body-overflow, body-only
	Dialect         string // v10 or v21; "" that of the database until the table is made
	Encoding        string // of texts in metadata: v10, also if empty, or compact
	Timestamps      bool
	RawKeys         bool   // ids and partition values unescaped: a resource found in a bucket
	ExternalWriters bool   // s3db.js also writes here: records are revalidated, partitions untrusted
	IDSize          int    // characters of a generated id
	IDGenerator     string // what draws the ids of rows without primary key, "" for ordered ones
	Versioning      bool   // rows are found by their version, and what a later one replaces is kept
	SyncPartitions  bool   // COMMIT waits until the references of rows are there: asyncPartitions is false
	Permissive      bool   // all records may be deleted at once: s3db.js's paranoid is false
}

// Column is a column of a table.
type Column struct {
	Name      string
	Number    int16  // attribute number from 1, never reused in a table
	Attribute string // path of the s3db attribute, "" for the id itself
	Type      *types.Type
	Typmod    int32
	NotNull   bool
	Default   string // SQL text of the default, "" if none
	Generated string // SQL text of GENERATED ALWAYS AS (...) STORED, "" if none
	Identity  byte   // 'a' always, 'd' by default, 0 none
	Sequence  string // qualified name of the sequence that serial or identity owns
	Comment   string
	// Rule is the attribute rule of s3db.js that Type, NotNull and Default
	// were taken from, "" if the column was made by SQL.
	Rule string
}

// HoldsSecret reports whether values of the column are not to be seen in
// messages: secrets, and documents that have secrets inside by their rule.
func (c *Column) HoldsSecret() bool {
	return c.Type.HoldsSecret() || strings.HasPrefix(c.Rule, "{") && strings.Contains(c.Rule, "secret")
}

// ConstraintKind is the kind of a constraint, with pg_constraint's letters.
type ConstraintKind byte

// The kinds of constraint.
const (
	PrimaryKey ConstraintKind = 'p'
	Unique     ConstraintKind = 'u'
	Check      ConstraintKind = 'c'
	ForeignKey ConstraintKind = 'f'
)

// Constraint is a table constraint. NOT NULL is a property of the column.
type Constraint struct {
	OID     types.OID
	Name    string
	Kind    ConstraintKind
	Columns []int  // indexes into Table.Columns
	Expr    string // SQL text of a CHECK
	// OfRule says that the constraint is what the Rule of its first column
	// says: only s3db.js changes it.
	OfRule bool
	// NotValid says that rows which were there before may not satisfy it.
	NotValid bool
	// Foreign keys only.
	RefTable   types.OID
	RefColumns []int // indexes into the referenced table's Columns
	OnDelete   byte  // pg_constraint's letters: a no action, r restrict, c cascade, n set null, d set default
	OnUpdate   byte

	Comment      string
	IndexComment string // of the index that a primary key stands for
}

// Partition is an s3db partition: an index whose entries are empty objects
// found by listing.
type Partition struct {
	OID  types.OID
	Name string
	// Key is its name in s3db.json and in the keys of references. Like a
	// table's Resource it stays when Name changes.
	Key    string
	Fields []PartitionField // in declaration order; keys sort them by name
	Unique bool
	// Own partitions of a resource that s3db.js defines are known to
	// catalog.json only. Their keys are escaped, whatever those of s3db.js are.
	Own bool
	// Trusted partitions have a reference for every record, so listings of
	// them are complete and key-only answers are right.
	Trusted bool
	Comment string
}

// PartitionField is one field of a partition.
type PartitionField struct {
	Column int    // index into Table.Columns
	Path   string // attribute path, e.g. profile.country
	Rule   string // s3db rule: string, number, date|maxlength:10 ...
}

// View is a view: the text of its query, bound anew at each use.
type View struct {
	OID     types.OID
	Schema  string
	Name    string
	Columns []*Column
	Query   string
	Check   CheckOption
	Comment string
}

// CheckOption says which conditions new rows that come through a view must
// satisfy: none, those of the view, or also those of the views below it.
type CheckOption string

// The check options.
const (
	CheckNone     CheckOption = ""
	CheckLocal    CheckOption = "local"
	CheckCascaded CheckOption = "cascaded"
)

// Sequence is the definition of a sequence; its position is an object.
type Sequence struct {
	OID       types.OID
	Schema    string
	Name      string
	Type      *types.Type
	Start     int64
	Increment int64
	Min, Max  int64
	Cache     int64
	Cycle     bool
	OwnedBy   types.OID // table, 0 if none
	Column    int16     // attribute number in that table
	Comment   string
}

// Column returns the index of a column: an exact match of the name, else the
// only column that differs from it in case; -1 if there is none.
func (t *Table) Column(name string) int {
	folded := -1
	for i, c := range t.Columns {
		if c.Name == name {
			return i
		}
		if strings.EqualFold(c.Name, name) {
			if folded >= 0 {
				folded = -2
			} else if folded == -1 {
				folded = i
			}
		}
	}
	return max(folded, -1)
}

// Partition returns the partition of a name, or nil.
func (t *Table) Partition(name string) *Partition {
	for _, p := range t.Partitions {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Constraint returns the constraint of a name, or nil.
func (t *Table) Constraint(name string) *Constraint {
	for _, c := range t.Constraints {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// UniqueKeys returns the keys that no two rows share: primary key and unique
// constraints, and unique indexes in the shape of a constraint.
func (t *Table) UniqueKeys() []*Constraint {
	var keys []*Constraint
	named := map[string]bool{}
	for _, c := range t.Constraints {
		if c.Kind == PrimaryKey || c.Kind == Unique {
			keys = append(keys, c)
			named[c.Name] = true
		}
	}
	for _, p := range t.Partitions {
		if !p.Unique || named[p.Name] {
			continue
		}
		key := &Constraint{OID: p.OID, Name: p.Name, Kind: Unique}
		for _, f := range p.Fields {
			key.Columns = append(key.Columns, f.Column)
		}
		keys = append(keys, key)
	}
	return keys
}
