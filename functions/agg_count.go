package functions

import "github.com/s3dbsql/s3dbsql/types"

// countAggregates is count(*) and count(x).
func countAggregates() []Aggregate {
	count := func([]*types.Type) Accumulator { return &counter{} }
	return []Aggregate{
		{OID: 2803, Name: "count", Result: types.Int8, New: count},
		{OID: 2147, Name: "count", Args: takes(types.Any), Result: types.Int8, New: count},
	}
}

// counter counts rows, or those whose argument is not NULL.
type counter struct{ counts []int64 }

func (c *counter) Grow(n int) { c.counts = grow(c.counts, n) }

func (c *counter) Add(_ *Env, groups []int32, args []*types.Vector, sel []int32, _ int) error {
	if len(args) == 0 || !args[0].Nulls.Any() {
		for _, g := range groups {
			c.counts[g]++
		}
		return nil
	}
	for k, g := range groups {
		if !args[0].Nulls.Get(rowAt(sel, k)) {
			c.counts[g]++
		}
	}
	return nil
}

func (c *counter) Result(_ *Env, g int, out *types.Vector, i int) error {
	out.Nulls.Clear(i)
	out.Ints[i] = c.counts[g]
	return nil
}

func (c *counter) Merge(into, from int) error {
	c.counts[into] += c.counts[from]
	return nil
}
