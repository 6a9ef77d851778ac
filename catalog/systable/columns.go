package systable

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// domains are the domains of information_schema (manual, 37.2) and the types
// without a counterpart here, which only columns that are always NULL have.
var domains = map[string]Column{
	"sql_identifier":  {Type: types.Name, Typmod: types.NoTypmod},
	"character_data":  {Type: types.Varchar, Typmod: types.NoTypmod},
	"cardinal_number": {Type: types.Int4, Typmod: types.NoTypmod},
	"yes_or_no":       {Type: types.Varchar, Typmod: 3 + 4},
	"time_stamp":      {Type: types.TimestampTZ, Typmod: 2},
	"pg_lsn":          {Type: types.Text, Typmod: types.NoTypmod},
	"pg_ndistinct":    {Type: types.Bytea, Typmod: types.NoTypmod},
	"pg_dependencies": {Type: types.Bytea, Typmod: types.NoTypmod},
	"pg_mcv_list":     {Type: types.Bytea, Typmod: types.NoTypmod},
	"_pg_statistic":   {Type: types.Text.Array, Typmod: types.NoTypmod},
}

// declared is a column with its value where a row does not say.
type declared struct {
	Column
	initial types.Value
}

// parseColumns reads a list of "name type [= default]", the default perhaps in
// quotes.
func parseColumns(list string) []declared {
	var columns []declared
	for _, item := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '\n' }) {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		declaration, initial, has := strings.Cut(item, " = ")
		name, typ, _ := strings.Cut(declaration, " ")
		c := declared{Column: column(name, typ)}
		if has {
			c.initial, _ = types.ParseText(c.Type, c.Typmod, strings.Trim(initial, "'"), nil)
		}
		columns = append(columns, c)
	}
	return columns
}

func column(name, typ string) Column {
	c, ok := domains[typ]
	if !ok {
		c = Column{Type: types.ByName(typ), Typmod: types.NoTypmod}
	}
	c.Name = name
	return c
}
