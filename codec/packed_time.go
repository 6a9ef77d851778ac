package codec

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/types"
)

// Limits of JavaScript's Date.
const (
	maxMillis    = 8.64e15
	dayMillis    = 24 * 60 * 60 * 1000
	minuteMillis = 60 * 1000
	hourMillis   = 60 * minuteMillis
)

// The packed types of moments and days.
var (
	datetime = packed{"datetime", packDatetime, unpackDatetime}
	dateonly = packed{"dateonly", packDate, unpackDate}
)

// timeLayouts are the spellings of times that are packed.
var timeLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateTime, time.DateOnly,
}

func packDatetime(text string) (string, bool) {
	for _, layout := range timeLayouts {
		if at, err := time.Parse(layout, unquote(text)); err == nil {
			return base62Int(at.UnixMilli()), true
		}
	}
	return "", false
}

func unpackDatetime(stored string) (string, bool) {
	ms, ok := storedMillis(stored)
	return isoOf(ms), ok
}

// storedMillis returns the milliseconds since 1970 that V21 stores for a
// moment; ok is false for a text, among them PostgreSQL's infinities.
func storedMillis(stored string) (ms int64, ok bool) {
	ms, ok = parseBase62Int(stored)
	return ms, ok && ms >= -maxMillis && ms <= maxMillis && !strings.HasSuffix(stored, "infinity")
}

// isoOf is JavaScript's toISOString.
func isoOf(ms int64) string {
	at := time.UnixMilli(ms).UTC()
	return isoYear(at) + at.Format("-01-02T15:04:05.000Z")
}

func isoYear(at time.Time) string {
	if y := at.Year(); y < 0 || y > 9999 {
		return fmt.Sprintf("%+07d", y)
	}
	return at.Format("2006")
}

func packDate(text string) (string, bool) {
	stored, ok := packDatetime(text)
	ms, _ := parseBase62Int(stored)
	return base62Int(int64(math.Floor(float64(ms) / dayMillis))), ok
}

func unpackDate(stored string) (string, bool) {
	days, ok := parseBase62Int(stored)
	if !ok || days < -maxMillis/dayMillis || days > maxMillis/dayMillis {
		return "", false
	}
	at := time.UnixMilli(days * dayMillis).UTC()
	return isoYear(at) + at.Format("-01-02"), true
}

var clock = regexp.MustCompile(`^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$`)

func packTime(text string) (string, bool) {
	m := clock.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	ms := parseDigits(m[1])*hourMillis + parseDigits(m[2])*minuteMillis + parseDigits(m[3])*1000
	if m[4] != "" {
		ms += parseDigits((m[4] + "00")[:3])
	}
	return Base62(ms), true
}

func unpackTime(stored string) (string, bool) {
	ms, ok := ParseBase62(stored)
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/hourMillis, ms%hourMillis/minuteMillis, ms%minuteMillis/1000, ms%1000),
		ok && ms < 100*hourMillis
}

// parseDigits reads a few decimal digits; none are 0.
func parseDigits(digits string) uint64 {
	n, _ := strconv.ParseUint(digits, 10, 32)
	return n
}

// moment is the codec of a column of timestamps under the rule datetime.
// Timestamps with microseconds, which s3db.js does not have, are ISO 8601.
type moment struct{ timestamp }

func (c moment) Encode(v types.Value) (string, error) {
	micros := v.Int()
	if ms := micros/1000 + epoch/1000; micros%1000 == 0 && ms <= maxMillis && micros != math.MinInt64 {
		return base62Int(ms), nil
	}
	return c.timestamp.Encode(v)
}

func (c moment) Decode(text string) (types.Value, error) {
	if ms, ok := storedMillis(text); ok {
		return types.NewInt(ms*1000 - epoch), nil
	}
	return c.timestamp.Decode(text)
}
