package functions

import (
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// jsonAggregates is json_agg, json_object_agg and their jsonb forms.
func jsonAggregates() []Aggregate {
	return []Aggregate{
		{OID: 3175, Name: "json_agg", Args: takes(types.AnyElement), Result: types.JSON, Collects: true, New: newJSONAgg(false)},
		{OID: 3267, Name: "jsonb_agg", Args: takes(types.AnyElement), Result: types.JSONB, Collects: true, New: newJSONAgg(true)},
		{OID: 3197, Name: "json_object_agg", Args: takes(types.Any, types.Any), Result: types.JSON, Collects: true, New: newJSONObjectAgg(false)},
		{OID: 3270, Name: "jsonb_object_agg", Args: takes(types.Any, types.Any), Result: types.JSONB, Collects: true, New: newJSONObjectAgg(true)},
	}
}

// jsonAgg writes an array, NULL included; the bracket that closes it is added
// by Result.
type jsonAgg struct {
	t         *types.Type
	canonical bool
	separator string
	buffers   [][]byte
}

func newJSONAgg(canonical bool) func([]*types.Type) Accumulator {
	return func(args []*types.Type) Accumulator {
		a := &jsonAgg{t: args[0], canonical: canonical, separator: ", "}
		if !canonical && (a.t.Kind == types.KindArray || a.t.Kind == types.KindRecord) {
			a.separator = ", \n "
		}
		return a
	}
}

func (a *jsonAgg) Grow(n int) { a.buffers = grow(a.buffers, n) }

func (a *jsonAgg) Add(env *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		w := jsonWriter{buf: a.buffers[g], style: env.Style}
		if len(w.buf) == 0 {
			w.raw("[")
		} else {
			w.raw(a.separator)
		}
		if err := a.write(env, &w, args[0].Value(rowAt(sel, k))); err != nil {
			return err
		}
		a.buffers[g] = w.buf
	}
	return nil
}

func (a *jsonAgg) write(env *Env, w *jsonWriter, v types.Value) error {
	if !a.canonical {
		w.value(a.t, v)
		return nil
	}
	s, err := toJSONB(env, a.t, v)
	w.raw(s)
	return err
}

func (a *jsonAgg) Result(_ *Env, g int, out *types.Vector, i int) error {
	setClosed(out, i, a.buffers[g], "]")
	return nil
}

// setClosed writes buf and what closes it to row i, NULL if buf is empty.
func setClosed(out *types.Vector, i int, buf []byte, end string) {
	if len(buf) == 0 {
		out.Nulls.Set(i)
		return
	}
	out.Nulls.Clear(i)
	out.Texts[i] = string(buf) + end
}

// jsonObjectAgg writes an object. The canonical form is found by Result, as
// keys must be sorted and repeated ones dropped.
type jsonObjectAgg struct {
	types     []*types.Type
	canonical bool
	buffers   [][]byte
}

func newJSONObjectAgg(canonical bool) func([]*types.Type) Accumulator {
	return func(args []*types.Type) Accumulator {
		return &jsonObjectAgg{types: args, canonical: canonical}
	}
}

func (a *jsonObjectAgg) Grow(n int) { a.buffers = grow(a.buffers, n) }

func (a *jsonObjectAgg) Add(env *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	for k, g := range groups {
		row := rowAt(sel, k)
		if args[0].Nulls.Get(row) {
			return pgerr.New(pgerr.InvalidParameterValue, "field name must not be null")
		}
		w := jsonWriter{buf: a.buffers[g], style: env.Style}
		if len(w.buf) == 0 {
			w.raw("{ ")
		} else {
			w.raw(", ")
		}
		if err := w.key(a.types[0], args[0].Value(row)); err != nil {
			return err
		}
		w.raw(" : ")
		w.value(a.types[1], args[1].Value(row))
		a.buffers[g] = w.buf
	}
	return nil
}

func (a *jsonObjectAgg) Result(_ *Env, g int, out *types.Vector, i int) error {
	setClosed(out, i, a.buffers[g], " }")
	if !a.canonical || out.Nulls.Get(i) {
		return nil
	}
	s, err := canonicalJSON(out.Texts[i])
	out.Texts[i] = s
	return err
}
