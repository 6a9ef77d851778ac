package parser

// dml writes the commands that a common table expression may be.
func (d *deparser) dml(s Stmt) {
	switch s := s.(type) {
	case *Query:
		d.query(s)
	case *Insert:
		d.insert(s)
	case *Update:
		d.update(s)
	case *Delete:
		d.delete(s)
	case *Merge:
		d.merge(s)
	default:
		d.printf("%T", s)
	}
}

var overridingNames = [...]string{
	OverridingNone: "", OverridingUser: " OVERRIDING USER VALUE", OverridingSystem: " OVERRIDING SYSTEM VALUE",
}

func (d *deparser) insert(s *Insert) {
	d.with(s.With)
	d.write("INSERT INTO ")
	d.table(s.Table)
	bracketed(d, " ", s.Columns, d.assignTarget)
	d.write(overridingNames[s.Overriding], " ")
	if s.Source == nil {
		d.write("DEFAULT VALUES")
	} else {
		d.query(s.Source)
	}
	d.onConflict(s.OnConflict)
	clause(d, " RETURNING ", s.Returning, d.target)
}

func (d *deparser) onConflict(o *OnConflict) {
	if o == nil {
		return
	}
	d.write(" ON CONFLICT")
	d.conflictTarget(o.Target)
	if !o.DoUpdate {
		d.write(" DO NOTHING")
		return
	}
	clause(d, " DO UPDATE SET ", o.Set, d.assignment)
	d.optional(" WHERE ", o.Where)
}

func (d *deparser) conflictTarget(t *ConflictTarget) {
	if t == nil {
		return
	}
	if t.Constraint != "" {
		d.write(" ON CONSTRAINT ")
		d.ident(t.Constraint)
		return
	}
	bracketed(d, " ", t.Elems, d.indexElem)
	d.optional(" WHERE ", t.Where)
}

func (d *deparser) indexElem(e *IndexElem) {
	if e.Expr != nil {
		d.write("(")
		d.expr(e.Expr)
		d.write(")")
	} else {
		d.ident(e.Column)
	}
	if e.Collation != nil {
		d.write(" COLLATE ")
		d.name(*e.Collation)
	}
	if e.OpClass != nil {
		d.write(" ")
		d.name(*e.OpClass)
	}
}

func (d *deparser) assignTarget(t *AssignTarget) {
	d.ident(t.Column)
	for _, s := range t.Path {
		switch {
		case s.Index != nil:
			d.index(s.Index)
		case s.Star:
			d.write(".*")
		default:
			d.write(".")
			d.ident(s.Field)
		}
	}
}

func (d *deparser) assignment(a *Assignment) {
	if a.Multi {
		bracketed(d, "", a.Targets, d.assignTarget)
	} else {
		d.assignTarget(a.Targets[0])
	}
	d.optional(" = ", a.Value)
}

func (d *deparser) update(s *Update) {
	d.with(s.With)
	d.write("UPDATE ")
	d.table(s.Table)
	clause(d, " SET ", s.Set, d.assignment)
	clause(d, " FROM ", s.From, d.tableExpr)
	d.optional(" WHERE ", s.Where)
	clause(d, " RETURNING ", s.Returning, d.target)
}

func (d *deparser) delete(s *Delete) {
	d.with(s.With)
	d.write("DELETE FROM ")
	d.table(s.Table)
	clause(d, " USING ", s.Using, d.tableExpr)
	d.optional(" WHERE ", s.Where)
	clause(d, " RETURNING ", s.Returning, d.target)
}

func (d *deparser) merge(s *Merge) {
	d.with(s.With)
	d.write("MERGE INTO ")
	d.table(s.Table)
	d.write(" USING ")
	d.joinOperand(s.Source)
	d.optional(" ON ", s.On)
	for _, w := range s.Whens {
		d.mergeWhen(w)
	}
}

func (d *deparser) mergeWhen(w *MergeWhen) {
	d.write(" WHEN ", not(!w.Matched), "MATCHED")
	d.optional(" AND ", w.Cond)
	d.write(" THEN ")
	switch w.Action {
	case MergeUpdate:
		clause(d, "UPDATE SET ", w.Set, d.assignment)
	case MergeDelete:
		d.write("DELETE")
	case MergeInsert:
		d.mergeInsert(w)
	default:
		d.write("DO NOTHING")
	}
}

func (d *deparser) mergeInsert(w *MergeWhen) {
	d.write("INSERT")
	bracketed(d, " ", w.Columns, d.assignTarget)
	d.write(overridingNames[w.Overriding])
	if len(w.Values) == 0 {
		d.write(" DEFAULT VALUES")
	}
	bracketed(d, " VALUES ", w.Values, d.expr)
}
