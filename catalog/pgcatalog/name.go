package pgcatalog

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// RegName is the name that a regclass, regtype, regproc, regprocedure,
// regoper, regoperator, regnamespace or regrole prints for an OID, "" if
// nothing has it. It serves types.Style.RegName. Names are qualified where
// env.Path does not find them.
func RegName(env *systable.Env, t *types.Type, oid types.OID) string {
	switch t {
	case types.RegClass:
		return relationName(env, oid)
	case types.RegType:
		return typeName(env, oid)
	case types.RegProc, types.RegProcedure:
		return procName(env, oid, t == types.RegProcedure)
	case types.RegOper, types.RegOperator:
		return operatorName(env, oid, t == types.RegOperator)
	case types.RegNamespace:
		if name := schemaName(env, oid); name != "" {
			return functions.QuoteIdent(name)
		}
	case types.RegRole:
		if oid == systable.Superuser {
			return functions.QuoteIdent(env.User)
		}
	}
	return ""
}

func relationName(env *systable.Env, oid types.OID) string {
	if t := env.System.ByOID(oid); t != nil {
		return visible(env, t.Schema, t.Name)
	}
	if r := relationOf(env.Catalog, oid); r != nil {
		return visible(env, r.schema, r.name)
	}
	return ""
}

// typeName is what format_type prints for a type without modifier.
func typeName(env *systable.Env, oid types.OID) string {
	if t := types.ByOID(oid); t != nil {
		return t.SQLName
	}
	if r := relationOf(env.Catalog, oid); r != nil && r.hasRowType() {
		return visible(env, r.schema, r.name)
	}
	return ""
}

// visible is the name of a relation: qualified unless the first relation of
// that name on the path is it. pg_catalog is searched first if not listed.
func visible(env *systable.Env, schema, name string) string {
	path := env.Path
	if !slices.Contains(path, systable.PgCatalog) {
		path = append([]string{systable.PgCatalog}, path...)
	}
	for _, searched := range path {
		if searched == schema {
			return functions.QuoteIdent(name)
		}
		if env.Catalog.Relation(searched, name) != nil || env.System.Lookup(searched, name) != nil {
			break
		}
	}
	return qualified(schema, name)
}

func schemaName(env *systable.Env, oid types.OID) string {
	if s, ok := env.Catalog.ByOID(oid).(*catalog.Schema); ok {
		return s.Name
	}
	for name, known := range systemSchemas {
		if known == oid {
			return name
		}
	}
	return ""
}

// procName is a function's name: with its argument types for regprocedure; for
// regproc qualified, if other functions share it.
func procName(env *systable.Env, oid types.OID, signature bool) string {
	p := procOf(env.Functions, oid)
	if p == nil {
		return ""
	}
	schema, name := functions.SplitName(p.name)
	switch {
	case signature && schema == systable.PgCatalog:
		return functions.QuoteIdent(name) + "(" + typeList(p.args) + ")"
	case signature:
		return qualified(schema, name) + "(" + typeList(p.args) + ")"
	case schema != systable.PgCatalog, overloaded(env.Functions, p.name):
		return qualified(schema, name)
	}
	return functions.QuoteIdent(name)
}

func overloaded(r *functions.Registry, name string) bool {
	return len(r.Functions(name))+len(r.Aggregates(name))+len(r.Windows(name))+len(r.Sets(name)) > 1
}

func operatorName(env *systable.Env, oid types.OID, signature bool) string {
	for _, f := range env.Functions.Families() {
		for _, o := range f.Operators {
			if o.OID != oid {
				continue
			}
			if !signature {
				return o.Name
			}
			if len(o.Args) == 1 {
				return o.Name + "(NONE," + o.Args[0].SQLName + ")"
			}
			return o.Name + "(" + typeList(o.Args) + ")"
		}
	}
	return ""
}

func typeList(ts []*types.Type) string {
	text := ""
	for i, t := range ts {
		if i > 0 {
			text += ","
		}
		text += t.SQLName
	}
	return text
}
