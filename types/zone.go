package types

import (
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // so that a server needs no files of its host

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// locations caches what LoadLocation found, since each miss reads files.
var locations sync.Map

// LoadLocation finds a time zone by its full name in any case
// (america/new_york) or by a POSIX specification such as UTC+3, whose sign
// counts west. The error is 22023.
func LoadLocation(name string) (*time.Location, error) {
	if loc, ok := locations.Load(name); ok {
		return loc.(*time.Location), nil
	}
	loc := loadLocation(name)
	if loc == nil {
		return nil, pgerr.New(pgerr.InvalidParameterValue, "time zone \""+name+"\" not recognized")
	}
	locations.Store(name, loc)
	return loc, nil
}

// LookupZone finds a time zone as AT TIME ZONE does: by abbreviation (PST), or
// else by what LoadLocation takes.
func LookupZone(name string) (*time.Location, error) {
	if east, ok := zoneAbbreviations[strings.ToLower(name)]; ok {
		return time.FixedZone(strings.ToUpper(name), int(east)), nil
	}
	return LoadLocation(name)
}

func loadLocation(name string) *time.Location {
	if strings.EqualFold(name, "utc") || strings.EqualFold(name, "gmt") {
		return time.UTC
	}
	for _, spelling := range []string{name, strings.ToUpper(name), titleCase(name), titleCaseButSmallWords(name)} {
		if spelling == "" || strings.EqualFold(spelling, "local") {
			return nil
		}
		if loc, err := time.LoadLocation(spelling); err == nil {
			return loc
		}
	}
	return posixLocation(name)
}

// titleCase writes each part of america/new_york with a capital.
func titleCase(name string) string {
	b := []byte(strings.ToLower(name))
	for i := range b {
		if (i == 0 || strings.IndexByte("/_-", b[i-1]) >= 0) && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// titleCaseButSmallWords leaves the words that zone names keep small, as in
// America/Port_of_Spain.
func titleCaseButSmallWords(name string) string {
	return strings.NewReplacer("_Of_", "_of_", "_Es_", "_es_", "-Au-", "-au-", "Etc/Gmt", "Etc/GMT").Replace(titleCase(name))
}

// posixLocation reads the name of a zone and its distance west: EST5, UTC-03:30.
func posixLocation(spec string) *time.Location {
	n := 0
	for n < len(spec) && spec[n]|0x20 >= 'a' && spec[n]|0x20 <= 'z' {
		n++
	}
	if n < 3 || n == len(spec) {
		return nil
	}
	west, ok := offset(spec[n:])
	if !ok {
		return nil
	}
	return time.FixedZone(spec[:n], int(-west))
}

// offset reads [+-]h[h][:mm[:ss]] or [+-]hhmm[ss] as seconds.
func offset(s string) (int64, bool) {
	digits := trimSign(s)
	parts := strings.Split(digits, ":")
	if len(parts) == 1 && len(digits) > 2 {
		if len(digits)%2 == 1 {
			digits = "0" + digits
		}
		parts = parts[:0]
		for ; len(digits) >= 2; digits = digits[2:] {
			parts = append(parts, digits[:2])
		}
	}
	if len(parts) > 3 {
		return 0, false
	}
	total, unit := int64(0), int64(3600)
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || i > 0 && n > 59 {
			return 0, false
		}
		total, unit = total+int64(n)*unit, unit/60
	}
	if s[0] == '-' {
		return -total, true
	}
	return total, true
}

// localOffset returns the seconds east of loc that hold for a local time in
// PostgreSQL's micros. A time that a change of the clock skips counts by the
// offset before the change, one that occurs twice by the offset after it.
func localOffset(local int64, loc *time.Location) int64 {
	const day = 86400
	seconds := floorDiv(local, microsPerSecond) + epochUnix
	before, after := eastAt(seconds-day, loc), eastAt(seconds+day, loc)
	if before == after {
		return before
	}
	if eastAt(seconds-after, loc) == after {
		return after
	}
	return before
}

func eastAt(unix int64, loc *time.Location) int64 {
	_, east := time.Unix(unix, 0).In(loc).Zone()
	return int64(east)
}
