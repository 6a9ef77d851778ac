package parser

import pg "github.com/pganalyze/pg_query_go/v5"

// The bits of a frame in the grammar's tree (PostgreSQL's parsenodes.h,
// FRAMEOPTION_*). The bits of a frame's end are those of its start, shifted.
const (
	frameNonDefault        = 0x00001
	frameRows              = 0x00004
	frameGroups            = 0x00008
	frameUnboundPreceding  = 0x00020
	frameUnboundFollowing  = 0x00080
	frameOffsetPreceding   = 0x00800
	frameOffsetFollowing   = 0x02000
	frameExcludeCurrentRow = 0x08000
	frameExcludeGroup      = 0x10000
	frameExcludeTies       = 0x20000
)

func (c *converter) window(w *pg.WindowDef) *Window {
	if w == nil {
		return nil
	}
	return &Window{
		Loc:         Loc(w.Location),
		Name:        w.Name,
		Base:        w.Refname,
		PartitionBy: c.exprs(w.PartitionClause),
		OrderBy:     c.sortItems(w.OrderClause),
		Frame:       c.frame(w),
	}
}

func (c *converter) frame(w *pg.WindowDef) *Frame {
	bits := w.FrameOptions
	if bits&frameNonDefault == 0 {
		return nil
	}
	return &Frame{
		Mode:    frameMode(bits),
		Start:   FrameBound{Kind: boundKind(bits), Offset: c.expr(w.StartOffset)},
		End:     FrameBound{Kind: boundKind(bits >> 1), Offset: c.expr(w.EndOffset)},
		Exclude: frameExclusion(bits),
	}
}

func frameMode(bits int32) FrameMode {
	switch {
	case bits&frameRows != 0:
		return FrameRows
	case bits&frameGroups != 0:
		return FrameGroups
	}
	return FrameRange
}

func boundKind(bits int32) BoundKind {
	switch {
	case bits&frameUnboundPreceding != 0:
		return UnboundedPreceding
	case bits&frameOffsetPreceding != 0:
		return OffsetPreceding
	case bits&frameOffsetFollowing != 0:
		return OffsetFollowing
	case bits&frameUnboundFollowing != 0:
		return UnboundedFollowing
	}
	return CurrentRow
}

func frameExclusion(bits int32) FrameExclusion {
	switch {
	case bits&frameExcludeCurrentRow != 0:
		return ExcludeCurrentRow
	case bits&frameExcludeGroup != 0:
		return ExcludeGroup
	case bits&frameExcludeTies != 0:
		return ExcludeTies
	}
	return ExcludeNoOthers
}
