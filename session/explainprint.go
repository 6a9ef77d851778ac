package session

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/expr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// print makes the lines of the result.
func (x *explanation) print() []string {
	if x.json {
		return x.printJSON()
	}
	lines := plan.FormatWith(x.query.Root, x.annotate, x.details)
	for _, i := range usedSubplans(x.query) {
		lines = append(lines, fmt.Sprintf("Subplan %d", i+1))
		for _, line := range plan.FormatWith(x.query.Subplans[i], x.annotate, x.details) {
			lines = append(lines, "  "+line)
		}
	}
	if x.analyze {
		lines = append(lines, "Requests: "+requestsText(x.requests))
	}
	if x.summary {
		lines = append(lines, fmt.Sprintf("Planning Time: %.3f ms", millis(x.planning)))
		if x.analyze {
			lines = append(lines, fmt.Sprintf("Execution Time: %.3f ms", millis(x.running)))
		}
	}
	return lines
}

// usedSubplans lists the subplans that are run: rules make joins of others and
// leave them behind.
func usedSubplans(q *plan.Query) []int {
	used := map[int]bool{}
	var look func(n plan.Node)
	find := func(e expr.Expr) bool {
		if s, ok := e.(*expr.Subquery); ok && !used[s.Plan] {
			used[s.Plan] = true
			look(q.Subplans[s.Plan])
		}
		return true
	}
	look = func(n plan.Node) {
		plan.Walk(n, func(n plan.Node) {
			plan.EachExpr(n, func(e expr.Expr) { expr.Walk(e, find) })
		})
	}
	look(q.Root)
	return slices.Sorted(maps.Keys(used))
}

// requestsText prints requests by kind and what they cost.
func requestsText(u wrap.Usage) string {
	var parts []string
	for _, k := range []struct {
		n    int64
		name string
	}{{u.List, "LIST"}, {u.Head, "HEAD"}, {u.Get, "GET"}, {u.Put, "PUT"}, {u.Delete + u.DeleteMany, "DELETE"}} {
		if k.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", k.n, k.name))
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	return fmt.Sprintf("%s ($%.7f)", strings.Join(parts, ", "), u.Dollars())
}

// details are the lines below a node: its own, for a scan the prefix listed
// and what each row costs, and under VERBOSE the output columns.
func (x *explanation) details(n plan.Node, own []string) []string {
	own = shownDetails(n, own)
	if s, ok := n.(*plan.Scan); ok {
		own = slices.Insert(own, 1, scanRequests(s)...) // what else it says is about a lookup
	}
	if _, printed := n.(*plan.Project); x.verbose && !printed {
		names := make([]string, len(n.Schema()))
		for i, c := range n.Schema() {
			names[i] = c.Name
		}
		own = append([]string{"Output: " + strings.Join(names, ", ")}, own...)
	}
	return own
}

// scanRequests tells which requests a scan sends.
func scanRequests(s *plan.Scan) []string {
	a := s.Access
	row := "1 GET a row ($0.0000004 each)"
	if a.KeyOnly {
		row = "no record is read"
	}
	switch a.Kind {
	case catalog.ByID:
		return []string{fmt.Sprintf("Requests: %d GET ($%.7f)", len(s.Keys), 0.0000004*float64(len(s.Keys)))}
	case catalog.ByIDPrefix:
		return []string{"Prefix: " + idPrefix(s), "Requests: 1 LIST a 1,000 rows ($0.0000050 each), " + row}
	case catalog.ByPartition:
		return []string{"Prefix: " + partitionPrefix(s), "Requests: 1 LIST a 1,000 rows ($0.0000050 each), " + row}
	}
	return []string{"Prefix: " + recordsPrefix(a), "Requests: 1 LIST a 1,000 rows ($0.0000050 each), " + row}
}

// idPrefix is the prefix of records that a scan lists, as far as its values
// are constants.
func idPrefix(s *plan.Scan) string {
	var parts []string
	for _, b := range s.Bounds {
		c, ok := b.(*expr.Const)
		if !ok || c.Value.IsNull() {
			return resourceOf(s.Access.Table).Record("...")
		}
		parts = append(parts, codec.KeyText(c.Of, c.Value))
	}
	prefix, _ := resourceOf(s.Access.Table).RecordsOf(parts)
	return prefix
}

func recordsPrefix(a *catalog.Access) string {
	if a.Begins != "" {
		return resourceOf(a.Table).RecordsBeginning(a.Begins)
	}
	return resourceOf(a.Table).Records()
}

func resourceOf(t *catalog.Table) keys.Resource {
	mode := keys.Escaped
	if t.Options.RawKeys {
		mode = keys.Raw
	}
	return keys.Resource{Name: t.Resource, Mode: mode}
}

// partitionPrefix is the prefix that a scan lists, as far as its values are
// constants.
func partitionPrefix(s *plan.Scan) string {
	a, r := s.Access, resourceOf(s.Access.Table)
	var names []string
	var leading []keys.Field
	for i, f := range a.Part.KeyOrder() {
		names = append(names, f.Path)
		if i >= len(s.Bounds) {
			continue
		}
		c, ok := s.Bounds[i].(*expr.Const)
		if !ok || c.Value.IsNull() {
			return r.Partition(a.Part.Key) + "..."
		}
		leading = append(leading, keys.Field{Name: f.Path, Value: document.PartitionText(f.Rule, codec.KeyText(c.Of, c.Value))})
	}
	prefix, err := r.References(a.Part.Key, names, leading)
	if a.Begins != "" {
		next := keys.Field{Name: names[len(leading)], Value: a.Begins}
		prefix, err = r.ReferencesBeginning(a.Part.Key, names, leading, next)
	}
	if err != nil {
		return r.Partition(a.Part.Key)
	}
	return prefix
}

// jsonPlan is a node in the JSON form, with PostgreSQL's names.
type jsonPlan struct {
	NodeType string      `json:"Node Type"`
	Output   []string    `json:"Output,omitempty"`
	Details  []string    `json:"Details,omitempty"`
	Rows     *int64      `json:"Actual Rows,omitempty"`
	Loops    int64       `json:"Actual Loops,omitempty"`
	Time     float64     `json:"Actual Total Time,omitempty"`
	Plans    []*jsonPlan `json:"Plans,omitempty"`
}

func (x *explanation) printJSON() []string {
	doc := map[string]any{"Plan": x.jsonNode(x.query.Root)}
	var subplans []*jsonPlan
	for _, i := range usedSubplans(x.query) {
		subplans = append(subplans, x.jsonNode(x.query.Subplans[i]))
	}
	if subplans != nil {
		doc["Subplans"] = subplans
	}
	if x.analyze {
		doc["Requests"] = requestsText(x.requests)
	}
	if x.summary {
		doc["Planning Time"] = millis(x.planning)
	}
	if x.summary && x.analyze {
		doc["Execution Time"] = millis(x.running)
	}
	text, err := json.MarshalIndent([]any{doc}, "", "  ")
	if err != nil {
		return []string{err.Error()}
	}
	return []string{string(text)}
}

func (x *explanation) jsonNode(n plan.Node) *jsonPlan {
	title, own := n.Describe()
	p := &jsonPlan{NodeType: title, Details: x.details(n, own)}
	if m := x.measured[n]; m != nil {
		rows := m.rows / m.loops
		p.Rows, p.Loops, p.Time = &rows, m.loops, millis(m.all)
	}
	for _, in := range n.Children() {
		p.Plans = append(p.Plans, x.jsonNode(in))
	}
	return p
}
