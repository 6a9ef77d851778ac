package types

import (
	"errors"
	"strings"
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// What can be wrong with a date, time or interval; datetimeError makes of it
// what the client sees.
var (
	errFormat   = errors.New("format")
	errField    = errors.New("field")
	errMonthDay = errors.New("month or day")
	errInterval = errors.New("interval")
	errZone     = errors.New("zone")
)

func datetimeError(err error, typeName, s string) error {
	switch {
	case errors.Is(err, errFormat):
		return pgerr.New(pgerr.InvalidDatetimeFormat, "invalid input syntax for type "+typeName+": \""+s+"\"")
	case errors.Is(err, errField):
		return fieldOutOfRange(s)
	case errors.Is(err, errMonthDay):
		return fieldOutOfRange(s).WithHint("Perhaps you need a different \"datestyle\" setting.")
	case errors.Is(err, errInterval):
		return pgerr.New(pgerr.IntervalFieldOverflow, "interval field value out of range: \""+s+"\"")
	case errors.Is(err, errZone):
		return pgerr.New(pgerr.InvalidTimeZoneDisplacementValue, "time zone displacement out of range: \""+s+"\"")
	}
	return err
}

func fieldOutOfRange(s string) *pgerr.Error {
	return pgerr.New(pgerr.DatetimeFieldOverflow, "date/time field value out of range: \""+s+"\"")
}

// have is the set of parts that a text has given.
type have uint16

const (
	haveYear have = 1 << iota
	haveMonth
	haveDay
	haveYearDay // day of the year instead of month and day
	haveTime
	haveZone
	haveMeridiem
	haveEra
	haveWeekday

	haveDate = haveYear | haveMonth | haveDay
)

// moment is a date and time while it is read, field after field.
type moment struct {
	env  *ParseEnv
	have have

	year, month, day, yearDay int64
	hour, minute, second      int64
	micros                    int64 // within the second
	east                      int64 // of the zone, if haveZone
	location                  *time.Location

	infinite          int64 // -1 or 1: nothing else counts
	prefix            int64
	meridiem          int64 // -1, or 0 for am, 12 for pm
	bc, century       bool  // century: the year had two digits and lacks its century
	textMonth, julian bool
	timeOnly          bool // a time is read: numbers are never dates
}

func newMoment(env *ParseEnv) *moment { return &moment{env: env, meridiem: -1} }

// set notes that a part was given; twice is an error.
func (m *moment) set(part have) error {
	if m.have&part != 0 {
		return errFormat
	}
	m.have |= part
	return nil
}

// read takes in all fields and checks that they make sense together.
func (m *moment) read(fields []field) error {
	if len(fields) == 0 {
		return errFormat
	}
	for i := range fields {
		if err := m.field(i, fields); err != nil {
			return err
		}
	}
	if m.prefix != prefixNone {
		return errFormat
	}
	return m.validate()
}

func (m *moment) field(i int, fields []field) error {
	f := fields[i]
	switch f.kind {
	case fieldDate:
		if m.timeOnly && !dateBeforeTime(i, fields) {
			return m.zoneField(f.text)
		}
		return m.dateField(f.text)
	case fieldTime:
		m.prefix = prefixNone
		return m.clock(f.text)
	case fieldSigned:
		return m.zoneOffset(f.text)
	case fieldNumber:
		if m.timeOnly && strings.Contains(f.text, ".") && dateBeforeTime(i, fields) && fields[1].kind != fieldTime {
			return m.dateField(f.text)
		}
		return m.numberField(f.text)
	}
	return m.wordField(f.text, fields[i+1:])
}

// dateBeforeTime reports whether the i-th field of a time is a date that may
// stand before it.
func dateBeforeTime(i int, fields []field) bool {
	return i == 0 && len(fields) > 1 && (fields[1].kind == fieldTime || fields[len(fields)-1].kind == fieldDate)
}

// dateField reads what has punctuation inside: a date or, once there is one,
// a zone.
func (m *moment) dateField(s string) error {
	if m.prefix == prefixNone && m.have&(haveMonth|haveDay) != haveMonth|haveDay {
		return m.date(s)
	}
	return m.zoneField(s)
}

// zoneField reads a time zone by name, or a time with its zone: 040506-08.
func (m *moment) zoneField(s string) error {
	if !isDigit(s[0]) && m.prefix == prefixNone {
		loc, err := LoadLocation(s)
		if err != nil {
			return err
		}
		return m.zoneName(loc)
	}
	number, zone, ok := strings.Cut(s, "-")
	if !ok {
		return errFormat
	}
	if err := m.numberField(number); err != nil {
		return err
	}
	return m.zoneOffset("-" + zone)
}

func (m *moment) zoneName(loc *time.Location) error {
	m.location = loc
	return m.set(haveZone)
}

// zoneOffset reads a signed distance east.
func (m *moment) zoneOffset(s string) error {
	east, err := offset(s)
	if err != nil {
		return err
	}
	m.east = east
	return m.set(haveZone)
}

// date reads 1999-01-08, 8-jan-1999, 1/8/99 and their like.
func (m *moment) date(s string) error {
	pieces := strings.FieldsFunc(s, func(r rune) bool { return !isDigit(byte(r)) && !isLetter(byte(r)) })
	if len(pieces) > 3 {
		return errFormat
	}
	for i, p := range pieces { // a month by name first: it decides about the numbers
		if !isDigit(p[0]) {
			if w, ok := datetimeWords[p]; !ok || w.kind != wordMonth || m.set(haveMonth) != nil {
				return errFormat
			}
			m.textMonth, m.month = true, datetimeWords[p].value
			pieces[i] = ""
		}
	}
	defer func(was bool) { m.timeOnly = was }(m.timeOnly)
	m.timeOnly = false
	for _, p := range pieces {
		if p == "" {
			continue
		}
		if err := m.number(p); err != nil {
			return err
		}
	}
	if m.have&^(haveYearDay|haveZone) != haveDate { // a time must not stand before it
		return errFormat
	}
	return nil
}

func (m *moment) setMonthName(month int64) error {
	if m.have&haveMonth != 0 && !m.textMonth && m.have&haveDay == 0 && m.month >= 1 && m.month <= 31 {
		m.day = m.month // the number before the name was the day
		m.have |= haveDay
	} else if err := m.set(haveMonth); err != nil {
		return err
	}
	m.textMonth, m.month = true, month
	return nil
}
