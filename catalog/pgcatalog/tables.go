package pgcatalog

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

// Schema is the OID of pg_catalog.
const Schema types.OID = 11

// Tables lists the tables of pg_catalog. A new one is a file and a line here.
func Tables() []*systable.Table {
	return slices.Concat(
		[]*systable.Table{
			pgNamespace(), pgClass(), pgAttribute(), pgAttrdef(), pgType(),
			pgIndex(), pgConstraint(), pgSequence(), pgRewrite(), pgDepend(), pgDescription(),
			pgProc(), pgAggregate(), pgOperator(), pgCast(),
			pgAm(), pgOpfamily(), pgOpclass(), pgAmop(), pgCollation(), pgLanguage(), pgTablespace(),
			pgDatabase(), pgAuthid(), pgRoles(), pgUser(), pgShadow(),
			pgTables(), pgViews(), pgIndexes(), pgSequences(),
			pgSettings(), pgStatActivity(), pgStatDatabase(), pgPreparedStatements(), pgCursors(),
			pgTimezoneNames(),
			pgStatAllTables(), pgStatUserTables(), pgStatUserIndexes(),
		},
		unusedTables(), securityTables(), foreignTables(), textSearchTables(), replicationTables(),
		statisticsTables(), serverTables(), counterTables(), progressTables(),
	)
}

func table(oid types.OID, name, columns string, fill systable.Fill) *systable.Table {
	return systable.New(oid, systable.PgCatalog, name, systable.Ordinary, columns, fill)
}

func view(oid types.OID, name, columns string, fill systable.Fill) *systable.Table {
	return systable.New(oid, systable.PgCatalog, name, systable.View, columns, fill)
}
