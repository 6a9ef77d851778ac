package parser

// FuncCall is a call of a function, an aggregate or a window function.
//
// The functions with a syntax of their own come as the calls PostgreSQL's
// grammar makes of them, all in pg_catalog and with SQLSyntax set:
//
//	EXTRACT(year FROM x)          extract('year', x)
//	SUBSTRING(x FROM 1 FOR 2)     substring(x, 1, 2)
//	SUBSTRING(x SIMILAR p ESCAPE e)  substring(x, p, e)
//	POSITION(a IN b)              position(b, a)
//	OVERLAY(x PLACING y FROM 1)   overlay(x, y, 1)
//	TRIM(LEADING a FROM x)        ltrim(x, a); btrim and rtrim likewise
//	x AT TIME ZONE z              timezone(z, x)
//	(a, b) OVERLAPS (c, d)        overlaps(a, b, c, d)
//	NORMALIZE(x, NFC)             normalize(x, 'NFC')
//	x IS NFC NORMALIZED           is_normalized(x, 'NFC')
//	COLLATION FOR (x)             pg_collation_for(x)
type FuncCall struct {
	Loc
	Name        QualifiedName
	Args        []Expr // a *NamedArg where a name was written
	Star        bool   // count(*)
	Distinct    bool
	Variadic    bool // the last argument was marked VARIADIC
	OrderBy     []*SortItem
	WithinGroup bool // OrderBy was written as WITHIN GROUP (ORDER BY ...)
	Filter      Expr
	Over        *Window
	SQLSyntax   bool
}

// NamedArg is name => value in a call.
type NamedArg struct {
	Loc
	Name string
	Arg  Expr
}

// Grouping is GROUPING(a, b, ...).
type Grouping struct {
	Loc
	Args []Expr
}

// Array is ARRAY[a, b, ...]; an inner dimension is an Array, too.
type Array struct {
	Loc
	Elems []Expr
}

// Row is ROW(a, b, ...) or (a, b, ...).
type Row struct {
	Loc
	Args     []Expr
	Explicit bool // ROW was written
}

// Subscript is x[1][2:3]: one element or, with any slice, a part of an array.
type Subscript struct {
	Loc
	Arg     Expr
	Indices []*Index
}

// Index is one subscript. [i] has only High; [:], [l:], [:h] and [l:h] are
// slices with a nil bound where none was written.
type Index struct {
	Slice bool
	Low   Expr
	High  Expr
}

// FieldSelect is (x).field.
type FieldSelect struct {
	Loc
	Arg   Expr
	Field string
}

// FieldStar is (x).* in a target list.
type FieldStar struct {
	Loc
	Arg Expr
}

func (*FuncCall) expr()    {}
func (*NamedArg) expr()    {}
func (*Grouping) expr()    {}
func (*Array) expr()       {}
func (*Row) expr()         {}
func (*Subscript) expr()   {}
func (*FieldSelect) expr() {}
func (*FieldStar) expr()   {}
