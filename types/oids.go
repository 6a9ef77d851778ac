package types

// The types, as pg_type describes them (PostgreSQL 15). Types are compared by
// pointer, so these variables are the only instances; a table's composite type
// is made by the catalog.
var (
	Bool         = define(16, 1000, "bool", "boolean", KindBool, CategoryBoolean, 1).preferred()
	Bytea        = define(17, 1001, "bytea", "bytea", KindText, CategoryUser, -1)
	Char         = define(18, 1002, "char", `"char"`, KindText, CategoryInternal, 1)
	Name         = define(19, 1003, "name", "name", KindText, CategoryString, 64)
	Int8         = define(20, 1016, "int8", "bigint", KindInt, CategoryNumeric, 8)
	Int2         = define(21, 1005, "int2", "smallint", KindInt, CategoryNumeric, 2)
	Int4         = define(23, 1007, "int4", "integer", KindInt, CategoryNumeric, 4)
	RegProc      = define(24, 1008, "regproc", "regproc", KindInt, CategoryNumeric, 4)
	Text         = define(25, 1009, "text", "text", KindText, CategoryString, -1).preferred()
	OIDType      = define(26, 1028, "oid", "oid", KindInt, CategoryNumeric, 4).preferred()
	TID          = define(27, 1010, "tid", "tid", KindText, CategoryUser, 6)
	XID          = define(28, 1011, "xid", "xid", KindInt, CategoryUser, 4)
	CID          = define(29, 1012, "cid", "cid", KindInt, CategoryUser, 4)
	JSON         = define(114, 199, "json", "json", KindText, CategoryUser, -1)
	NodeTree     = define(194, 0, "pg_node_tree", "pg_node_tree", KindText, CategoryInternal, -1)
	Float4       = define(700, 1021, "float4", "real", KindFloat, CategoryNumeric, 4)
	Float8       = define(701, 1022, "float8", "double precision", KindFloat, CategoryNumeric, 8).preferred()
	Unknown      = define(705, 0, "unknown", "unknown", KindText, CategoryUnknown, -2)
	CIDR         = define(650, 651, "cidr", "cidr", KindText, CategoryNetwork, -1)
	Inet         = define(869, 1041, "inet", "inet", KindText, CategoryNetwork, -1).preferred()
	ACLItem      = define(1033, 1034, "aclitem", "aclitem", KindText, CategoryUser, 12)
	BPChar       = define(1042, 1014, "bpchar", "character", KindText, CategoryString, -1)
	Varchar      = define(1043, 1015, "varchar", "character varying", KindText, CategoryString, -1)
	Date         = define(1082, 1182, "date", "date", KindInt, CategoryDate, 4)
	Time         = define(1083, 1183, "time", "time without time zone", KindInt, CategoryDate, 8)
	Timestamp    = define(1114, 1115, "timestamp", "timestamp without time zone", KindInt, CategoryDate, 8)
	TimestampTZ  = define(1184, 1185, "timestamptz", "timestamp with time zone", KindInt, CategoryDate, 8).preferred()
	IntervalType = define(1186, 1187, "interval", "interval", KindInterval, CategoryTimespan, 16).preferred()
	TimeTZ       = define(1266, 1270, "timetz", "time with time zone", KindInt, CategoryDate, 12)
	Numeric      = define(1700, 1231, "numeric", "numeric", KindNumeric, CategoryNumeric, -1)
	UUID         = define(2950, 2951, "uuid", "uuid", KindText, CategoryUser, 16)
	JSONB        = define(3802, 3807, "jsonb", "jsonb", KindText, CategoryUser, -1)
	JSONPathType = define(4072, 4073, "jsonpath", "jsonpath", KindText, CategoryUser, -1)
	XID8         = define(5069, 271, "xid8", "xid8", KindInt, CategoryUser, 8)

	RegProcedure = define(2202, 2207, "regprocedure", "regprocedure", KindInt, CategoryNumeric, 4)
	RegOper      = define(2203, 2208, "regoper", "regoper", KindInt, CategoryNumeric, 4)
	RegOperator  = define(2204, 2209, "regoperator", "regoperator", KindInt, CategoryNumeric, 4)
	RegClass     = define(2205, 2210, "regclass", "regclass", KindInt, CategoryNumeric, 4)
	RegType      = define(2206, 2211, "regtype", "regtype", KindInt, CategoryNumeric, 4)
	RegNamespace = define(4089, 4090, "regnamespace", "regnamespace", KindInt, CategoryNumeric, 4)
	RegRole      = define(4096, 4097, "regrole", "regrole", KindInt, CategoryNumeric, 4)

	// The vectors of the system catalogs: arrays of one dimension from 0 up,
	// written without braces.
	Int2Vector = define(22, 1006, "int2vector", "int2vector", KindArray, CategoryArray, -1).of(Int2)
	OIDVector  = define(30, 1013, "oidvector", "oidvector", KindArray, CategoryArray, -1).of(OIDType)
)

