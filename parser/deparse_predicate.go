package parser

import "strings"

// predicate writes the tests that have a syntax of their own.
func (d *deparser) predicate(e Expr) bool {
	switch e := e.(type) {
	case *IsNull:
		d.test(e.Arg, e.Not, "NULL")
	case *IsTruth:
		d.test(e.Arg, e.Not, truthNames[e.Value])
	case *IsDistinct:
		d.write("(")
		d.expr(e.Left)
		d.write(" IS ", not(e.Not), "DISTINCT FROM ")
		d.expr(e.Right)
		d.write(")")
	case *Between:
		d.between(e)
	case *In:
		d.write("(")
		d.expr(e.Arg)
		d.write(" ", not(e.Not))
		d.args("IN ", e.List)
		d.write(")")
	case *Like:
		d.like(e)
	case *Quantified:
		d.quantified(e.Left, e.Op, e.All)
		d.expr(e.Array)
		d.write("))")
	case *CurrentOf:
		d.write("CURRENT OF ")
		d.ident(e.Cursor)
	default:
		return false
	}
	return true
}

var truthNames = [...]string{True: "TRUE", False: "FALSE", UnknownTruth: "UNKNOWN"}

func not(negated bool) string {
	if negated {
		return "NOT "
	}
	return ""
}

func (d *deparser) test(e Expr, negated bool, what string) {
	d.write("(")
	d.expr(e)
	d.write(" IS ", not(negated), what, ")")
}

func (d *deparser) between(b *Between) {
	d.write("(")
	d.expr(b.Arg)
	d.write(" ", not(b.Not), "BETWEEN ")
	if b.Symmetric {
		d.write("SYMMETRIC ")
	}
	d.expr(b.Low)
	d.write(" AND ")
	d.expr(b.High)
	d.write(")")
}

var likeNames = [...]string{CaseLike: "LIKE ", ILike: "ILIKE ", SimilarTo: "SIMILAR TO "}

func (d *deparser) like(l *Like) {
	d.write("(")
	d.expr(l.Arg)
	d.write(" ", not(l.Not), likeNames[l.Kind])
	d.expr(l.Pattern)
	d.optional(" ESCAPE ", l.Escape)
	d.write(")")
}

// quantified writes (left op ANY ( and leaves the brackets open.
func (d *deparser) quantified(left Expr, op QualifiedName, all bool) {
	d.write("(")
	d.expr(left)
	d.write(" ")
	d.operator(op)
	if all {
		d.write(" ALL (")
	} else {
		d.write(" ANY (")
	}
}

// subqueryExpr writes the expressions around a query.
func (d *deparser) subqueryExpr(e Expr) {
	switch e := e.(type) {
	case *ScalarSubquery:
		d.subquery(e.Query)
	case *Exists:
		d.write("EXISTS ")
		d.subquery(e.Query)
	case *ArraySubquery:
		d.write("ARRAY")
		d.subquery(e.Query)
	case *InSubquery:
		d.write("(")
		d.expr(e.Arg)
		d.write(" ", not(e.Not), "IN ")
		d.subquery(e.Query)
		d.write(")")
	case *QuantifiedSubquery:
		d.quantified(e.Left, e.Op, e.All)
		d.query(e.Query)
		d.write("))")
	}
}

func (d *deparser) sqlValue(v *SQLValue) {
	d.write(strings.ToUpper(string(v.Func)))
	if v.Precision >= 0 {
		d.write("(")
		d.int(v.Precision)
		d.write(")")
	}
}
