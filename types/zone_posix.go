package types

import (
	"encoding/binary"
	"math"
	"regexp"
	"strings"
	"time"
)

// posixZone is the specification of a zone: a name, which may be in angle
// brackets or missing, its distance west, and where clocks change a second
// name, its distance, and the rules when to change.
var posixZone = regexp.MustCompile(`^([A-Za-z]*|<[^>]+>)([-+]?\d\d?(?::\d\d){0,2})` +
	`(?:([A-Za-z]+|<[^>]+>)([-+]?\d\d?(?::\d\d){0,2})?(,` + posixRule + `,` + posixRule + `)?)?$`)

const posixRule = `(?:M\d{1,2}\.[1-5]\.[0-6]|J?\d{1,3})(?:/[-+]?\d{1,3}(?::\d\d){0,2})?`

// americanRule is when clocks change if a specification does not say it.
const americanRule = ",M3.2.0,M11.1.0"

// posixLocation reads a specification such as EST5, <+02>-02, UTC-03:30 or
// CST7CDT,M4.1.0,M10.5.0.
func posixLocation(spec string) *time.Location {
	parts := posixZone.FindStringSubmatch(spec)
	if parts == nil {
		return nil
	}
	west, err := offset(parts[2])
	if err != nil {
		return nil
	}
	if parts[3] == "" {
		return time.FixedZone(strings.Trim(parts[1], "<>"), int(-west))
	}
	rule := parts[5]
	if rule == "" {
		rule = americanRule
	}
	name := func(s string) string { return "<" + strings.Trim(s, "<>") + ">" }
	loc, err := time.LoadLocationFromTZData(strings.ToUpper(spec), zoneFile(name(parts[1])+parts[2]+name(parts[3])+parts[4]+rule, int32(-west)))
	if err != nil {
		return nil
	}
	return loc
}

// zoneFile is a file of a time zone (RFC 8536) that follows one rule from the
// beginning of time.
func zoneFile(rule string, east int32) []byte {
	header := func(times, kinds, chars uint32) []byte {
		b := append([]byte("TZif2"), make([]byte, 15)...)
		for _, n := range []uint32{0, 0, 0, times, kinds, chars} {
			b = binary.BigEndian.AppendUint32(b, n)
		}
		return b
	}
	b := append(header(0, 0, 0), header(1, 1, 1)...)
	b = binary.BigEndian.AppendUint64(b, uint64(math.MaxUint64-1<<55+1)) // -2^55 seconds
	b = append(b, 0)                                                     // is of the first kind
	b = binary.BigEndian.AppendUint32(b, uint32(east))
	b = append(b, 0, 0, 0) // no summer time; the name begins at 0, and is empty
	return append(b, "\n"+rule+"\n"...)
}
