package parser

func (d *deparser) expr(e Expr) {
	switch e := e.(type) {
	case *ColumnRef:
		d.columnRef(e)
	case *Param:
		d.write("$")
		d.int(e.Number)
	case *Literal:
		d.literal(e)
	case *Cast:
		d.cast(e)
	case *Op:
		d.op(e)
	case *And:
		d.chain(e.Args, " AND ")
	case *Or:
		d.chain(e.Args, " OR ")
	case *Not:
		d.write("(NOT ")
		d.expr(e.Arg)
		d.write(")")
	case *FuncCall:
		d.call(e)
	case *Case:
		d.caseExpr(e)
	default:
		if !d.predicate(e) && !d.constructor(e) {
			d.subqueryExpr(e)
		}
	}
}

func (d *deparser) columnRef(c *ColumnRef) {
	for i, name := range c.Names {
		if i > 0 {
			d.write(".")
		}
		d.ident(name)
	}
	if c.Star && len(c.Names) > 0 {
		d.write(".")
	}
	if c.Star {
		d.write("*")
	}
}

func (d *deparser) literal(l *Literal) {
	switch l.Kind {
	case Null:
		d.write("NULL")
	case String:
		d.write(QuoteLiteral(l.Text))
	case BitString:
		d.write(l.Text[:1], "'", l.Text[1:], "'")
	default:
		d.write(l.Text)
	}
}

// primary writes e where the grammar takes no operator: in front of ::, [ and
// a dot.
func (d *deparser) primary(e Expr) {
	switch e := e.(type) {
	case *ColumnRef, *Param, *FuncCall, *Array, *ArraySubquery, *Case, *Coalesce, *Cast:
		d.expr(e)
		return
	case *Literal:
		if e.Text == "" || e.Text[0] != '-' || e.Kind == String {
			d.expr(e)
			return
		}
	}
	d.write("(")
	d.expr(e)
	d.write(")")
}

func (d *deparser) cast(c *Cast) {
	d.primary(c.Arg)
	d.write("::")
	d.typeName(c.Type)
}

func (d *deparser) op(o *Op) {
	d.write("(")
	if o.Left != nil {
		d.expr(o.Left)
		d.write(" ")
	}
	d.operator(o.Name)
	d.write(" ")
	d.expr(o.Right)
	d.write(")")
}

func (d *deparser) operator(n QualifiedName) {
	if n.Schema == "" {
		d.write(n.Name)
		return
	}
	d.write("OPERATOR(")
	if n.Catalog != "" {
		d.ident(n.Catalog)
		d.write(".")
	}
	d.ident(n.Schema)
	d.write(".", n.Name, ")")
}

func (d *deparser) chain(args []Expr, word string) {
	d.write("(")
	for i, a := range args {
		if i > 0 {
			d.write(word)
		}
		d.expr(a)
	}
	d.write(")")
}

func (d *deparser) caseExpr(c *Case) {
	d.write("CASE ")
	if c.Arg != nil {
		d.expr(c.Arg)
		d.write(" ")
	}
	for _, w := range c.Whens {
		d.optional("WHEN ", w.Cond)
		d.optional(" THEN ", w.Result)
		d.write(" ")
	}
	if c.Else != nil {
		d.optional("ELSE ", c.Else)
		d.write(" ")
	}
	d.write("END")
}

// constructor writes the expressions that look like calls.
func (d *deparser) constructor(e Expr) bool {
	switch e := e.(type) {
	case *Coalesce:
		d.args("COALESCE", e.Args)
	case *MinMax:
		if e.Least {
			d.args("LEAST", e.Args)
		} else {
			d.args("GREATEST", e.Args)
		}
	case *NullIf:
		d.args("NULLIF", []Expr{e.Left, e.Right})
	case *Grouping:
		d.args("GROUPING", e.Args)
	case *Row:
		d.row(e)
	case *Array:
		d.write("ARRAY[")
		d.exprs(e.Elems)
		d.write("]")
	case *GroupingSet:
		d.args(groupingSetNames[e.Kind], e.Items)
	case *SQLValue:
		d.sqlValue(e)
	case *NamedArg:
		d.ident(e.Name)
		d.optional(" => ", e.Arg)
	case *Default:
		d.write("DEFAULT")
	default:
		return d.access(e)
	}
	return true
}

var groupingSetNames = [...]string{EmptySet: "", Rollup: "ROLLUP", Cube: "CUBE", GroupingSets: "GROUPING SETS "}

func (d *deparser) args(name string, args []Expr) {
	d.write(name, "(")
	d.exprs(args)
	d.write(")")
}

func (d *deparser) row(r *Row) {
	name := ""
	if r.Explicit {
		name = "ROW"
	}
	d.args(name, r.Args)
}

// access writes the parts of composite values and arrays, and COLLATE.
func (d *deparser) access(e Expr) bool {
	switch e := e.(type) {
	case *Subscript:
		d.subscripted(e.Arg)
		for _, i := range e.Indices {
			d.index(i)
		}
	case *FieldSelect:
		d.write("(")
		d.expr(e.Arg)
		d.write(").")
		d.ident(e.Field)
	case *FieldStar:
		d.write("(")
		d.expr(e.Arg)
		d.write(").*")
	case *Collate:
		d.write("(")
		d.expr(e.Arg)
		d.write(" COLLATE ")
		d.name(e.Collation)
		d.write(")")
	default:
		return false
	}
	return true
}

// subscripted writes what stands before [: a column and a parameter need no
// brackets, all else does.
func (d *deparser) subscripted(e Expr) {
	switch e.(type) {
	case *ColumnRef, *Param:
		d.expr(e)
		return
	}
	d.write("(")
	d.expr(e)
	d.write(")")
}

func (d *deparser) index(i *Index) {
	d.write("[")
	d.optional("", i.Low)
	if i.Slice {
		d.write(":")
	}
	d.optional("", i.High)
	d.write("]")
}
