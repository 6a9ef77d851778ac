package parser

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

func (c *converter) prepare(s *pg.PrepareStmt) Stmt {
	return &Prepare{Loc: c.start, Name: s.Name, Types: c.typeNames(s.Argtypes), Query: c.inner(s.Query)}
}

func (c *converter) execute(s *pg.ExecuteStmt) Stmt {
	return &Execute{Loc: c.start, Name: s.Name, Args: c.exprs(s.Params)}
}

// The bits of DECLARE in the grammar's tree (PostgreSQL's parsenodes.h,
// CURSOR_OPT_*).
const (
	cursorBinary      = 0x01
	cursorScroll      = 0x02
	cursorNoScroll    = 0x04
	cursorInsensitive = 0x08
	cursorAsensitive  = 0x10
	cursorHold        = 0x20
)

func (c *converter) declareCursor(s *pg.DeclareCursorStmt) Stmt {
	return &DeclareCursor{
		Loc:         c.start,
		Name:        s.Portalname,
		Query:       c.queryNode(s.Query),
		Binary:      s.Options&cursorBinary != 0,
		Scroll:      s.Options&cursorScroll != 0,
		NoScroll:    s.Options&cursorNoScroll != 0,
		Insensitive: s.Options&cursorInsensitive != 0,
		Asensitive:  s.Options&cursorAsensitive != 0,
		Hold:        s.Options&cursorHold != 0,
	}
}

func (c *converter) fetch(s *pg.FetchStmt) Stmt {
	return &Fetch{
		Loc:       c.start,
		Cursor:    s.Portalname,
		Direction: fetchDirections[s.Direction],
		Count:     s.HowMany,
		Move:      s.Ismove,
	}
}

var fetchDirections = map[pg.FetchDirection]FetchDirection{
	pg.FetchDirection_FETCH_FORWARD:  FetchForward,
	pg.FetchDirection_FETCH_BACKWARD: FetchBackward,
	pg.FetchDirection_FETCH_ABSOLUTE: FetchAbsolute,
	pg.FetchDirection_FETCH_RELATIVE: FetchRelative,
}

func (c *converter) explain(s *pg.ExplainStmt) Stmt {
	// EXPLAIN is the other command that a SELECT INTO may stand in.
	return &Explain{Loc: c.start, Query: c.stmt(s.Query), Options: c.options(s.Options)}
}

func (c *converter) vacuum(s *pg.VacuumStmt) Stmt {
	return &Vacuum{
		Loc:       c.start,
		Analyze:   !s.IsVacuumcmd,
		Options:   c.options(s.Options),
		Relations: each(s.Rels, c.vacuumTable),
	}
}

func (c *converter) vacuumTable(n *pg.Node) *VacuumTable {
	r := n.GetVacuumRelation()
	return &VacuumTable{Table: c.table(r.GetRelation()), Columns: names(r.GetVaCols())}
}

func (c *converter) reindex(s *pg.ReindexStmt) Stmt {
	return &Reindex{
		Loc:     c.start,
		Kind:    strings.TrimPrefix(s.Kind.String(), "REINDEX_OBJECT_"),
		Table:   c.table(s.Relation),
		Name:    s.Name,
		Options: c.options(s.Params),
	}
}

func (c *converter) refreshView(s *pg.RefreshMatViewStmt) Stmt {
	return &RefreshView{
		Loc:          c.start,
		View:         c.table(s.Relation),
		Concurrently: s.Concurrent,
		WithNoData:   s.SkipData,
	}
}
