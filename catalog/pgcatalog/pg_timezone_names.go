package pgcatalog

import (
	_ "embed"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

// zones are the names of the time zone database, a line each.
//
//go:embed zones.txt
var zones string

func pgTimezoneNames() *systable.Table {
	return view(12126, "pg_timezone_names", `name text, abbrev text, utc_offset interval, is_dst bool`, timezones)
}

// timezones tells the offsets of now. A name that this system's time zone
// database lacks is left out.
func timezones(env *systable.Env, add func(systable.Fields)) {
	for _, name := range strings.Fields(zones) {
		loc, err := types.LoadLocation(name)
		if err != nil {
			continue
		}
		abbrev, east := env.Now.In(loc).Zone()
		add(systable.Fields{
			"name": name, "abbrev": abbrev, "is_dst": env.Now.In(loc).IsDST(),
			"utc_offset": types.NewInterval(types.Interval{Micros: int64(east) * 1e6}),
		})
	}
}
