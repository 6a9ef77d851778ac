package functions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// signatureQueries ask PostgreSQL for all it has, a line each in the form of
// signatures.
var signatureQueries = []string{
	`SELECT concat_ws(' ', 'function', oid, proname, '(' || proargtypes::text || ')', prorettype, 'strict', proisstrict,
	        'defaults', pronargdefaults, provolatile, 'variadic', provariadic <> 0) FROM pg_proc WHERE prokind = 'f' AND NOT proretset`,
	`SELECT concat_ws(' ', 'aggregate', oid, proname, '(' || proargtypes::text || ')', prorettype) FROM pg_proc WHERE prokind = 'a'`,
	`SELECT concat_ws(' ', 'window', oid, proname, '(' || proargtypes::text || ')', prorettype) FROM pg_proc WHERE prokind = 'w'`,
	`SELECT concat_ws(' ', 'set', oid, proname, '(' || proargtypes::text || ')', prorettype, 'strict', proisstrict,
	        'defaults', pronargdefaults) FROM pg_proc WHERE proretset OR proname ~ 'json.*record'`,
	`SELECT concat_ws(' ', 'operator', oid, oprname, '(' || concat_ws(' ', nullif(oprleft, 0), oprright) || ')', oprresult) FROM pg_operator`,
}

func signature(ts []*types.Type) string {
	var oids []string
	for _, t := range ts {
		oids = append(oids, fmt.Sprint(t.OID))
	}
	return "(" + strings.Join(oids, " ") + ")"
}

// yesNo prints a bool as concat_ws does.
func yesNo(b bool) string { return map[bool]string{true: "t", false: "f"}[b] }

// signatures lists what has an OID of PostgreSQL.
func signatures() []string {
	var list []string
	add := func(oid types.OID, format string, args ...any) {
		if oid != 0 {
			list = append(list, fmt.Sprintf(format, args...))
		}
	}
	for _, f := range functions.Builtins().Families() {
		for _, o := range f.Functions {
			add(o.OID, "function %d %s %s %d strict %s defaults %d %c variadic %s",
				o.OID, o.Name, signature(o.Args), o.Result.OID, yesNo(!o.NullCall), o.Defaults, o.Volatility, yesNo(o.Variadic))
		}
		for _, a := range f.Aggregates {
			args := slices.Concat(a.Direct, a.Args)
			if a.Hypothetical {
				args = a.Args
			}
			add(a.OID, "aggregate %d %s %s %d", a.OID, a.Name, signature(args), a.Result.OID)
		}
		for _, w := range f.Windows {
			add(w.OID, "window %d %s %s %d", w.OID, w.Name, signature(w.Args), w.Result.OID)
		}
		for _, s := range f.Sets {
			add(s.OID, "set %d %s %s %d strict %s defaults %d", s.OID, s.Name, signature(s.Args), s.Result.OID, yesNo(!s.NullCall), s.Defaults)
		}
		for _, o := range f.Operators {
			add(o.OID, "operator %d %s %s %d", o.OID, o.Name, signature(o.Args), o.Result.OID)
		}
	}
	return list
}

// TestSignatures compares every signature with the catalogs of PostgreSQL.
func TestSignatures(t *testing.T) {
	oracle := newJudge(t)
	if oracle == nil {
		t.Skip("needs a PostgreSQL 15 in S3DBSQL_ORACLE")
	}
	known := map[string]bool{}
	for _, query := range signatureQueries {
		lines, err := oracle.ask(query)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			known[line] = true
		}
	}
	for _, s := range signatures() {
		if !known[s] {
			t.Errorf("PostgreSQL has no %s", s)
		}
	}
}