// FirstOwn is where the OIDs of types begin that are ours and not
// PostgreSQL's. They are in schema s3db.
const FirstOwn OID = 15900

// Secret is text that records hold encrypted. It behaves as a domain over
// text, which clients see of it. Its values appear in no key, error or plan.
var Secret = define(FirstOwn, FirstOwn+1, "secret", "s3db.secret", KindText, CategoryString, -1)

// Pseudo-types: of arguments and results of functions, never of columns. The
// polymorphic ones stand for the type of the actual argument.
var (
	RecordType = define(2249, 2287, "record", "record", KindRecord, CategoryPseudo, -1)
	CString    = define(2275, 1263, "cstring", "cstring", KindText, CategoryPseudo, -2)
	Any        = define(2276, 0, "any", `"any"`, KindText, CategoryPseudo, 4)
	AnyArray   = define(2277, 0, "anyarray", "anyarray", KindArray, CategoryPseudo, -1)
	Void       = define(2278, 0, "void", "void", KindText, CategoryPseudo, 4)
	Trigger    = define(2279, 0, "trigger", "trigger", KindText, CategoryPseudo, 4)
	Internal   = define(2281, 0, "internal", "internal", KindText, CategoryPseudo, 8)

	AnyElement            = define(2283, 0, "anyelement", "anyelement", KindText, CategoryPseudo, 4)
	AnyNonArray           = define(2776, 0, "anynonarray", "anynonarray", KindText, CategoryPseudo, 4)
	AnyEnum               = define(3500, 0, "anyenum", "anyenum", KindText, CategoryPseudo, 4)
	AnyCompatible         = define(5077, 0, "anycompatible", "anycompatible", KindText, CategoryPseudo, 4)
	AnyCompatibleArray    = define(5078, 0, "anycompatiblearray", "anycompatiblearray", KindArray, CategoryPseudo, -1)
	AnyCompatibleNonArray = define(5079, 0, "anycompatiblenonarray", "anycompatiblenonarray", KindText, CategoryPseudo, 4)
)

// define makes a type and, if array is not 0, the array type over it.
func define(oid, array OID, name, sqlName string, kind Kind, category Category, length int16) *Type {
	t := &Type{OID: oid, Name: name, SQLName: sqlName, Kind: kind, Category: category, Len: length}
	if array == 0 {
		return t
	}
	t.Array = &Type{
		OID: array, Name: "_" + name, SQLName: sqlName + "[]",
		Kind: KindArray, Category: CategoryArray, Len: -1, Elem: t,
	}
	if kind == KindRecord {
		t.Array.Category = CategoryPseudo // record[] is no type for columns either
	}
	return t
}

func (t *Type) preferred() *Type {
	t.Preferred = true
	return t
}

func (t *Type) of(elem *Type) *Type {
	t.Elem = elem
	return t
}
