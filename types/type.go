package types

// OID is an object identifier as the catalogs and the protocol use it.
type OID uint32

// Kind says which slice of a Vector, and which part of a Value, holds values
// of a type.
type Kind uint8

// The kinds. KindUnknown is the type of an untyped literal; it holds text.
const (
	KindBool Kind = iota + 1
	KindInt
	KindFloat
	KindNumeric
	KindText
	KindInterval
	KindArray
	KindRecord
)

// Category is pg_type.typcategory: the group within which implicit casts and
// overload resolution prefer types.
type Category byte

// The categories in use (PostgreSQL manual, pg_type, "typcategory codes").
const (
	CategoryArray     Category = 'A'
	CategoryBoolean   Category = 'B'
	CategoryComposite Category = 'C'
	CategoryDate      Category = 'D'
	CategoryNetwork   Category = 'I'
	CategoryNumeric   Category = 'N'
	CategoryPseudo    Category = 'P'
	CategoryString    Category = 'S'
	CategoryTimespan  Category = 'T'
	CategoryUser      Category = 'U'
	CategoryUnknown   Category = 'X'
	CategoryInternal  Category = 'Z'
)

// Type is one row of pg_type, immutable and compared by pointer.
type Type struct {
	OID       OID
	Name      string // internal name: int4, timestamptz, _text
	SQLName   string // what format_type prints: integer, text[]
	Kind      Kind
	Category  Category
	Preferred bool  // preferred within its category
	Len       int16 // bytes on the wire, -1 if it varies
	Elem      *Type // element type of an array, else nil
	Array     *Type // array type over this one, nil if there is none
}

// NoTypmod is the type modifier of a type without length or precision.
const NoTypmod int32 = -1

func (t *Type) String() string { return t.SQLName }

// Own reports whether t is ours and not PostgreSQL's.
func (t *Type) Own() bool { return t.OID >= FirstOwn && t.OID < FirstOwn+100 }

// Shown returns the type by which clients know the values of t: that below a
// domain.
func (t *Type) Shown() *Type {
	switch t {
	case Secret:
		return Text
	case Secret.Array:
		return Text.Array
	}
	return t
}

// HiddenText is what messages show in place of a secret.
const HiddenText = "********"

// HoldsSecret reports whether values of t are for the eyes of their reader
// only: no message repeats them.
func (t *Type) HoldsSecret() bool { return t == Secret || t.Elem == Secret }

// IsArray reports whether t is an array type.
func (t *Type) IsArray() bool { return t.Elem != nil }
