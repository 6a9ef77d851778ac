package infoschema

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

// Schema is the OID of information_schema.
const Schema types.OID = 13000

// Tables lists the views of information_schema. A new one is a file and a
// line here.
func Tables() []*systable.Table {
	return slices.Concat(
		[]*systable.Table{
			catalogName(), schemata(), tables(), columns(), elementTypes(), views(), sequences(),
			tableConstraints(), keyColumnUsage(), constraintColumnUsage(), constraintTableUsage(),
			referentialConstraints(), checkConstraints(),
			characterSets(), collations(), collationApplicability(),
			enabledRoles(), tablePrivileges(), roleTableGrants(), columnPrivileges(), roleColumnGrants(),
			routines(),
		},
		emptyViews(),
	)
}

func table(oid types.OID, name, columns string, fill systable.Fill) *systable.Table {
	return systable.New(oid, systable.InformationSchema, name, systable.Ordinary, columns, fill)
}

func view(oid types.OID, name, columns string, fill systable.Fill) *systable.Table {
	return systable.New(oid, systable.InformationSchema, name, systable.View, columns, fill)
}

// yesNo is a value of the domain yes_or_no.
func yesNo(b bool) string {
	if b {
		return "YES"
	}
	return "NO"
}
