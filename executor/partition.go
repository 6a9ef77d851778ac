package executor

import (
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// partition computes one call over one partition, rows from.. of the sorted
// input.
type partition struct {
	w      *window
	n      *plan.WindowCall
	o      *ordering
	sorted []int32
	from   int
	args   []*types.Vector
	filter *types.Vector
	out    *types.Vector
	part   functions.Partition
	order  *types.Vector // order values by row, for RANGE with an offset

	sel   []int32 // of feed
	zeros []int32
	cut   []span // of spans
}

func (p *partition) compute() error {
	p.part = functions.Partition{Rows: len(p.sorted), Args: p.slices()}
	p.peers()
	if err := p.frames(); err != nil {
		return err
	}
	if p.n.Frame.Exclude != plan.ExcludeNoOthers {
		p.part.Excluded = p.excluded
	}
	if p.n.Window == nil {
		return p.aggregate()
	}
	for i := range p.sorted {
		v, err := p.n.Window.Fn(p.w.c.Env, &p.part, i)
		if err != nil {
			return err
		}
		p.out.SetValue(int(p.sorted[i]), v)
	}
	return nil
}

// slices cuts the partition's rows out of the arguments.
func (p *partition) slices() []*types.Vector {
	sel := make([]int32, len(p.sorted))
	for i := range sel {
		sel[i] = int32(p.from + i)
	}
	cut := make([]*types.Vector, len(p.args))
	for i, a := range p.args {
		cut[i] = types.NewVector(a.Type, len(sel))
		types.Gather(cut[i], a, sel)
	}
	return cut
}

// peers fills in which rows tie in the window's order.
func (p *partition) peers() {
	n := len(p.sorted)
	p.part.PeerStart, p.part.PeerEnd, p.part.PeerGroup = make([]int32, n), make([]int32, n), make([]int32, n)
	group := int32(0)
	for from := 0; from < n; group++ {
		to := from + 1
		for to < n && p.o.compare(p.sorted[from], p.sorted[to]) == 0 {
			to++
		}
		for i := from; i < to; i++ {
			p.part.PeerStart[i], p.part.PeerEnd[i], p.part.PeerGroup[i] = int32(from), int32(to), group
		}
		from = to
	}
}
