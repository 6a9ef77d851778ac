package types

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// unit is what a number of an interval counts.
type unit uint8

const (
	unitNone unit = iota
	unitMicrosecond
	unitMillisecond
	unitSecond
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitYear
	unitDecade
	unitCentury
	unitMillennium
	unitAgo
	unitIgnore
)

// unitTokenLen is how many bytes of the name of a unit count.
const unitTokenLen = 10

var intervalUnits = func() map[string]unit {
	m := make(map[string]unit)
	for u, names := range map[unit]string{
		unitMicrosecond: "microsecon us usec usecond useconds usecs",
		unitMillisecond: "millisecon ms msec msecond mseconds msecs",
		unitSecond:      "s sec second seconds secs",
		unitMinute:      "m min mins minute minutes",
		unitHour:        "h hour hours hr hrs",
		unitDay:         "d day days",
		unitWeek:        "w week weeks",
		unitMonth:       "mon mons month months",
		unitYear:        "y year years yr yrs",
		unitDecade:      "dec decade decades decs",
		unitCentury:     "c cent centuries century",
		unitMillennium:  "mil millennia millennium mils",
		unitAgo:         "ago",
		unitIgnore:      "@",
	} {
		for _, name := range strings.Fields(names) {
			m[name[:min(len(name), unitTokenLen)]] = u
		}
	}
	return m
}()

// rangeUnits say what a number without unit counts, by the last field of the
// type's range.
func rangeUnit(typmod int32) unit {
	if typmod < 0 || typmod>>16&rangeFull == rangeFull {
		return unitSecond
	}
	switch fields := typmod >> 16; {
	case fields&rangeSecond != 0:
		return unitSecond
	case fields&rangeMinute != 0:
		return unitMinute
	case fields&rangeHour != 0:
		return unitHour
	case fields&rangeDay != 0:
		return unitDay
	case fields&rangeMonth != 0:
		return unitMonth
	}
	return unitYear
}

// intervalReader adds up the fields of an interval, read from the right: a
// unit stands behind its number, and a time makes days of the number before.
type intervalReader struct {
	unit          unit
	fallback      unit
	seen          uint16 // units that had a number
	hasClock      bool
	ago           bool
	months, years int64
	days          int64
	micros        int64
	negative      bool // apply the sign of the first field to all (SQL standard)
	overflow      bool
}

func parseInterval(s string, typmod int32, env *ParseEnv) (Value, error) {
	r := &intervalReader{fallback: rangeUnit(typmod)}
	fields := lexDatetime(s)
	if env != nil && env.IntervalStyle == IntervalSQLStandard {
		r.negative = oneSign(fields)
	}
	err := r.read(fields)
	if errors.Is(err, errFormat) {
		r = &intervalReader{}
		err = r.readISO(trimSpace(s))
	}
	var iv Interval
	if err == nil {
		iv, err = r.interval()
	}
	if errors.Is(err, errField) {
		err = errInterval
	}
	if err != nil {
		return Null, datetimeError(err, "interval", s)
	}
	return NewInterval(iv), nil
}

// oneSign reports whether the first field has a minus and no other a sign,
// which the SQL standard reads as one sign for all.
func oneSign(fields []field) bool {
	if len(fields) == 0 || fields[0].text[0] != '-' {
		return false
	}
	for _, f := range fields[1:] {
		if f.text[0] == '-' || f.text[0] == '+' {
			return false
		}
	}
	return true
}

func (r *intervalReader) read(fields []field) error {
	if len(fields) == 0 {
		return errFormat
	}
	for i := len(fields) - 1; i >= 0; i-- {
		if err := r.field(fields[i]); err != nil {
			return err
		}
	}
	if r.seen == 0 && !r.hasClock {
		return errFormat
	}
	if r.negative {
		r.years, r.months, r.days, r.micros = -abs(r.years), -abs(r.months), -abs(r.days), -abs(r.micros)
	}
	if r.ago {
		r.years, r.months, r.days, r.micros = -r.years, -r.months, -r.days, -r.micros
	}
	return nil
}

func (r *intervalReader) field(f field) error {
	switch f.kind {
	case fieldTime:
		return r.clock(f.text)
	case fieldSigned:
		if strings.Contains(f.text, ":") {
			return r.clock(f.text)
		}
		return r.number(f.text)
	case fieldNumber, fieldDate:
		return r.number(f.text)
	}
	u, ok := intervalUnits[f.text[:min(len(f.text), unitTokenLen)]]
	if !ok {
		return errFormat
	}
	if u == unitAgo {
		r.ago = true
	} else {
		r.unit = u
	}
	return nil
}

// clock reads h:m, h:m:s or m:s.f with a sign; the hours may be many.
func (r *intervalReader) clock(s string) error {
	if r.hasClock || r.seen&(1<<unitHour|1<<unitMinute|1<<unitSecond) != 0 {
		return errFormat
	}
	text := trimSign(s)
	c, err := readIntervalClock(text, r.fallback)
	if err != nil {
		return err
	}
	micros := c.minute*microsPerMinute + c.second*microsPerSecond + c.micros
	hours, err := MulInt8(c.hour, microsPerHour)
	if err != nil {
		return errInterval
	}
	if s[0] == '-' {
		hours, micros = -hours, -micros
	}
	r.addMicros(hours)
	r.addMicros(micros)
	r.hasClock, r.unit = true, unitDay
	return nil
}

