package functions

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// TestOwnOIDs holds that the functions of schema s3db are told apart by their
// OIDs.
func TestOwnOIDs(t *testing.T) {
	taken := map[types.OID]string{}
	take := func(oid types.OID, name string) {
		schema, _ := SplitName(name)
		if schema != OwnSchema {
			return
		}
		if other := taken[oid]; other != "" || oid < FirstOwnFunction || oid >= FirstOwnView {
			t.Errorf("%s has the OID %d of %s", name, oid, other)
		}
		taken[oid] = name
	}
	for _, f := range Builtins().Families() {
		for i := range f.Functions {
			take(f.Functions[i].OID, f.Functions[i].Name)
		}
		for i := range f.Sets {
			take(f.Sets[i].OID, f.Sets[i].Name)
		}
	}
	if len(taken) < 15 {
		t.Errorf("%d functions", len(taken))
	}
}
