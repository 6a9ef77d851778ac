package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgProc() *systable.Table {
	return table(1255, "pg_proc", `
		oid oid, proname name, pronamespace oid = 11, proowner oid = 10, prolang oid = 12, procost float4 = 1,
		prorows float4, provariadic oid, prosupport regproc = 0, prokind char, prosecdef bool = f,
		proleakproof bool = f, proisstrict bool, proretset bool, provolatile char, proparallel char = s, pronargs int2,
		pronargdefaults int2, prorettype oid, proargtypes oidvector, proallargtypes _oid, proargmodes _char,
		proargnames _text, proargdefaults pg_node_tree, protrftypes _oid, prosrc text, probin text,
		prosqlbody pg_node_tree, proconfig _text, proacl _aclitem`, nil).Fixed(procRows)
}

// procRows derives pg_proc from the function registry.
func procRows(env *systable.Env, add func(systable.Fields)) {
	for _, p := range procs(env.Functions) {
		modes, all := p.modes()
		schema, name := functions.SplitName(p.name)
		row := systable.Fields{
			"oid": p.oid, "proname": name, "pronamespace": systemSchemas[schema], "prorows": 0, "provariadic": p.collects(), "prokind": p.kind,
			"proisstrict": p.strict, "proretset": p.set, "provolatile": byte(p.volatility), "pronargs": len(p.args),
			"pronargdefaults": p.defaults, "prorettype": p.result.OID, "proargtypes": oids(p.args),
			"proallargtypes": all, "proargmodes": modes, "proargnames": p.parameterNames(), "prosrc": name,
		}
		if p.set {
			row["prorows"] = 1000
		}
		add(row)
	}
}

func oids(list []*types.Type) []types.OID {
	oids := make([]types.OID, len(list))
	for i, t := range list {
		oids[i] = t.OID
	}
	return oids
}
