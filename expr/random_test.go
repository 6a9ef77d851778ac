package expr

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// columnTypes are the types of the columns that random expressions read.
var columnTypes = []*types.Type{types.Int8, types.Int4, types.Float8, types.Numeric, types.Text, types.Bool}

func testContext() *Context {
	start := time.Date(2024, 2, 29, 13, 45, 56, 0, time.UTC)
	return &Context{Env: &functions.Env{
		Ctx: context.Background(), Style: types.DefaultStyle,
		Parse:            &types.ParseEnv{Location: time.UTC, Now: func() time.Time { return start }},
		TransactionStart: start, StatementStart: start, Clock: func() time.Time { return start },
	}}
}

// generator makes random values, batches and expressions.
type generator struct {
	*rand.Rand
	registry *functions.Registry
}

func newGenerator(seed uint64) *generator {
	return &generator{rand.New(rand.NewPCG(seed, 1)), functions.Builtins()}
}

func (g *generator) value(t *types.Type) types.Value {
	n := []int64{0, 1, -1, 2, 3, 7, 100, math.MaxInt32}[g.IntN(8)]
	if g.IntN(6) == 0 {
		return types.Null
	}
	switch t.Kind {
	case types.KindBool:
		return types.NewBool(n > 0)
	case types.KindInt:
		return types.NewInt(n)
	case types.KindFloat:
		return types.NewFloat([]float64{float64(n), 0.5, math.Inf(1), math.NaN()}[g.IntN(4)])
	case types.KindNumeric:
		return types.NewNumeric(apd.New(n, -int32(g.IntN(3))))
	}
	return types.NewText(strconv.FormatInt(n, 10))
}

func (g *generator) batch(n int) *types.Batch {
	b := types.NewBatch(columnTypes, n)
	for _, c := range b.Cols {
		for range n {
			c.AppendValue(g.value(c.Type))
		}
	}
	b.SetRows(n)
	if g.IntN(2) == 0 {
		b.Sel = make([]int32, 0, n)
		for i := range n {
			if g.IntN(3) > 0 {
				b.Sel = append(b.Sel, int32(i))
			}
		}
	}
	return b
}

// params has a value of each type.
func (g *generator) params() []types.Value {
	values := make([]types.Value, len(columnTypes))
	for i, t := range columnTypes {
		values[i] = g.value(t)
	}
	return values
}

func (g *generator) leaf(t *types.Type) Expr {
	switch g.IntN(5) {
	case 0:
		return NewConst(t, g.value(t))
	case 1:
		return &Param{Result: ResultOf(t), Number: slices.Index(columnTypes, t) + 1}
	}
	return &Column{Result: ResultOf(t), Index: slices.Index(columnTypes, t)}
}

// expr makes an expression of type t.
func (g *generator) expr(t *types.Type, depth int) Expr {
	if depth == 0 {
		return g.leaf(t)
	}
	depth--
	switch g.IntN(9) {
	case 0:
		return &Case{ResultOf(t), []When{{g.expr(types.Bool, depth), g.expr(t, depth)}, {g.expr(types.Bool, depth), g.expr(t, depth)}}, g.maybe(t, depth)}
	case 1:
		return &Coalesce{ResultOf(t), g.exprs(t, depth)}
	case 2:
		return &MinMax{ResultOf(t), g.IntN(2) == 0, g.exprs(t, depth)}
	case 3:
		value := g.expr(t, depth)
		return &NullIf{value, g.operator("=", value, g.expr(t, depth))}
	case 4:
		return g.cast(t, depth)
	case 5:
		array := &MakeArray{ResultOf(t.Array), g.exprs(t, depth), false}
		return &Subscript{ResultOf(t), array, []Expr{g.expr(types.Int4, depth)}, false}
	case 6:
		row := &MakeRow{ResultOf(types.RecordType), nil, g.exprs(t, depth)}
		return &Field{ResultOf(t), row, g.IntN(2), ""}
	}
	if t == types.Bool {
		return g.condition(depth)
	}
	return g.arithmetic(t, depth)
}

// maybe is an expression or nil.
func (g *generator) maybe(t *types.Type, depth int) Expr {
	if g.IntN(2) == 0 {
		return nil
	}
	return g.expr(t, depth)
}

func (g *generator) exprs(t *types.Type, depth int) []Expr {
	es := make([]Expr, 2+g.IntN(2))
	for i := range es {
		es[i] = g.expr(t, depth)
	}
	return es
}

func (g *generator) operator(symbol string, left, right Expr) Expr {
	r, err := g.registry.ResolveOperator(symbol, left.Type(), right.Type())
	if err != nil {
		panic(err)
	}
	return &Call{Result: ResultOf(r.Result), Overload: r.Overload, Args: []Expr{left, right}, Operator: true}
}

func (g *generator) cast(t *types.Type, depth int) Expr {
	from := columnTypes[g.IntN(len(columnTypes))]
	cast := g.registry.FindCast(from, t)
	if cast == nil {
		return g.expr(t, depth)
	}
	return &Cast{Result: ResultOf(t), Cast: cast, Arg: g.expr(from, depth), Explicit: true}
}

