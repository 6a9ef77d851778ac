package types

import (
	"math"
	"strconv"
	"strings"
)

// numberField reads a number that stands alone.
func (m *moment) numberField(s string) error {
	whole, fraction, dotted := strings.Cut(s, ".")
	switch m.prefix {
	case prefixJulian:
		m.prefix = prefixNone
		return m.julianDay(whole, fraction)
	case prefixTime:
		m.prefix = prefixNone
		return m.concatenated(whole, fraction, dotted)
	}
	switch {
	case dotted && m.have&haveDate == 0 && !m.timeOnly:
		return m.date(s)
	case dotted && len(whole) > 2:
		return m.concatenated(whole, fraction, true)
	case len(s) >= 6 && (!m.dated() || m.have&haveTime == 0):
		return m.concatenated(whole, fraction, dotted)
	}
	return m.number(s)
}

// dated reports whether the date is complete, or none is expected.
func (m *moment) dated() bool { return m.timeOnly || m.have&haveDate == haveDate }

// julianDay reads the days since 4714-11-24 BC; a fraction is a time.
func (m *moment) julianDay(whole, fraction string) error {
	days, err := strconv.ParseInt(whole, 10, 32)
	if err != nil {
		return errField
	}
	m.year, m.month, m.day = civilDate(days - epochJulian)
	m.julian = true
	if fraction != "" {
		part, err := strconv.ParseFloat("."+fraction, 64)
		if err != nil {
			return errFormat
		}
		m.setClock(int64(part * microsPerDay))
		m.have |= haveTime
	}
	return m.set(haveDate)
}

// concatenated reads yyyymmdd or, once the date is there, hhmmss and hhmm.
func (m *moment) concatenated(whole, fraction string, dotted bool) error {
	if dotted {
		m.micros = fractionMicros(fraction)
	} else if !m.dated() {
		n := len(whole)
		if n < 6 {
			return errFormat
		}
		m.year, m.month, m.day = number(whole[:n-4]), number(whole[n-4:n-2]), number(whole[n-2:])
		m.century = n == 6
		return m.set(haveDate)
	}
	switch len(whole) {
	case 6:
		m.second = number(whole[4:])
	case 4:
	default:
		return errFormat
	}
	m.hour, m.minute = number(whole[:2]), number(whole[2:4])
	return m.set(haveTime)
}

// number parses digits, none being 0; what does not fit is larger than any
// field may be.
func number(digits string) int64 {
	if digits == "" {
		return 0
	}
	n, err := strconv.ParseInt(digits, 10, 32)
	if err != nil {
		return 1 << 31
	}
	return n
}

// number reads a number as the part of the date that comes next in the order
// of the session. A year is recognised by three digits or more.
func (m *moment) number(s string) error {
	n := number(s)
	isYear := len(s) >= 3 || m.env.order() == YMD
	given := m.have & haveDate
	switch {
	case strings.Trim(s, "0123456789") != "":
		return errFormat
	case n == 1<<31:
		return errField
	case m.dated():
		return m.concatenated(s, "", false)
	case len(s) == 3 && given == haveYear && n >= 1 && n <= 366:
		m.yearDay = n
		return m.set(haveYearDay | haveMonth | haveDay)
	case given == 0 && isYear, given == haveMonth && m.textMonth && isYear, given == haveMonth|haveDay:
		m.year, m.century = n, len(s) <= 2
		return m.set(haveYear)
	case given == haveYear|haveMonth && m.textMonth && len(s) >= 3 && m.century:
		m.day, m.year, m.century = m.year, n, false // 08-jan-1999 in YMD
		return m.set(haveDay)
	case given == 0 && m.env.order() == MDY, given == haveYear, given == haveDay:
		m.month = n
		return m.set(haveMonth)
	}
	m.day = n
	return m.set(haveDay)
}

// clock reads hh:mm, hh:mm:ss and mm:ss.ffffff.
func (m *moment) clock(s string) error {
	c, err := readClock(s)
	if err != nil {
		return err
	}
	m.hour, m.minute, m.second, m.micros = c.hour, c.minute, c.second, c.micros
	if !m.timeOnly && m.clockMicros() > microsPerDay {
		return errField
	}
	return m.set(haveTime)
}

type clock struct{ hour, minute, second, micros int64 }

func readClock(s string) (c clock, err error) {
	whole, fraction, dotted := strings.Cut(s, ".")
	pieces := strings.Split(whole, ":")
	if len(pieces) < 2 || len(pieces) > 3 || pieces[0] == "" || strings.Trim(fraction, "0123456789") != "" {
		return c, errFormat
	}
	if dotted && len(pieces) == 2 { // mm:ss.f
		pieces = []string{"0", pieces[0], pieces[1]}
	}
	c.hour, c.minute = number(pieces[0]), number(pieces[1])
	if len(pieces) == 3 {
		c.second = number(pieces[2])
	}
	c.micros = fractionMicros(fraction)
	if c.hour >= 1<<31 || c.minute > 59 || c.second > 60 {
		return c, errField
	}
	return c, nil
}

// fractionMicros turns the digits behind the point into micros, rounded.
func fractionMicros(digits string) int64 {
	f, err := strconv.ParseFloat("0."+digits, 64)
	if err != nil {
		return 0
	}
	return int64(math.RoundToEven(f * microsPerSecond))
}

func (m *moment) setClock(micros int64) {
	m.hour, m.minute = micros/microsPerHour, micros/microsPerMinute%60
	m.second, m.micros = micros/microsPerSecond%60, micros%microsPerSecond
}
