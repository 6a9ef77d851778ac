package parser

// unnamed is the name of an output column that nothing gives a name.
const unnamed = "?column?"

// ColumnName is the name PostgreSQL gives to an output column that has none
// (FigureColname in parse_target.c): the column's, function's or type's, or
// ?column?. A star in a scalar subquery has no name here.
func ColumnName(e Expr) string {
	name, _ := figureName(e)
	if name == "" {
		return unnamed
	}
	return name
}

// OutputName is the name of a target: what was written, or ColumnName.
func (t *Target) OutputName() string {
	if t.As != "" {
		return t.As
	}
	return ColumnName(t.Expr)
}

// strength says how good a name is: a weak one gives way to the name of
// what is around it.
type strength int8

const (
	none strength = iota
	weak
	strong
)

func figureName(e Expr) (string, strength) {
	switch e := e.(type) {
	case *ColumnRef:
		return columnRefName(e)
	case *FieldSelect:
		return e.Field, strong
	case *FieldStar:
		return figureName(e.Arg)
	case *Subscript:
		return figureName(e.Arg)
	case *FuncCall:
		return e.Name.Name, strong
	case *Collate:
		return figureName(e.Arg)
	case *Cast:
		return figureOr(e.Arg, e.Type.Name.Name)
	case *Case:
		return figureOr(e.Else, "case")
	case *ScalarSubquery:
		return queryName(e.Query), strong
	}
	return keywordName(e)
}

func columnRefName(e *ColumnRef) (string, strength) {
	if len(e.Names) == 0 {
		return "", none
	}
	return e.Names[len(e.Names)-1], strong
}

// figureOr is the strong name of e or else a weak one.
func figureOr(e Expr, other string) (string, strength) {
	if name, s := figureName(e); s == strong {
		return name, s
	}
	return other, weak
}

func keywordName(e Expr) (string, strength) {
	switch e := e.(type) {
	case *NullIf:
		return "nullif", strong
	case *Grouping:
		return "grouping", strong
	case *Exists:
		return "exists", strong
	case *ArraySubquery, *Array:
		return "array", strong
	case *Row:
		return "row", strong
	case *Coalesce:
		return "coalesce", strong
	case *MinMax:
		if e.Least {
			return "least", strong
		}
		return "greatest", strong
	case *SQLValue:
		return string(e.Func), strong
	}
	return "", none
}

// queryName is the name of the first column of a query.
func queryName(q *Query) string {
	switch b := q.Body.(type) {
	case *SetOp:
		return queryName(b.Left)
	case *Values:
		return "column1"
	case *Select:
		if len(b.Targets) > 0 {
			return b.Targets[0].OutputName()
		}
	}
	return unnamed
}