func (g *generator) arithmetic(t *types.Type, depth int) Expr {
	symbols := []string{"+", "-", "*", "/"}
	if t == types.Text {
		symbols = []string{"||"}
	}
	return g.operator(symbols[g.IntN(len(symbols))], g.expr(t, depth), g.expr(t, depth))
}

func (g *generator) condition(depth int) Expr {
	t := columnTypes[g.IntN(len(columnTypes))]
	switch g.IntN(8) {
	case 0:
		return &And{g.exprs(types.Bool, depth)}
	case 1:
		return &Or{g.exprs(types.Bool, depth)}
	case 2:
		return &Not{g.expr(types.Bool, depth)}
	case 3:
		return &TestIs{g.expr(types.Bool, depth), Test(g.IntN(8))}
	case 4:
		return &Distinct{g.operator("=", g.expr(t, depth), g.expr(t, depth)).(*Call), g.IntN(2) == 0}
	case 5:
		return &In{g.expr(t, depth), g.items(t, depth), g.IntN(2) == 0}
	case 6:
		equal := g.operator("<", g.leaf(t), g.leaf(t)).(*Call)
		return &AnyAll{Op: equal.Overload, All: g.IntN(2) == 0, Left: g.expr(t, depth), Array: &MakeArray{ResultOf(t.Array), g.exprs(t, depth), false}}
	}
	symbols := []string{"=", "<>", "<", "<=", ">", ">="}
	return g.operator(symbols[g.IntN(6)], g.expr(t, depth), g.expr(t, depth))
}

// items are constants, which a hash table serves, or not.
func (g *generator) items(t *types.Type, depth int) []Expr {
	es := g.exprs(t, depth)
	if g.IntN(2) == 0 {
		for i := range es {
			es[i] = NewConst(t, g.value(t))
		}
	}
	return es
}

// TestProgramsAgainstRows holds compiled programs, filters and folded
// expressions to what EvalRow makes of each row.
func TestProgramsAgainstRows(t *testing.T) {
	for seed := range uint64(3000) {
		g := newGenerator(seed)
		x := testContext()
		e := g.expr(columnTypes[g.IntN(len(columnTypes))], 3)
		p, folded := Compile(e), Compile(Fold(e, x.Env))
		for range 3 {
			x.Params = g.params()
			b := g.batch(g.IntN(70))
			want, failures := eachRow(x, e, b)
			check(t, seed, e, "program", p, x, b, want, failures)
			check(t, seed, e, "folded", folded, x, b, want, failures)
			if e.Type() == types.Bool && len(failures) == 0 {
				checkFilter(t, seed, e, x, b, want)
			}
		}
	}
}

// eachRow evaluates the rows that count one by one.
func eachRow(x *Context, e Expr, b *types.Batch) (want []types.Value, failures []string) {
	row := make([]types.Value, len(b.Cols))
	for k := range b.Len() {
		for c, column := range b.Cols {
			row[c] = column.Value(b.Index(k))
		}
		v, err := EvalRow(x, e, row)
		if err != nil {
			failures = append(failures, err.Error())
		}
		want = append(want, v)
	}
	return want, failures
}

func check(t *testing.T, seed uint64, e Expr, what string, p *Program, x *Context, b *types.Batch, want []types.Value, failures []string) {
	t.Helper()
	got, err := p.Eval(x, b)
	if err != nil || len(failures) > 0 {
		spared := err == nil && what == "folded" // it may need less than the rows do
		if !spared && (err == nil || !slices.Contains(failures, err.Error())) {
			t.Fatalf("seed %d: %s: %s fails with %v, rows with %v", seed, e, what, err, failures)
		}
		return
	}
	if got.Len() != b.Rows() {
		t.Fatalf("seed %d: %s: %s has %d rows, the batch %d", seed, e, what, got.Len(), b.Rows())
	}
	for k, w := range want {
		if v := got.Value(b.Index(k)); !same(e.Type(), v, w) {
			t.Fatalf("seed %d: %s: %s, row %d is %s, want %s", seed, e, what, b.Index(k), show(e.Type(), v), show(e.Type(), w))
		}
	}
}

func checkFilter(t *testing.T, seed uint64, e Expr, x *Context, b *types.Batch, want []types.Value) {
	t.Helper()
	var kept []int32
	for k, v := range want {
		if !v.IsNull() && v.Bool() {
			kept = append(kept, int32(b.Index(k)))
		}
	}
	before := b.Sel
	defer func() { b.Sel = before }()
	if err := Compile(e).Filter(x, b); err != nil {
		t.Fatalf("seed %d: %s: filter: %v", seed, e, err)
	}
	if !slices.Equal(b.Sel, kept) {
		t.Fatalf("seed %d: %s: filter keeps %v, want %v", seed, e, b.Sel, kept)
	}
}

func same(t *types.Type, a, b types.Value) bool { return show(t, a) == show(t, b) }

func show(t *types.Type, v types.Value) string {
	if v.IsNull() {
		return "NULL"
	}
	return string(types.AppendText(nil, t, v, types.DefaultStyle))
}
