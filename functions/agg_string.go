package functions

import "github.com/s3dbsql/s3dbsql/types"

// stringAggregates is string_agg.
func stringAggregates() []Aggregate {
	concat := func([]*types.Type) Accumulator { return &stringAgg{} }
	return []Aggregate{
		{OID: 3538, Name: "string_agg", Args: takes(types.Text, types.Text), Result: types.Text, Collects: true, New: concat},
		{OID: 3545, Name: "string_agg", Args: takes(types.Bytea, types.Bytea), Result: types.Bytea, Collects: true, New: concat},
	}
}

// stringAgg joins the values that are not NULL; each but the first is
// preceded by the delimiter of its own row.
type stringAgg struct {
	buffers [][]byte
	seen    types.Bitmap
}

func (s *stringAgg) Grow(n int) { s.buffers = grow(s.buffers, n) }

func (s *stringAgg) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	value, delimiter := args[0], args[1]
	for k, g := range groups {
		row := rowAt(sel, k)
		if value.Nulls.Get(row) {
			continue
		}
		buf := s.buffers[g]
		if s.seen.Get(int(g)) && !delimiter.Nulls.Get(row) {
			buf = append(buf, delimiter.Texts[row]...)
		}
		s.seen.Set(int(g))
		s.buffers[g] = append(buf, value.Texts[row]...)
	}
	return nil
}

func (s *stringAgg) Result(_ *Env, g int, out *types.Vector, i int) error {
	if !s.seen.Get(g) {
		out.Nulls.Set(i)
		return nil
	}
	out.Nulls.Clear(i)
	out.Texts[i] = string(s.buffers[g])
	return nil
}