// readIntervalClock is readClock, but two fields are minutes and seconds where
// the type is INTERVAL MINUTE TO SECOND.
func readIntervalClock(s string, fallback unit) (clock, error) {
	hours, rest, _ := strings.Cut(s, ":")
	h, err := strconv.ParseInt(hours, 10, 64)
	if err != nil {
		return clock{}, errFormat
	}
	if !strings.Contains(rest, ":") && strings.Contains(rest, ".") {
		return readClock(s)
	}
	c, err := readClock("0:" + rest)
	if !strings.Contains(rest, ":") {
		c, err = readClock("0:" + rest + ":0")
	}
	c.hour = h
	return c, err
}

// number reads a number with the unit that stood behind it, or 1-2 for years
// and months.
func (r *intervalReader) number(s string) error {
	u := r.unit
	if u == unitNone || u == unitIgnore {
		u = r.fallback
	}
	if years, months, ok := strings.Cut(s[1:], "-"); ok {
		return r.yearMonth(s[:1]+years, months)
	}
	whole, fraction, dotted := strings.Cut(s, ".")
	if !isDigits(trimSign(whole)) && (trimSign(whole) != "" || !dotted) || !isDigits(fraction) && fraction != "" {
		return errFormat
	}
	if trimSign(whole) == "" {
		whole += "0"
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return errField
	}
	f := 0.0
	if fraction != "" {
		f, _ = strconv.ParseFloat("0."+fraction, 64)
	}
	if s[0] == '-' {
		f = -f
	}
	if err := r.once(u); err != nil {
		return err
	}
	if r.unit == unitHour {
		r.unit = unitDay // 3 12 hours
	}
	r.add(u, n, f)
	return nil
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// once notes that a unit was given; twice is an error.
func (r *intervalReader) once(u unit) error {
	if r.seen&(1<<u) != 0 || r.hasClock && u >= unitSecond && u <= unitHour {
		return errFormat
	}
	r.seen |= 1 << u
	return nil
}

func (r *intervalReader) yearMonth(years, months string) error {
	y, err := strconv.ParseInt(years, 10, 32)
	m, err2 := strconv.ParseInt(months, 10, 32)
	if err != nil || err2 != nil || months == "" {
		return errFormat
	}
	if m < 0 || m >= 12 {
		return errField
	}
	if years[0] == '-' {
		m = -m
	}
	if err := r.once(unitMonth); err != nil {
		return err
	}
	r.unit = unitMonth
	r.addMonths(y*12 + m)
	return nil
}

// add counts n and a fraction f of a unit. The fraction of a long unit goes to
// the shorter ones, a month as 30 days.
func (r *intervalReader) add(u unit, n int64, f float64) {
	switch u {
	case unitMicrosecond:
		r.addScaled(n, 1)
		r.addMicros(int64(math.RoundToEven(f)))
	case unitMillisecond:
		r.addScaled(n, 1000)
		r.addMicros(int64(math.RoundToEven(f * 1000)))
	case unitSecond:
		r.addScaled(n, microsPerSecond)
		r.addMicros(int64(math.RoundToEven(f * microsPerSecond)))
	case unitMinute:
		r.addScaled(n, microsPerMinute)
		r.addFraction(f, microsPerMinute)
	case unitHour:
		r.addScaled(n, microsPerHour)
		r.addFraction(f, microsPerHour)
	case unitDay:
		r.addDays(n, 1)
		r.addFraction(f, microsPerDay)
	case unitWeek:
		r.addDays(n, 7)
		r.addFractionDays(f, 7)
	case unitMonth:
		r.addMonths(n)
		r.addFractionDays(f, 30)
	default:
		years := map[unit]int64{unitYear: 1, unitDecade: 10, unitCentury: 100, unitMillennium: 1000}[u]
		r.addYears(n, years)
		r.addMonths(int64(math.RoundToEven(f * float64(years) * 12)))
	}
}

func (r *intervalReader) addScaled(n, scale int64) {
	product, err := MulInt8(n, scale)
	r.overflow = r.overflow || err != nil
	r.addMicros(product)
}

func (r *intervalReader) addMicros(n int64) {
	sum, err := AddInt8(r.micros, n)
	r.overflow = r.overflow || err != nil
	r.micros = sum
}

func (r *intervalReader) addFraction(f float64, scale int64) {
	r.addMicros(int64(math.Round(f * float64(scale))))
}

// addInt32 adds n times scale to a part, which holds 32 bits.
func (r *intervalReader) addInt32(part *int64, n, scale int64) {
	product, err := MulInt8(n, scale)
	sum, err2 := AddInt8(*part, product)
	r.overflow = r.overflow || err != nil || err2 != nil || sum != int64(int32(sum))
	*part = sum
}

func (r *intervalReader) addDays(n, scale int64) { r.addInt32(&r.days, n, scale) }

func (r *intervalReader) addFractionDays(f float64, scale float64) {
	whole, rest := math.Modf(f * scale)
	r.addDays(int64(whole), 1)
	r.addFraction(rest, microsPerDay)
}

func (r *intervalReader) addMonths(n int64) { r.addInt32(&r.months, n, 1) }

func (r *intervalReader) addYears(n, scale int64) { r.addInt32(&r.years, n, scale) }

// interval returns the sum, if it fits.
func (r *intervalReader) interval() (Interval, error) {
	if r.overflow {
		return Interval{}, errInterval
	}
	return newInterval(r.years*12+r.months, r.days, r.micros, nil)
}
