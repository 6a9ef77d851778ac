package parser

func (d *deparser) tableExpr(t TableExpr) {
	switch t := t.(type) {
	case *Table:
		d.table(t)
	case *DerivedTable:
		d.lateral(t.Lateral)
		d.subquery(t.Query)
		d.alias(t.Alias)
	case *FuncTable:
		d.funcTable(t)
	case *Join:
		d.join(t)
	}
}

func (d *deparser) lateral(lateral bool) {
	if lateral {
		d.write("LATERAL ")
	}
}

func (d *deparser) table(t *Table) {
	if t.Only {
		d.write("ONLY ")
	}
	d.name(t.Name)
	d.alias(t.Alias)
	if s := t.Sample; s != nil {
		d.write(" TABLESAMPLE ")
		d.name(s.Method)
		bracketed(d, "", s.Args, d.expr)
		if s.Repeatable != nil {
			d.write(" REPEATABLE (")
			d.expr(s.Repeatable)
			d.write(")")
		}
	}
}

func (d *deparser) funcTable(t *FuncTable) {
	d.lateral(t.Lateral)
	if t.RowsFrom {
		bracketed(d, "ROWS FROM ", t.Funcs, d.tableFunc)
	} else {
		d.expr(t.Funcs[0].Call)
	}
	if t.Ordinality {
		d.write(" WITH ORDINALITY")
	}
	switch {
	case t.Alias != nil:
		d.alias(t.Alias)
	case len(t.Columns) > 0:
		d.write(" AS ")
	}
	bracketed(d, "", t.Columns, d.columnDef)
}

func (d *deparser) tableFunc(f *TableFunc) {
	d.expr(f.Call)
	bracketed(d, " AS ", f.Columns, d.columnDef)
}

// columnDef writes a column of a function's result, which has no constraints.
func (d *deparser) columnDef(c *ColumnDef) {
	d.ident(c.Name)
	d.write(" ")
	d.typeName(c.Type)
	if c.Collation != nil {
		d.write(" COLLATE ")
		d.name(c.Collation.Collation)
	}
}

var joinNames = [...]string{
	InnerJoin: "JOIN ", LeftJoin: "LEFT JOIN ", RightJoin: "RIGHT JOIN ", FullJoin: "FULL JOIN ", CrossJoin: "CROSS JOIN ",
}

func (d *deparser) join(j *Join) {
	if j.Alias != nil {
		d.write("(")
	}
	d.tableExpr(j.Left)
	d.write(" ")
	if j.Natural {
		d.write("NATURAL ")
	}
	d.write(joinNames[j.Kind])
	d.joinOperand(j.Right)
	d.optional(" ON ", j.On)
	bracketed(d, " USING ", j.Using, d.ident)
	if j.UsingAlias != "" {
		d.write(" AS ")
		d.ident(j.UsingAlias)
	}
	if j.Alias != nil {
		d.write(")")
		d.alias(j.Alias)
	}
}

// joinOperand writes the right side of a join, where a join needs brackets; one
// with an alias has them.
func (d *deparser) joinOperand(t TableExpr) {
	if j, ok := t.(*Join); ok && j.Alias == nil {
		d.write("(")
		d.join(j)
		d.write(")")
		return
	}
	d.tableExpr(t)
}
