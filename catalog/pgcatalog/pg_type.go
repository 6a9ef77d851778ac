package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgType() *systable.Table {
	return table(1247, "pg_type", `
		oid oid, typname name, typnamespace oid, typowner oid = 10, typlen int2, typbyval bool, typtype char = b,
		typcategory char, typispreferred bool = f, typisdefined bool = t, typdelim char, typrelid oid = 0,
		typsubscript regproc = 0, typelem oid = 0, typarray oid = 0, typinput regproc, typoutput regproc,
		typreceive regproc = 0, typsend regproc = 0, typmodin regproc = 0, typmodout regproc = 0,
		typanalyze regproc = 0, typalign char, typstorage char, typnotnull bool = f, typbasetype oid = 0,
		typtypmod int4 = -1, typndims int4 = 0, typcollation oid, typdefaultbin pg_node_tree, typdefault text,
		typacl _aclitem`, rowTypes).Fixed(builtinTypes)
}

func builtinTypes(_ *systable.Env, add func(systable.Fields)) {
	for _, t := range types.All() {
		add(typeRow(t))
	}
}

func rowTypes(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env.Catalog) {
		if r.hasRowType() {
			add(rowType(env, &r))
		}
	}
}

// typeRow is the row of a built-in type.
func typeRow(t *types.Type) systable.Fields {
	storage := storageOf(t)
	row := systable.Fields{
		"oid": t.OID, "typname": t.Name, "typnamespace": Schema, "typlen": t.Len, "typbyval": storage.byValue,
		"typcategory": byte(t.Category), "typispreferred": t.Preferred, "typdelim": ",",
		"typinput": storage.input, "typoutput": storage.output, "typreceive": storage.receive, "typsend": storage.send,
		"typmodin": storage.modIn, "typmodout": storage.modOut, "typsubscript": storage.subscript,
		"typalign": storage.align, "typstorage": storage.storage, "typcollation": storage.collation,
	}
	if t.Own() {
		row["typnamespace"] = functions.OwnOID
	}
	if base := t.Shown(); base != t && t.Elem == nil {
		row["typtype"], row["typbasetype"] = "d", base.OID
	}
	if t.Category == types.CategoryPseudo || t == types.Unknown {
		row["typtype"] = "p"
	}
	if t.Elem != nil {
		row["typelem"] = t.Elem.OID
	}
	if t.Array != nil {
		row["typarray"] = t.Array.OID
	}
	return row
}

// rowType is the composite type of a relation, which has the relation's OID.
func rowType(env *systable.Env, r *relation) systable.Fields {
	row := typeRow(types.RecordType)
	row["oid"], row["typname"], row["typnamespace"] = r.oid, r.name, schemaOID(env.Catalog, r.schema)
	row["typtype"], row["typcategory"] = "c", byte(types.CategoryComposite)
	row["typrelid"], row["typarray"] = r.oid, 0
	return row
}
