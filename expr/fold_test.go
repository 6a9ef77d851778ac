package expr

import (
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

func TestFold(t *testing.T) {
	g := newGenerator(1)
	one, zero := NewConst(types.Int8, types.NewInt(1)), NewConst(types.Int8, types.NewInt(0))
	null := NewConst(types.Int8, types.Null)
	yes, no, unknown := boolean(true), boolean(false), NewConst(types.Bool, types.Null)
	a := &Column{Result: ResultOf(types.Int8), Name: "a"}
	b := &Column{Result: ResultOf(types.Bool), Index: 1, Name: "b"}
	fails := g.operator("=", g.operator("/", one, zero), one)
	stable := &Cast{Result: ResultOf(types.Date), Cast: g.registry.FindCast(types.Text, types.Date), Arg: NewConst(types.Text, types.NewText("today"))}
	for _, c := range []struct {
		e    Expr
		want string
	}{
		{g.operator("+", one, one), "2"},
		{g.operator("+", g.operator("+", one, one), a), "(2 + a)"},
		{fails, "((1 / 0) = 1)"},
		{stable, "('today'::text)::date"},
		{&And{[]Expr{yes, b}}, "b"},
		{&And{[]Expr{b, no, fails}}, "'f'::boolean"},
		{&And{[]Expr{yes, yes}}, "'t'::boolean"},
		{&And{[]Expr{b, unknown}}, "(b AND NULL::boolean)"},
		{&Or{[]Expr{no, b}}, "b"},
		{&Or{[]Expr{b, yes}}, "'t'::boolean"},
		{&Case{ResultOf(types.Int8), []When{{no, one}, {b, zero}, {yes, a}, {fails, one}}, one}, "CASE WHEN b THEN 0 ELSE a END"},
		{&Case{ResultOf(types.Int8), []When{{unknown, one}}, nil}, "NULL::bigint"},
		{&Coalesce{ResultOf(types.Int8), []Expr{null, a, one, zero}}, "COALESCE(a, 1)"},
		{&Coalesce{ResultOf(types.Int8), []Expr{null, one, a}}, "1"},
		{&Coalesce{ResultOf(types.Int8), []Expr{null}}, "NULL::bigint"},
		{&NullIf{one, g.operator("=", one, one)}, "NULL::bigint"},
	} {
		if got := Fold(c.e, testContext().Env).String(); got != c.want {
			t.Errorf("%s folds to %s, want %s", c.e, got, c.want)
		}
	}
}
