package parser

func (d *deparser) query(q *Query) {
	d.with(q.With)
	switch b := q.Body.(type) {
	case *Select:
		d.selectCore(b)
	case *Values:
		d.values(b)
	case *SetOp:
		d.setOp(b)
	}
	clause(d, " ORDER BY ", q.OrderBy, d.sortItem)
	d.limit(q.Limit)
	for _, l := range q.Locking {
		d.locking(l)
	}
}

func (d *deparser) subquery(q *Query) {
	d.write("(")
	d.query(q)
	d.write(")")
}

func (d *deparser) values(v *Values) {
	d.write("VALUES ")
	list(d, v.Rows, func(row []Expr) {
		d.write("(")
		d.exprs(row)
		d.write(")")
	})
}

var setOpNames = [...]string{Union: " UNION ", Intersect: " INTERSECT ", Except: " EXCEPT "}

func (d *deparser) setOp(s *SetOp) {
	d.operand(s.Left, s.Kind)
	d.write(setOpNames[s.Kind])
	if s.All {
		d.write("ALL ")
	}
	d.subquery(s.Right)
}

// operand writes the left side of a set operation: a chain of the same one
// needs no brackets.
func (d *deparser) operand(q *Query, kind SetOpKind) {
	s, chain := q.Body.(*SetOp)
	bare := q.With == nil && q.OrderBy == nil && q.Limit == nil && q.Locking == nil
	if chain && bare && s.Kind == kind {
		d.query(q)
		return
	}
	d.subquery(q)
}

func (d *deparser) selectCore(s *Select) {
	d.write("SELECT")
	if s.Distinct {
		d.write(" DISTINCT")
		bracketed(d, " ON ", s.DistinctOn, d.expr)
	}
	clause(d, " ", s.Targets, d.target)
	clause(d, " FROM ", s.From, d.tableExpr)
	d.optional(" WHERE ", s.Where)
	if s.GroupDistinct {
		clause(d, " GROUP BY DISTINCT ", s.GroupBy, d.expr)
	} else {
		clause(d, " GROUP BY ", s.GroupBy, d.expr)
	}
	d.optional(" HAVING ", s.Having)
	clause(d, " WINDOW ", s.Windows, d.namedWindow)
}

func (d *deparser) target(t *Target) {
	d.expr(t.Expr)
	if t.As != "" {
		d.write(" AS ")
		d.ident(t.As)
	}
}

var nullsNames = [...]string{NullsDefault: "", NullsFirst: " NULLS FIRST", NullsLast: " NULLS LAST"}

func (d *deparser) sortItem(s *SortItem) {
	d.expr(s.Expr)
	if s.Using != nil {
		d.write(" USING ")
		d.operator(*s.Using)
	}
	if s.Desc {
		d.write(" DESC")
	}
	d.write(nullsNames[s.Nulls])
}

func (d *deparser) limit(l *Limit) {
	if l == nil {
		return
	}
	d.optional(" OFFSET ", l.Offset)
	switch {
	case l.WithTies:
		d.write(" FETCH FIRST (")
		d.expr(l.Count)
		d.write(") ROWS WITH TIES")
	case l.Count != nil:
		d.optional(" LIMIT ", l.Count)
	}
}

var (
	lockStrengthNames = [...]string{
		ForKeyShare: " FOR KEY SHARE", ForShare: " FOR SHARE", ForNoKeyUpdate: " FOR NO KEY UPDATE", ForUpdate: " FOR UPDATE",
	}
	lockWaitNames = [...]string{WaitBlock: "", SkipLocked: " SKIP LOCKED", NoWait: " NOWAIT"}
)

func (d *deparser) locking(l *Locking) {
	d.write(lockStrengthNames[l.Strength])
	clause(d, " OF ", l.Of, d.table)
	d.write(lockWaitNames[l.Wait])
}

func (d *deparser) with(w *With) {
	if w == nil {
		return
	}
	d.write("WITH ")
	if w.Recursive {
		d.write("RECURSIVE ")
	}
	list(d, w.CTEs, d.cte)
	d.write(" ")
}

var materializedNames = [...]string{
	MaterializeDefault: " AS (", MaterializeAlways: " AS MATERIALIZED (", MaterializeNever: " AS NOT MATERIALIZED (",
}

func (d *deparser) cte(c *CTE) {
	d.ident(c.Name)
	bracketed(d, "", c.Columns, d.ident)
	d.write(materializedNames[c.Materialized])
	d.dml(c.Stmt)
	d.write(")")
	d.search(c.Search)
	d.cycle(c.Cycle)
}

func (d *deparser) search(s *CTESearch) {
	if s == nil {
		return
	}
	order := " SEARCH DEPTH FIRST BY "
	if s.Breadth {
		order = " SEARCH BREADTH FIRST BY "
	}
	clause(d, order, s.By, d.ident)
	d.write(" SET ")
	d.ident(s.Set)
}

func (d *deparser) cycle(c *CTECycle) {
	if c == nil {
		return
	}
	clause(d, " CYCLE ", c.Columns, d.ident)
	d.write(" SET ")
	d.ident(c.Set)
	d.write(" TO ")
	d.expr(c.Value)
	d.write(" DEFAULT ")
	d.expr(c.Default)
	d.write(" USING ")
	d.ident(c.Using)
}
