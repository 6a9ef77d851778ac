package pgcatalog

import (
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func pgOpclass() *systable.Table {
	return table(2616, "pg_opclass", `
		oid oid, opcmethod oid = 403, opcname name, opcnamespace oid = 11, opcowner oid = 10, opcfamily oid,
		opcintype oid, opcdefault bool, opckeytype oid`, opclassRows)
}

// opclass is an operator class: how an index orders values of a type.
type opclass struct {
	oid           types.OID
	name          string
	family, input types.OID
	usual         bool // chosen where CREATE INDEX names none
	key           types.OID
}

// opclasses are those of btree: OID, name, family, type, default, key type.
var opclasses = readOpclasses(`
	10000 array_ops        397   2277 t 0
	10003 bool_ops         424   16   t 0
	10004 bpchar_ops       426   1042 t 0
	10006 bytea_ops        428   17   t 0
	10007 char_ops         429   18   t 0
	10009 cidr_ops         1974  869  f 0
	10012 float4_ops       1970  700  t 0
	10015 inet_ops         1974  869  t 0
	10022 interval_ops     1982  1186 t 0
	10028 name_ops         1994  19   t 2275
	10032 oidvector_ops    1991  30   t 0
	10034 record_ops       2994  2249 t 0
	10038 time_ops         1996  1083 t 0
	10041 timetz_ops       2000  1266 t 0
	10044 varchar_ops      1994  25   f 0
	10050 tid_ops          2789  27   t 0
	10053 xid8_ops         5067  5069 t 0
	10065 uuid_ops         2968  2950 t 0
	10088 jsonb_ops        4033  3802 t 0
	1978  int4_ops         1976  23   t 0
	1979  int2_ops         1976  21   t 0
	1981  oid_ops          1989  26   t 0
	3122  date_ops         434   1082 t 0
	3123  float8_ops       1970  701  t 0
	3124  int8_ops         1976  20   t 0
	3125  numeric_ops      1988  1700 t 0
	3126  text_ops         1994  25   t 0
	3127  timestamptz_ops  434   1184 t 0
	3128  timestamp_ops    434   1114 t 0
	4217  text_pattern_ops 2095  25   f 0
	4218  varchar_pattern_ops 2095  25   f 0
	4219  bpchar_pattern_ops 2097  1042 f 0
`)

func readOpclasses(text string) []opclass {
	var list []opclass
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var o opclass
		_, _ = fmt.Sscan(line, &o.oid, &o.name, &o.family, &o.input, &o.usual, &o.key)
		list = append(list, o)
	}
	return list
}

func opclassRows(_ *systable.Env, add func(systable.Fields)) {
	for _, o := range opclasses {
		add(systable.Fields{
			"oid": o.oid, "opcname": o.name, "opcfamily": o.family, "opcintype": o.input,
			"opcdefault": o.usual, "opckeytype": o.key,
		})
	}
}

// opclassInput is the type whose operators order values of t.
func opclassInput(t *types.Type) *types.Type {
	switch {
	case t == types.Varchar:
		return types.Text
	case t == types.CIDR:
		return types.Inet
	case t.Category == types.CategoryArray && t != types.OIDVector:
		return types.AnyArray
	}
	return t
}

// opclassOf is the operator class of an index over a type, 0 if none.
func opclassOf(t *types.Type) types.OID {
	input := opclassInput(t).OID
	for _, o := range opclasses {
		if o.input == input && o.usual {
			return o.oid
		}
	}
	return 0
}
