package functions

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// elsewhere are the families whose cases are in testdata/calls, and schema
// s3db, whose functions ask the engine: SQL tests call those.
var elsewhere = []string{"arrays", "json", "jsonpath", "aggregates", "windows", "sets", "resources", "rules"}

// TestEveryOverloadHasCase holds the lists and the cases together: a new
// overload needs a line in testdata.
func TestEveryOverloadHasCase(t *testing.T) {
	r := Builtins()
	covered := coveredOverloads(t, r)
	for _, f := range r.Families() {
		if slices.Contains(elsewhere, f.Name) {
			continue
		}
		for _, list := range [][]Overload{f.Functions, f.Operators} {
			for i := range list {
				if o := &list[i]; !covered[overloadName(o)] && !withoutText(o) {
					t.Errorf("%s: no case of %s", f.Name, overloadName(o))
				}
			}
		}
	}
}

// withoutText reports whether an argument is of a type that cannot be read from
// text; resolve_test.go calls those.
func withoutText(o *Overload) bool {
	return slices.Contains(o.Args, types.RecordType) || slices.Contains(o.Args, types.NodeTree)
}

func overloadName(o *Overload) string {
	names := make([]string, len(o.Args))
	for i, a := range o.Args {
		names[i] = a.Name
	}
	return o.Name + "(" + strings.Join(names, ",") + ")"
}

// coveredOverloads resolves the calls of all cases.
func coveredOverloads(t *testing.T, r *Registry) map[string]bool {
	covered := map[string]bool{}
	for _, c := range allCases(t) {
		if c.cast != "" {
			name, _, _ := strings.Cut(c.cast, "(")
			if cast := r.FindCast(c.types[0], types.ByName(name)); cast != nil && cast.FuncOID != 0 {
				covered[overloadName(&Overload{Name: cast.To.Name, Args: takes(cast.From)})] = true
			}
			continue
		}
		if resolved, err := c.resolve(r); err == nil {
			covered[overloadName(resolved.Overload)] = true
		}
	}
	return covered
}

func allCases(t *testing.T) []call {
	files, err := filepath.Glob("testdata/[os]*/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases: ", err)
	}
	var cases []call
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for block := range strings.SplitSeq(string(text), "call\n") {
			input, _, found := strings.Cut(block, "----\n")
			for line := range strings.Lines(input) {
				if c, err := parseCall(strings.TrimSuffix(line, "\n")); found && err == nil {
					cases = append(cases, c)
				}
			}
		}
	}
	return cases
}

// TestOwnOIDs holds that no two functions of schema s3db share an OID.
func TestOwnOIDs(t *testing.T) {
	names := map[types.OID]string{}
	for _, f := range Builtins().Families() {
		add := func(oid types.OID, name string) {
			if oid < FirstOwnFunction {
				return
			}
			if other, taken := names[oid]; taken {
				t.Errorf("%s and %s have the OID %d", other, name, oid)
			}
			names[oid] = name
		}
		for i := range f.Functions {
			add(f.Functions[i].OID, overloadName(&f.Functions[i]))
		}
		for _, s := range f.Sets {
			add(s.OID, s.Name)
		}
	}
}
