package types

import (
	"slices"
	"strings"
)

// table lists every base and pseudo-type; arrays follow from it.
var table = []*Type{
	Bool, Bytea, Char, Name, Int8, Int2, Int2Vector, Int4, RegProc, Text, OIDType, TID, XID, CID,
	OIDVector, JSON, NodeTree, Float4, Float8, Unknown, CIDR, Inet, ACLItem, BPChar, Varchar, Date, Time,
	Timestamp, TimestampTZ, IntervalType, TimeTZ, Numeric, RegProcedure, RegOper, RegOperator,
	RegClass, RegType, UUID, JSONB, JSONPathType, RegNamespace, RegRole, XID8, Secret,
	RecordType, CString, Any, AnyArray, Void, Trigger, Internal, AnyElement, AnyNonArray, AnyEnum,
	AnyCompatible, AnyCompatibleArray, AnyCompatibleNonArray,
}

// sqlSpellings are the names of the SQL standard that the parser of
// PostgreSQL turns into its own, besides those that format_type prints.
var sqlSpellings = map[string]*Type{
	"int": Int4, "float": Float8, "decimal": Numeric, "dec": Numeric, "char varying": Varchar,
	"bpchar": BPChar, "national character": BPChar, "nchar": BPChar, "national char": BPChar,
	"national character varying": Varchar, "timestamp without time zone": Timestamp,
	"time without time zone": Time,
}

var (
	byOID  = indexByOID()
	byName = indexByName()
)

func indexByOID() map[OID]*Type {
	m := make(map[OID]*Type, 2*len(table))
	for _, t := range All() {
		m[t.OID] = t
	}
	return m
}

func indexByName() map[string]*Type {
	m := make(map[string]*Type, 4*len(table))
	for name, t := range sqlSpellings {
		m[name] = t
	}
	for _, t := range All() {
		m[t.SQLName] = t
	}
	for _, t := range All() {
		m[t.Name] = t // last, as internal names win: char is "char"
	}
	return m
}

// All lists every type in the order of OIDs, arrays included.
func All() []*Type {
	all := slices.Clone(table)
	for _, t := range table {
		if t.Array != nil {
			all = append(all, t.Array)
		}
	}
	slices.SortFunc(all, func(a, b *Type) int { return int(a.OID) - int(b.OID) })
	return all
}

// ByOID returns the built-in type with this OID, nil if there is none.
func ByOID(oid OID) *Type { return byOID[oid] }

// ByName returns the built-in type of an internal name (int4, _text) or of a
// spelling of the SQL standard in lower case without modifiers (character
// varying, integer[]); nil if there is none. An internal name wins, so that
// "char" is the one-byte type and "character" is char(n).
func ByName(name string) *Type {
	if t := byName[name]; t != nil {
		return t
	}
	if elem, ok := strings.CutSuffix(name, "[]"); ok {
		if t := byName[elem]; t != nil {
			return t.Array
		}
	}
	return nil
}
