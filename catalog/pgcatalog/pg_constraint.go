package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgConstraint() *systable.Table {
	return table(2606, "pg_constraint", `
		oid oid, conname name, connamespace oid, contype char, condeferrable bool = f, condeferred bool = f,
		convalidated bool = t, conrelid oid, contypid oid = 0, conindid oid, conparentid oid = 0, confrelid oid = 0,
		confupdtype char = ' ', confdeltype char = ' ', confmatchtype char = ' ', conislocal bool = t, coninhcount int4 = 0,
		connoinherit bool, conkey _int2, confkey _int2, conpfeqop _oid, conppeqop _oid, conffeqop _oid,
		confdelsetcols _int2, conexclop _oid, conbin pg_node_tree`, constraints)
}

func constraints(env *systable.Env, add func(systable.Fields)) {
	for _, t := range env.Catalog.Tables() {
		for _, c := range t.Constraints {
			add(constraint(env, t, c))
		}
	}
}

func constraint(env *systable.Env, t *catalog.Table, c *catalog.Constraint) systable.Fields {
	row := systable.Fields{
		"oid": c.OID, "conname": c.Name, "connamespace": schemaOID(env.Catalog, t.Schema), "contype": byte(c.Kind),
		"conrelid": t.OID, "conindid": indexOf(env.Catalog, t, c), "connoinherit": c.Kind != catalog.Check,
		"convalidated": !c.NotValid,
		"conkey":       numbers(t, c.Columns),
	}
	switch c.Kind {
	case catalog.Check:
		row["conbin"] = c.Expr
	case catalog.ForeignKey:
		row["confrelid"], row["confmatchtype"] = c.RefTable, "s"
		row["confupdtype"], row["confdeltype"] = action(c.OnUpdate), action(c.OnDelete)
		if to, ok := env.Catalog.ByOID(c.RefTable).(*catalog.Table); ok {
			row["confkey"] = numbers(to, c.RefColumns)
			operators := equalities(env, to, c.RefColumns)
			row["conpfeqop"], row["conppeqop"], row["conffeqop"] = operators, operators, operators
		}
	}
	return row
}

// action is the letter of a foreign key's action; none written is NO ACTION.
func action(letter byte) byte {
	if letter == 0 {
		return 'a'
	}
	return letter
}

// equalities are the = operators of the columns that a foreign key refers to.
func equalities(env *systable.Env, t *catalog.Table, columns []int) []types.OID {
	list := make([]types.OID, len(columns))
	for i, c := range columns {
		list[i] = comparison(env, "=", opclassInput(t.Columns[c].Type))
	}
	return list
}

// comparison is the operator over two values of a type, 0 if there is none.
func comparison(env *systable.Env, symbol string, t *types.Type) types.OID {
	for _, o := range env.Functions.Operators(symbol) {
		if len(o.Args) == 2 && o.Args[0] == t && o.Args[1] == t {
			return o.OID
		}
	}
	return 0
}
