package parser

import "strings"

// standardNames are the names of types in the SQL standard, by ours. Modifiers
// stand where the name has a %.
var standardNames = map[string]string{
	"bool":        "boolean",
	"int2":        "smallint",
	"int4":        "integer",
	"int8":        "bigint",
	"float4":      "real",
	"float8":      "double precision",
	"numeric":     "numeric%",
	"varchar":     "character varying%",
	"bpchar":      "character%",
	"bit":         "bit%",
	"varbit":      "bit varying%",
	"time":        "time% without time zone",
	"timetz":      "time% with time zone",
	"timestamp":   "timestamp% without time zone",
	"timestamptz": "timestamp% with time zone",
}

func (d *deparser) typeName(t *TypeName) {
	if t.SetOf {
		d.write("SETOF ")
	}
	d.baseType(t)
	for _, size := range t.Dims {
		d.write("[")
		if size >= 0 {
			d.int(size)
		}
		d.write("]")
	}
}

func (d *deparser) baseType(t *TypeName) {
	standard, ok := standardNames[t.Name.Name]
	switch {
	case t.Name.Schema != "pg_catalog":
		d.name(t.Name)
		bracketed(d, "", t.Mods, d.expr)
	case t.Name.Name == "interval":
		d.interval(t.Mods)
	case !ok || bareStandard(t):
		d.name(t.Name)
		bracketed(d, "", t.Mods, d.expr)
	default:
		before, after, _ := strings.Cut(standard, "%")
		d.write(before)
		bracketed(d, "", t.Mods, d.expr)
		d.write(after)
	}
}

// bareStandard tells the types that mean something else when they are written
// by their standard names without a modifier: char is char(1) there.
func bareStandard(t *TypeName) bool {
	return len(t.Mods) == 0 && (t.Name.Name == "bpchar" || t.Name.Name == "bit")
}

// intervalFields are the fields of an interval by the bit mask that the grammar
// makes of them (PostgreSQL's datetime.h, INTERVAL_MASK).
var intervalFields = map[string]string{
	"4":    " YEAR",
	"2":    " MONTH",
	"8":    " DAY",
	"1024": " HOUR",
	"2048": " MINUTE",
	"4096": " SECOND",
	"6":    " YEAR TO MONTH",
	"1032": " DAY TO HOUR",
	"3080": " DAY TO MINUTE",
	"7176": " DAY TO SECOND",
	"3072": " HOUR TO MINUTE",
	"7168": " HOUR TO SECOND",
	"6144": " MINUTE TO SECOND",
}

// interval writes interval with its fields and, behind them, the precision.
func (d *deparser) interval(mods []Expr) {
	d.write("interval")
	if len(mods) == 0 {
		return
	}
	if mask, ok := mods[0].(*Literal); ok {
		d.write(intervalFields[mask.Text])
	}
	bracketed(d, "", mods[1:], d.expr)
}
