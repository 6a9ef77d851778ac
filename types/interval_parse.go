package types

import (
	"errors"
	"strconv"
	"strings"
)

// intervalReader adds up the fields of an interval, read from the right: a
// unit stands behind its number, and a time makes days of the number before.
type intervalReader struct {
	unit          unit
	fallback      unit   // of a number without unit
	seen          uint16 // units that had a number
	ago           bool
	months, years int64
	days          int64
	micros        int64
	negative      bool // apply the sign of the first field to all (SQL standard)
	overflow      bool

	minuteToSecond bool // the type is INTERVAL MINUTE TO SECOND
}

func parseInterval(s string, typmod int32, env *ParseEnv) (Value, error) {
	r := &intervalReader{
		fallback:       rangeUnit(typmod),
		minuteToSecond: typmod >= 0 && typmod>>16 == rangeMinute|rangeSecond,
	}
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
	if r.seen == 0 {
		return errFormat
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
			if r.clock(f.text) != nil {
				return errFormat // it is no number either
			}
			return nil
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
	text := trimSign(s)
	c, err := r.readClock(text)
	if err != nil {
		return err
	}
	micros := c.minute*microsPerMinute + c.second*microsPerSecond + c.micros
	hours, err := MulInt8(c.hour, microsPerHour)
	if err != nil {
		return errInterval
	}
	if s[0] == '-' || r.negative {
		hours, micros = -hours, -micros
	}
	r.addMicros(hours)
	r.addMicros(micros)
	r.unit = unitDay
	return r.once(clockUnitSet)
}

// readClock is readClock without a limit to the hours. Two fields are minutes
// and seconds if they have a fraction, or for INTERVAL MINUTE TO SECOND.
func (r *intervalReader) readClock(s string) (clock, error) {
	hours, rest, _ := strings.Cut(s, ":")
	h, err := strconv.ParseInt(hours, 10, 64)
	if err != nil {
		return clock{}, errFormat
	}
	if !strings.Contains(rest, ":") {
		if r.minuteToSecond || strings.Contains(rest, ".") {
			return readClock("0:" + s)
		}
		rest += ":0"
	}
	c, err := readClock("0:" + rest)
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
	if s[0] == '-' || r.negative {
		n, f = -abs(n), -f
	}
	if r.unit == unitHour {
		r.unit = unitDay // 3 12 hours
	}
	r.add(u, n, f)
	if r.overflow {
		return errInterval
	}
	if u == unitSecond && f != 0 {
		return r.once(secondUnitSet)
	}
	return r.once(1 << u)
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// The units that a fraction of a second, and a time, are made of.
const (
	secondUnitSet = 1<<unitMicrosecond | 1<<unitMillisecond | 1<<unitSecond
	clockUnitSet  = secondUnitSet | 1<<unitMinute | 1<<unitHour
)

// once notes that units were given; twice is an error.
func (r *intervalReader) once(units uint16) error {
	if r.seen&units != 0 {
		return errFormat
	}
	r.seen |= units
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
	total := y*12 + m
	if r.negative {
		total = -abs(total)
	}
	r.unit = unitMonth
	r.addMonths(total)
	return r.once(1 << unitMonth)
}
