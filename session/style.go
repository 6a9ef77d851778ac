package session

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/types"
)

// styles are the settings that the text of values depends on, ready for use.
type styles struct {
	style types.Style
	parse types.ParseEnv
	path  []string // search_path with pg_catalog and without what is not there
	key   string   // the same as text: plans depend on it
}

// dateStyles, dateOrders and intervalStyles are the values of the settings.
var (
	dateStyles = map[string]types.DateStyle{
		"ISO": types.DateISO, "SQL": types.DateSQL, "Postgres": types.DatePostgres, "German": types.DateGerman,
	}
	dateOrders     = map[string]types.DateOrder{"MDY": types.MDY, "DMY": types.DMY, "YMD": types.YMD}
	intervalStyles = map[string]types.IntervalStyle{
		"postgres": types.IntervalPostgres, "postgres_verbose": types.IntervalPostgresVerbose,
		"sql_standard": types.IntervalSQLStandard, "iso_8601": types.IntervalISO8601,
	}
)

// restyle brings the styles up to date with the settings. Statements that
// still run keep the ones they began with.
func (s *Session) restyle() {
	if !s.vars.changed {
		return
	}
	s.vars.changed = false
	get := func(name string) string {
		value, _ := s.vars.Get(name)
		return value
	}
	date, order, _ := strings.Cut(get("DateStyle"), ", ")
	zone, _, err := loadZone(get("TimeZone"))
	if err != nil {
		zone = time.UTC
	}
	digits, _ := strconv.Atoi(get("extra_float_digits"))
	next := &styles{style: types.Style{
		DateStyle: dateStyles[date], DateOrder: dateOrders[order], IntervalStyle: intervalStyles[get("IntervalStyle")],
		Location: zone, ExtraFloatDigits: digits, ByteaEscape: get("bytea_output") == "escape", RegName: s.regName,
	}}
	next.parse = types.ParseEnv{
		Location: zone, DateOrder: next.style.DateOrder, IntervalStyle: next.style.IntervalStyle,
		Now: s.transactionStart, RegOID: s.regOID,
	}
	next.path = searchPath(get("search_path"), s.start.User)
	next.key = strings.Join([]string{
		get("search_path"), get("DateStyle"), get("TimeZone"), get("IntervalStyle"), get("extra_float_digits"),
		get("bytea_output"),
	}, "\x00")
	s.styles = next
}

// searchPath splits search_path and puts the temporary schema and pg_catalog
// in front, where they are not named.
func searchPath(value, user string) []string {
	path := splitNames(value)
	var front []string
	for i, name := range path {
		if name == "$user" {
			path[i] = user
		}
	}
	for _, name := range []string{catalog.TempSchema, "pg_catalog"} {
		if !slices.Contains(path, name) {
			front = append(front, name)
		}
	}
	return append(front, path...)
}

// splitNames splits a list of identifiers.
func splitNames(list string) []string {
	var names []string
	for rest := strings.TrimSpace(list); rest != ""; {
		var name string
		name, rest = cutName(rest)
		if name != "" {
			names = append(names, name)
		}
		rest = strings.TrimLeft(rest, ", ")
	}
	return names
}

// cutName takes the first identifier of a list.
func cutName(list string) (name, rest string) {
	if list[0] != '"' {
		name, rest, _ = strings.Cut(list, ",")
		return strings.ToLower(strings.TrimSpace(name)), rest
	}
	for i := 1; i < len(list); i++ {
		if list[i] != '"' {
			continue
		}
		if i+1 < len(list) && list[i+1] == '"' {
			i++
			continue
		}
		return strings.ReplaceAll(list[1:i], `""`, `"`), list[i+1:]
	}
	return list[1:], ""
}
