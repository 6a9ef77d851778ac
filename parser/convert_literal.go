package parser

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

func (c *converter) literal(a *pg.A_Const) *Literal {
	lit := &Literal{Loc: Loc(a.Location)}
	switch v := a.Val.(type) {
	case *pg.A_Const_Ival:
		lit.Kind, lit.Text = Integer, strconv.Itoa(int(v.Ival.GetIval()))
		c.refuseNewerNumber(lit.Loc)
	case *pg.A_Const_Fval:
		lit.Kind, lit.Text = Numeric, v.Fval.GetFval()
		c.refuseNewerNumber(lit.Loc)
	case *pg.A_Const_Boolval:
		lit.Kind, lit.Text = Bool, strconv.FormatBool(v.Boolval.GetBoolval())
	case *pg.A_Const_Sval:
		lit.Kind, lit.Text = String, v.Sval.GetSval()
	case *pg.A_Const_Bsval:
		lit.Kind, lit.Text = BitString, v.Bsval.GetBsval()
	}
	return lit
}

// refuseNewerNumber says what version 15 says of the numbers that version 16 of
// the grammar added: 0x1f, 0o17, 0b11 and 1_000.
func (c *converter) refuseNewerNumber(loc Loc) {
	if loc < 0 {
		return
	}
	number := strings.TrimLeft(c.sql[loc:], "-"+space)
	if junk := newerNumber(number); junk != "" {
		c.fail(pgerr.Newf(pgerr.SyntaxError, `trailing junk after numeric literal at or near "%s"`, junk),
			len(c.sql)-len(number))
	}
}

// newerNumber is the number at the beginning of text if it is a newer one.
func newerNumber(text string) string {
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == '.') {
		end++
	}
	if end == 0 || end == len(text) {
		return ""
	}
	based := text[:end] == "0" && strings.IndexByte("xob", text[end]|0x20) >= 0
	if text[end] != '_' && !based {
		return ""
	}
	for end < len(text) && isIdentPart(text[end]) {
		end++
	}
	return text[:end]
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
