package functions

import (
	"slices"

	"github.com/s3dbsql/s3dbsql/types"
)

// operatorNames are operators that clients call by the name of the function
// behind them, where ? means something else to their driver.
var operatorNames = []struct {
	oid         types.OID
	name        string
	operator    string
	left, right *types.Type
}{
	{4047, "jsonb_exists", "?", types.JSONB, types.Text},
	{4048, "jsonb_exists_any", "?|", types.JSONB, types.Text.Array},
	{4049, "jsonb_exists_all", "?&", types.JSONB, types.Text.Array},
	{4046, "jsonb_contains", "@>", types.JSONB, types.JSONB},
	{4050, "jsonb_contained", "<@", types.JSONB, types.JSONB},
	{3301, "jsonb_concat", "||", types.JSONB, types.JSONB},
	{3302, "jsonb_delete", "-", types.JSONB, types.Text},
	{3303, "jsonb_delete", "-", types.JSONB, types.Int4},
	{60, "booleq", "=", types.Bool, types.Bool},
	{84, "boolne", "<>", types.Bool, types.Bool},
	{56, "boollt", "<", types.Bool, types.Bool},
	{57, "boolgt", ">", types.Bool, types.Bool},
	{1691, "boolle", "<=", types.Bool, types.Bool},
	{1692, "boolge", ">=", types.Bool, types.Bool},
}

// operatorFunctions makes functions of operators.
func operatorFunctions() []Overload {
	operators := slices.Concat(comparisonOperators(), jsonOperators())
	var list []Overload
	for _, n := range operatorNames {
		i := slices.IndexFunc(operators, func(o Overload) bool {
			return o.Name == n.operator && slices.Equal(o.Args, takes(n.left, n.right))
		})
		o := operators[i]
		o.OID, o.Name = n.oid, n.name
		list = append(list, o)
	}
	return list
}
