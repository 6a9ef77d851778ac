package parser

import "strings"

func (d *deparser) call(f *FuncCall) {
	if f.SQLSyntax && d.sqlSyntax(f.Name.Name, f.Args) {
		return
	}
	d.name(f.Name)
	d.write("(")
	if f.Distinct {
		d.write("DISTINCT ")
	}
	if f.Star {
		d.write("*")
	}
	d.callArgs(f)
	if !f.WithinGroup {
		clause(d, " ORDER BY ", f.OrderBy, d.sortItem)
	}
	d.write(")")
	if f.WithinGroup {
		d.write(" WITHIN GROUP (")
		clause(d, "ORDER BY ", f.OrderBy, d.sortItem)
		d.write(")")
	}
	if f.Filter != nil {
		d.optional(" FILTER (WHERE ", f.Filter)
		d.write(")")
	}
	d.over(f.Over)
}

func (d *deparser) callArgs(f *FuncCall) {
	for i, a := range f.Args {
		if i > 0 {
			d.write(", ")
		}
		if f.Variadic && i == len(f.Args)-1 {
			d.write("VARIADIC ")
		}
		d.expr(a)
	}
}

// sqlSyntax writes the calls that have a syntax of their own: see FuncCall.
func (d *deparser) sqlSyntax(name string, args []Expr) bool {
	switch name {
	case "extract":
		d.extract(args)
	case "substring":
		d.words(args, "SUBSTRING(", " FROM ", " FOR ")
		d.write(")")
	case "overlay":
		d.words(args, "OVERLAY(", " PLACING ", " FROM ", " FOR ")
		d.write(")")
	case "position":
		d.words([]Expr{args[1], args[0]}, "POSITION((", ") IN (")
		d.write("))")
	case "timezone":
		d.words([]Expr{args[1], args[0]}, "(", " AT TIME ZONE ")
		d.write(")")
	case "overlaps":
		d.words(args, "((", ", ", ") OVERLAPS (", ", ")
		d.write("))")
	case "normalize":
		d.normalize(args)
	case "is_normalized":
		d.isNormalized(args)
	case "pg_collation_for":
		d.words(args, "COLLATION FOR (")
		d.write(")")
	default:
		return d.trim(name, args)
	}
	return true
}

// words writes each argument behind its word.
func (d *deparser) words(args []Expr, words ...string) {
	for i, a := range args {
		d.write(words[i])
		d.expr(a)
	}
}

func (d *deparser) extract(args []Expr) {
	d.write("EXTRACT(")
	if lit, ok := args[0].(*Literal); ok && extractFields[lit.Text] {
		d.write(lit.Text)
	} else {
		d.expr(args[0])
	}
	d.write(" FROM ")
	d.expr(args[1])
	d.write(")")
}

// extractFields are the fields that EXTRACT takes as a word.
var extractFields = map[string]bool{
	"century": true, "day": true, "decade": true, "dow": true, "doy": true, "epoch": true,
	"hour": true, "isodow": true, "isoyear": true, "julian": true, "microseconds": true,
	"millennium": true, "milliseconds": true, "minute": true, "month": true, "quarter": true,
	"second": true, "timezone": true, "timezone_hour": true, "timezone_minute": true, "week": true, "year": true,
}

var trimSides = map[string]string{"btrim": "BOTH", "ltrim": "LEADING", "rtrim": "TRAILING"}

// trim writes TRIM: the characters to trim come last.
func (d *deparser) trim(name string, args []Expr) bool {
	side, ok := trimSides[name]
	if !ok {
		return false
	}
	d.write("TRIM(", side, " ")
	if last := len(args) - 1; last > 0 {
		d.expr(args[last])
		d.write(" ")
		args = args[:last]
	}
	d.write("FROM ")
	d.exprs(args)
	d.write(")")
	return true
}

func (d *deparser) normalize(args []Expr) {
	d.write("NORMALIZE(")
	d.expr(args[0])
	if len(args) > 1 {
		d.write(", ", normalForm(args[1]))
	}
	d.write(")")
}

func (d *deparser) isNormalized(args []Expr) {
	d.write("(")
	d.expr(args[0])
	d.write(" IS ")
	if len(args) > 1 {
		d.write(normalForm(args[1]), " ")
	}
	d.write("NORMALIZED)")
}

// normalForm is NFC, NFD, NFKC or NFKD.
func normalForm(e Expr) string {
	lit, ok := e.(*Literal)
	if !ok {
		return ""
	}
	return strings.ToUpper(lit.Text)
}

func (d *deparser) over(w *Window) {
	if w == nil {
		return
	}
	d.write(" OVER ")
	if w.Name != "" {
		d.ident(w.Name)
		return
	}
	d.window(w)
}

func (d *deparser) namedWindow(w *Window) {
	d.ident(w.Name)
	d.write(" AS ")
	d.window(w)
}

func (d *deparser) window(w *Window) {
	var in deparser
	if w.Base != "" {
		in.ident(w.Base)
	}
	clause(&in, " PARTITION BY ", w.PartitionBy, in.expr)
	clause(&in, " ORDER BY ", w.OrderBy, in.sortItem)
	in.frame(w.Frame)
	d.write("(", strings.TrimPrefix(in.String(), " "), ")")
}

var (
	frameModes = [...]string{FrameRange: " RANGE BETWEEN ", FrameRows: " ROWS BETWEEN ", FrameGroups: " GROUPS BETWEEN "}
	boundNames = [...]string{
		UnboundedPreceding: "UNBOUNDED PRECEDING", OffsetPreceding: " PRECEDING", CurrentRow: "CURRENT ROW",
		OffsetFollowing: " FOLLOWING", UnboundedFollowing: "UNBOUNDED FOLLOWING",
	}
	exclusionNames = [...]string{
		ExcludeNoOthers: "", ExcludeCurrentRow: " EXCLUDE CURRENT ROW", ExcludeGroup: " EXCLUDE GROUP", ExcludeTies: " EXCLUDE TIES",
	}
)

func (d *deparser) frame(f *Frame) {
	if f == nil {
		return
	}
	d.write(frameModes[f.Mode])
	d.bound(f.Start)
	d.write(" AND ")
	d.bound(f.End)
	d.write(exclusionNames[f.Exclude])
}

func (d *deparser) bound(b FrameBound) {
	d.optional("", b.Offset)
	d.write(boundNames[b.Kind])
}
