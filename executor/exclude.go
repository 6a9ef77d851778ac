package executor

import "github.com/s3dbsql/s3dbsql/planner/plan"

// span is a run of a partition's rows, from the first to before the last.
type span struct{ from, to int32 }

// hole is what EXCLUDE takes out of row i's frame; with TIES the row itself
// stays.
func (p *partition) hole(i int32) span {
	switch p.n.Frame.Exclude {
	case plan.ExcludeCurrentRow:
		return span{i, i + 1}
	case plan.ExcludeGroup, plan.ExcludeTies:
		return span{p.part.PeerStart[i], p.part.PeerEnd[i]}
	}
	return span{}
}

// excluded reports whether EXCLUDE takes a row out of the current row's frame.
func (p *partition) excluded(current, row int32) bool {
	h := p.hole(current)
	return h.from <= row && row < h.to && (row != current || p.n.Frame.Exclude != plan.ExcludeTies)
}

// spans are the rows of row i's frame that EXCLUDE leaves. The slice is valid
// until the next call.
func (p *partition) spans(i int) []span {
	frame, h := span{p.part.FrameStart[i], p.part.FrameEnd[i]}, p.hole(int32(i))
	if h.from == h.to {
		return append(p.cut[:0], frame)
	}
	p.cut = append(p.cut[:0], span{frame.from, min(frame.to, h.from)})
	if row := int32(i); p.n.Frame.Exclude == plan.ExcludeTies && frame.from <= row && row < frame.to {
		p.cut = append(p.cut, span{row, row + 1})
	}
	p.cut = append(p.cut, span{max(frame.from, h.to), frame.to})
	return p.cut
}

// grows reports whether all frames share their start and none is shorter than
// the one before.
func (p *partition) grows() bool {
	last := int32(0)
	for i, to := range p.part.FrameEnd {
		if p.part.FrameStart[i] != p.part.FrameStart[0] || to < last {
			return false
		}
		last = to
	}
	return p.n.Frame.Exclude == plan.ExcludeNoOthers
}
