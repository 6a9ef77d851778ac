package types

import (
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
	abbreviation := strings.ToLower(name)
	if place, ok := placeAbbreviations[abbreviation]; ok {
		return LoadLocation(place)
	}
	if east, ok := zoneAbbreviations[abbreviation]; ok {
		return time.FixedZone(strings.ToUpper(name), int(east)), nil
	}
	return LoadLocation(name)
}

// ParseOffset reads a distance east such as +2 or -03:30 as seconds; ok is
// false if it is something else.
func ParseOffset(s string) (east int64, ok bool) {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	east, err := offset(s)
	return east, err == nil
}

func loadLocation(name string) *time.Location {
	if strings.EqualFold(name, "utc") || strings.EqualFold(name, "gmt") {
		return time.UTC
	}
	for _, spelling := range []string{name, strings.ToUpper(name), titleCase(name), titleCaseButSmallWords(name), upperRegion(name)} {
		if spelling == "" || strings.EqualFold(spelling, "local") {
			return nil
		}
		if loc, err := time.LoadLocation(spelling); err == nil {
			return loc
		}
	}
	return posixLocation(name)
}

// upperRegion writes the first part of us/pacific in capitals.
func upperRegion(name string) string {
	region, place, _ := strings.Cut(name, "/")
	return strings.ToUpper(region) + "/" + titleCase(place)
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

// offset reads [+-]h[h][:mm[:ss]] or [+-]hhmm as seconds.
func offset(s string) (int64, error) {
	digits := trimSign(s)
	n := span(digits, isDigit)
	hour, rest := number(digits[:n]), digits[n:]
	minute, second := int64(0), int64(0)
	switch {
	case rest == "" && n > 2:
		hour, minute = hour/100, hour%100
	case rest != "" && rest[0] == ':':
		minutes, seconds, _ := strings.Cut(rest[1:], ":")
		if strings.Trim(minutes+seconds, "0123456789") != "" {
			return 0, errFormat
		}
		minute, second, rest = number(minutes), number(seconds), ""
	}
	switch east := (hour*60+minute)*60 + second; {
	case hour > maxZone/3600 || minute > 59 || second > 59:
		return 0, errZone
	case rest != "":
		return 0, errFormat
	case s[0] == '-':
		return -east, nil
	default:
		return east, nil
	}
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

// isFixed reports whether loc has always had one offset, which a place has
// not: local mean time came before its zone.
func isFixed(loc *time.Location) bool {
	const year1850, january2000, july2000 = -3786825600, epochUnix, epochUnix + 182*86400
	east := eastAt(year1850, loc)
	return eastAt(january2000, loc) == east && eastAt(july2000, loc) == east
}
