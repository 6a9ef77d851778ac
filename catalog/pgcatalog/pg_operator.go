package pgcatalog

import (
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgOperator() *systable.Table {
	return table(2617, "pg_operator", `
		oid oid, oprname name, oprnamespace oid = 11, oprowner oid = 10, oprkind char, oprcanmerge bool,
		oprcanhash bool, oprleft oid, oprright oid, oprresult oid, oprcom oid, oprnegate oid, oprcode regproc = 0,
		oprrest regproc = 0, oprjoin regproc = 0`, nil).Fixed(operators)
}

// Operators with the operands exchanged, and with the result negated.
var (
	commutators = map[string]string{"=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "+": "+", "*": "*", "@>": "<@", "<@": "@>", "&&": "&&"}
	negators    = map[string]string{"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "~~": "!~~", "!~~": "~~", "~": "!~", "!~": "~"}
)

func operators(env *systable.Env, add func(systable.Fields)) {
	seen := map[types.OID]bool{0: true}
	for _, f := range env.Functions.Families() {
		for _, o := range f.Operators {
			if !seen[o.OID] {
				seen[o.OID] = true
				add(operator(env.Functions, &o))
			}
		}
	}
}

func operator(r *functions.Registry, o *functions.Overload) systable.Fields {
	left, right := (*types.Type)(nil), o.Args[len(o.Args)-1]
	if len(o.Args) == 2 {
		left = o.Args[0]
	}
	row := systable.Fields{
		"oid": o.OID, "oprname": o.Name, "oprkind": "l", "oprcanmerge": false, "oprcanhash": false,
		"oprleft": oidOf(left), "oprright": right.OID, "oprresult": o.Result.OID,
		"oprcom": operatorOf(r, commutators[o.Name], right, left), "oprnegate": operatorOf(r, negators[o.Name], left, right),
	}
	if left != nil {
		row["oprkind"] = "b"
		row["oprcanmerge"], row["oprcanhash"] = o.Name == "=", o.Name == "="
	}
	return row
}

// operatorOf is the OID of an infix operator, 0 if there is none.
func operatorOf(r *functions.Registry, symbol string, left, right *types.Type) types.OID {
	for _, o := range r.Operators(symbol) {
		if len(o.Args) == 2 && o.Args[0] == left && o.Args[1] == right {
			return o.OID
		}
	}
	return 0
}

func oidOf(t *types.Type) types.OID {
	if t == nil {
		return 0
	}
	return t.OID
}
