package parser

import (
	"math/big"
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

func literal(a *pg.A_Const) *Literal {
	lit := &Literal{Loc: Loc(a.Location)}
	switch v := a.Val.(type) {
	case *pg.A_Const_Ival:
		lit.Kind, lit.Text = Integer, strconv.Itoa(int(v.Ival.GetIval()))
	case *pg.A_Const_Fval:
		lit.Kind, lit.Text = Numeric, decimal(v.Fval.GetFval())
	case *pg.A_Const_Boolval:
		lit.Kind, lit.Text = Bool, strconv.FormatBool(v.Boolval.GetBoolval())
	case *pg.A_Const_Sval:
		lit.Kind, lit.Text = String, v.Sval.GetSval()
	case *pg.A_Const_Bsval:
		lit.Kind, lit.Text = BitString, v.Bsval.GetBsval()
	}
	return lit
}

// decimal undoes what version 16 of the grammar lets through: underscores
// between digits, and integers in base 2, 8 and 16.
func decimal(text string) string {
	text = strings.ReplaceAll(text, "_", "")
	digits := strings.TrimPrefix(text, "-")
	if len(digits) < 2 || digits[0] != '0' || !strings.ContainsRune("xXoObB", rune(digits[1])) {
		return text
	}
	n, ok := new(big.Int).SetString(text, 0)
	if !ok {
		return text
	}
	return n.String()
}

func sqlValue(f *pg.SQLValueFunction) Expr {
	v := &SQLValue{Loc: Loc(f.Location), Func: sqlValueFuncs[f.Op], Precision: -1}
	if sqlValueWithPrecision[f.Op] {
		v.Precision = int(f.Typmod)
	}
	return v
}

var sqlValueFuncs = map[pg.SQLValueFunctionOp]SQLValueFunc{
	pg.SQLValueFunctionOp_SVFOP_CURRENT_DATE:        CurrentDate,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME:        CurrentTime,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N:      CurrentTime,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP:   CurrentTimestamp,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N: CurrentTimestamp,
	pg.SQLValueFunctionOp_SVFOP_LOCALTIME:           LocalTime,
	pg.SQLValueFunctionOp_SVFOP_LOCALTIME_N:         LocalTime,
	pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP:      LocalTimestamp,
	pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:    LocalTimestamp,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_ROLE:        CurrentRole,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_USER:        CurrentUser,
	pg.SQLValueFunctionOp_SVFOP_USER:                User,
	pg.SQLValueFunctionOp_SVFOP_SESSION_USER:        SessionUser,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_CATALOG:     CurrentCatalog,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_SCHEMA:      CurrentSchema,
}

var sqlValueWithPrecision = map[pg.SQLValueFunctionOp]bool{
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N:      true,
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N: true,
	pg.SQLValueFunctionOp_SVFOP_LOCALTIME_N:         true,
	pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:    true,
}
