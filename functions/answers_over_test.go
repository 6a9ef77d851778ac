package functions_test

import (
	"fmt"
	"strings"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// over is a line of an "aggregate" or "window" directive:
//
//	name type '{column}' ... [within] [order type '{column}' [desc]]
//
// Arguments are columns written as arrays, or, of a type that is an array
// itself, as values with semicolons between. With "within", the columns before
// the word are scalars, the direct arguments, and those behind it the ones of
// WITHIN GROUP. "order" gives a window its order.
type over struct {
	name   string
	direct []literal
	args   []literal
	order  *literal
	desc   bool
}

func parseOver(line string) (o over, err error) {
	line, o.desc = strings.CutSuffix(line, " desc")
	if head, order, ok := strings.Cut(line, " order "); ok {
		_, list, err := parseCall("order " + order)
		if err != nil {
			return o, err
		}
		line, o.order = head, &list[0]
	}
	if head, within, ok := strings.Cut(line, " within "); ok {
		if o.name, o.direct, err = parseCall(head); err != nil {
			return o, err
		}
		_, o.args, err = parseCall("within " + within)
		return o, err
	}
	o.name, o.args, err = parseCall(line)
	return o, err
}

// column reads an array literal as a column of its elements.
func column(l literal, t *types.Type) (*types.Vector, error) {
	c := types.NewVector(t, 0)
	if t.IsArray() {
		for _, part := range l.parts() {
			v, err := part.value(t)
			if err != nil {
				return nil, err
			}
			c.AppendValue(v)
		}
		return c, nil
	}
	v, err := l.value(t.Array)
	if err != nil {
		return nil, err
	}
	for _, x := range v.Array().Values {
		c.AppendValue(x)
	}
	return c, nil
}

// parts is the values of a column of arrays.
func (l literal) parts() []literal {
	var list []literal
	for _, part := range strings.Split(l.text, ";") {
		list = append(list, literal{l.t, part, part == "NULL"})
	}
	return list
}

func elementTypes(args []literal) []*types.Type {
	var ts []*types.Type
	for _, a := range args {
		ts = append(ts, a.t)
	}
	return ts
}

func answerOver(oracle *judge, command, line string) ([]string, error) {
	o, err := parseOver(line)
	switch {
	case err != nil:
		return nil, err
	case oracle != nil && command == "window":
		return oracle.window(o)
	case oracle != nil:
		return oracle.aggregate(o)
	case command == "window":
		return o.runWindow()
	}
	return o.runAggregate()
}

// runAggregate feeds the columns in two batches to the middle one of three
// groups; the others stay empty.
func (o over) runAggregate() ([]string, error) {
	actual := append(elementTypes(o.direct), elementTypes(o.args)...)
	agg, call, err := functions.Builtins().ResolveAggregate(o.name, actual)
	if err != nil {
		return nil, err
	}
	columns, n, err := o.columns(call.Args)
	if err != nil {
		return nil, err
	}
	acc := newAccumulator(agg, call.Args, len(o.args), o.desc)
	for from := 0; from < n; from += n/2 + 1 {
		sel := []int32{}
		for i := from; i < min(n, from+n/2+1); i++ {
			sel = append(sel, int32(i))
		}
		groups := make([]int32, len(sel))
		for i := range groups {
			groups[i] = 1
		}
		acc.Grow(2)
		if err := acc.Add(testEnv(), groups, columns, sel, n); err != nil {
			return nil, err
		}
	}
	acc.Grow(3)
	out := types.NewVector(call.Result, 1)
	out.Resize(1)
	if err := acc.Result(testEnv(), 1, out, 0); err != nil {
		return nil, err
	}
	return []string{textOf(call.Result, out.Value(0))}, nil
}

func newAccumulator(agg *functions.Aggregate, args []*types.Type, sorted int, desc bool) functions.Accumulator {
	if agg.NewOrdered == nil {
		return agg.New(args)
	}
	order := make([]functions.Order, sorted)
	for i := range order {
		order[i] = functions.Order{Desc: desc, NullsFirst: desc}
	}
	return agg.NewOrdered(args, order)
}

// columns makes the columns to feed; direct arguments repeat.
func (o over) columns(ts []*types.Type) (columns []*types.Vector, n int, err error) {
	var sorted []*types.Vector
	for i, a := range o.args {
		c, err := column(a, ts[len(o.direct)+i])
		if err != nil {
			return nil, 0, err
		}
		sorted = append(sorted, c)
		n = c.Len()
	}
	for i, d := range o.direct {
		v, err := d.value(ts[i])
		if err != nil {
			return nil, 0, err
		}
		c := types.NewVector(ts[i], n)
		for range n {
			c.AppendValue(v)
		}
		columns = append(columns, c)
	}
	return append(columns, sorted...), n, nil
}

var columnNames = []string{"a", "b", "c", "d"}

// from is the FROM clause of the columns; names are those in use.
func (o over) from() (clause, names string) {
	if len(o.args) == 1 && o.args[0].t.IsArray() {
		var rows []string
		for _, part := range o.args[0].parts() {
			rows = append(rows, "("+part.sql()+")")
		}
		return "(VALUES " + strings.Join(rows, ", ") + ") AS t(a)", "a"
	}
	var arrays []string
	for _, a := range o.args {
		arrays = append(arrays, literal{a.t.Array, a.text, a.null}.sql())
	}
	names = strings.Join(columnNames[:len(o.args)], ", ")
	if o.order != nil {
		arrays = append(arrays, literal{o.order.t.Array, o.order.text, false}.sql())
		return "unnest(" + strings.Join(arrays, ", ") + ") AS t(" + strings.TrimPrefix(names+", o", ", ") + ")", names
	}
	return "unnest(" + strings.Join(arrays, ", ") + ") AS t(" + names + ")", names
}

func (j *judge) aggregate(o over) ([]string, error) {
	clause, names := o.from()
	if len(o.direct) == 0 && o.name != "mode" {
		return j.ask(fmt.Sprintf("SELECT %s(%s) FROM %s", o.name, names, clause))
	}
	if o.desc {
		names = strings.ReplaceAll(names, ",", " DESC,") + " DESC"
	}
	return j.ask(fmt.Sprintf("SELECT (%s(%s) WITHIN GROUP (ORDER BY %s)) FROM %s", o.name, sqlOf(o.direct), names, clause))
}

func (j *judge) window(o over) ([]string, error) {
	clause, names := o.from()
	return j.ask(fmt.Sprintf("SELECT (%s(%s) OVER (ORDER BY o)) FROM %s", o.name, names, clause))
}

// runWindow computes the function over one partition with the default frame.
func (o over) runWindow() ([]string, error) {
	w, call, err := functions.Builtins().ResolveWindow(o.name, elementTypes(o.args))
	if err != nil {
		return nil, err
	}
	order, err := column(*o.order, o.order.t)
	if err != nil {
		return nil, err
	}
	part := partition(order)
	for i, a := range o.args {
		c, err := column(a, call.Args[i])
		if err != nil {
			return nil, err
		}
		part.Args = append(part.Args, c)
	}
	var rows []string
	for row := range part.Rows {
		v, err := w.Fn(testEnv(), part, row)
		if err != nil {
			return nil, err
		}
		rows = append(rows, textOf(call.Result, v))
	}
	return rows, nil
}

// partition finds the peers of a sorted column; frames are up to the last peer.
func partition(order *types.Vector) *functions.Partition {
	n := order.Len()
	p := &functions.Partition{Rows: n}
	for start := 0; start < n; {
		end := start + 1
		for end < n && order.EqualRows(start, order, end) {
			end++
		}
		group := int32(0)
		if start > 0 {
			group = p.PeerGroup[start-1] + 1
		}
		for range end - start {
			p.PeerStart = append(p.PeerStart, int32(start))
			p.PeerEnd = append(p.PeerEnd, int32(end))
			p.FrameStart = append(p.FrameStart, 0)
			p.FrameEnd = append(p.FrameEnd, int32(end))
			p.PeerGroup = append(p.PeerGroup, group)
		}
		start = end
	}
	return p
}
