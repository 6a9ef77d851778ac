package executor

import (
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

// frameTree answers an aggregate over any range of a partition's rows in
// logarithmic time. It is a segment tree whose nodes are groups of one
// accumulator: leaf i is group rows+i, and node k covers nodes 2k and 2k+1.
type frameTree struct {
	acc  functions.Merger
	rows int
	next int // the group that the next answer goes to
}

func newFrameTree(acc functions.Merger, p *partition) (*frameTree, error) {
	t := &frameTree{acc: acc, rows: len(p.sorted), next: 2 * len(p.sorted)}
	acc.Grow(3 * t.rows)
	groups, sel := make([]int32, 0, t.rows), make([]int32, 0, t.rows)
	for i := range p.sorted {
		if p.counts(int32(i)) {
			groups, sel = append(groups, int32(t.rows+i)), append(sel, int32(i))
		}
	}
	if len(sel) > 0 {
		if err := acc.Add(p.w.c.Env, groups, p.part.Args, sel, t.rows); err != nil {
			return nil, err
		}
	}
	for k := t.rows - 1; k > 0; k-- {
		if err := t.merge(k, 2*k, 2*k+1); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *frameTree) merge(into int, groups ...int) error {
	for _, g := range groups {
		if err := t.acc.Merge(into, g); err != nil {
			return err
		}
	}
	return nil
}

// answer makes a group of the rows in spans and returns it.
func (t *frameTree) answer(spans []span) (int, error) {
	into := t.next
	t.next++
	for _, s := range spans {
		if err := t.cover(into, s); err != nil {
			return 0, err
		}
	}
	return into, nil
}

// cover merges the nodes that make up a span into a group, from both of its
// ends upwards: the order of the rows is lost, which a Merger allows.
func (t *frameTree) cover(into int, s span) error {
	for from, to := int(s.from)+t.rows, int(s.to)+t.rows; from < to; from, to = from/2, to/2 {
		if from%2 == 1 {
			if err := t.acc.Merge(into, from); err != nil {
				return err
			}
			from++
		}
		if to%2 == 1 {
			to--
			if err := t.acc.Merge(into, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// slide computes an aggregate over frames by a tree.
func (p *partition) slide(acc functions.Merger) error {
	tree, err := newFrameTree(acc, p)
	if err != nil {
		return err
	}
	for i := range p.sorted {
		g, err := tree.answer(p.spans(i))
		if err != nil {
			return err
		}
		if err := p.result(acc, g, i); err != nil {
			return err
		}
	}
	return nil
}

// result writes the aggregate of group g as that of row i.
func (p *partition) result(acc functions.Accumulator, g, i int) error {
	row := int(p.sorted[i])
	p.out.Nulls.Clear(row)
	return acc.Result(p.w.c.Env, g, p.out, row)
}

// grown computes an aggregate over frames that share their start and never
// shrink: each row is fed once.
func (p *partition) grown(acc functions.Accumulator) error {
	acc.Grow(1)
	fed := p.part.FrameStart[0]
	for i, to := range p.part.FrameEnd {
		if err := p.feed(acc, span{fed, to}); err != nil {
			return err
		}
		fed = max(fed, to)
		if err := p.result(acc, 0, i); err != nil {
			return err
		}
	}
	return nil
}

// anew computes an aggregate of which nothing can be shared between frames.
func (p *partition) anew(fresh func() functions.Accumulator) error {
	for i := range p.sorted {
		if err := p.w.c.Env.Ctx.Err(); err != nil {
			return err
		}
		acc := fresh()
		acc.Grow(1)
		for _, s := range p.spans(i) {
			if err := p.feed(acc, s); err != nil {
				return err
			}
		}
		if err := p.result(acc, 0, i); err != nil {
			return err
		}
	}
	return nil
}

// feed adds the rows of a span to group 0.
func (p *partition) feed(acc functions.Accumulator, s span) error {
	p.sel = p.sel[:0]
	for row := s.from; row < s.to; row++ {
		if p.counts(row) {
			p.sel = append(p.sel, row)
		}
	}
	if len(p.sel) == 0 {
		return nil
	}
	p.zeros = append(p.zeros, make([]int32, max(0, len(p.sel)-len(p.zeros)))...)
	return acc.Add(p.w.c.Env, p.zeros[:len(p.sel)], p.part.Args, p.sel, len(p.sorted))
}

// counts reports whether FILTER lets a row into the aggregate.
func (p *partition) counts(row int32) bool {
	at := p.from + int(row)
	return p.filter == nil || !p.filter.IsNull(at) && p.filter.Bools[at]
}

// aggregate computes an aggregate over each row's frame, in the cheapest way
// that its frames and its accumulator allow.
func (p *partition) aggregate() error {
	fresh := func() functions.Accumulator { return p.n.Aggregate.New(vectorTypes(p.part.Args)) }
	acc := fresh()
	if p.grows() {
		return p.grown(acc)
	}
	if m, ok := acc.(functions.Merger); ok {
		return p.slide(m)
	}
	return p.anew(fresh)
}

func vectorTypes(vs []*types.Vector) []*types.Type {
	ts := make([]*types.Type, len(vs))
	for i, v := range vs {
		ts[i] = v.Type
	}
	return ts
}
