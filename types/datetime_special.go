package types

// wordField reads a word. rest are the fields behind it.
func (m *moment) wordField(s string, rest []field) error {
	if place, ok := placeAbbreviations[s]; ok {
		s = place
	}
	if east, ok := zoneAbbreviations[s]; ok {
		m.east = east
		return m.set(haveZone)
	}
	w, ok := datetimeWords[s]
	if !ok {
		loc, err := LoadLocation(s)
		if err != nil {
			return errFormat
		}
		return m.zoneName(loc)
	}
	switch w.kind {
	case wordMonth:
		return m.setMonthName(w.value)
	case wordMeridiem:
		m.meridiem = w.value
		return m.set(haveMeridiem)
	case wordEra:
		m.bc = w.value == 1
		return m.set(haveEra)
	case wordWeekday:
		return m.set(haveWeekday)
	case wordNow, wordDay, wordEpoch, wordInfinity, wordMidnight:
		return m.special(w)
	case wordZulu:
		return m.set(haveZone)
	case wordDST:
		m.east += w.value
		m.have |= haveZone
	case wordPrefix:
		return m.setPrefix(w.value, rest)
	}
	return nil
}

func (m *moment) setPrefix(prefix int64, rest []field) error {
	if len(rest) == 0 || rest[0].kind > fieldTime {
		return errFormat
	}
	if prefix == prefixTime && !m.dated() {
		return errFormat
	}
	m.prefix = prefix
	return nil
}

// special reads a word that stands for a whole date or moment.
func (m *moment) special(w word) error {
	switch w.kind {
	case wordInfinity:
		m.infinite = w.value
		return m.set(haveDate)
	case wordEpoch:
		m.year, m.month, m.day = 1970, 1, 1
		return m.set(haveDate | haveTime | haveZone)
	case wordMidnight:
		return m.set(haveTime | haveZone)
	}
	now := m.env.now().In(m.env.location())
	m.year, m.month, m.day = int64(now.Year()), int64(now.Month()), int64(now.Day())
	if w.kind == wordDay {
		m.year, m.month, m.day = civilDate(civilDays(m.year, m.month, m.day+w.value))
		return m.set(haveDate)
	}
	m.hour, m.minute, m.second = int64(now.Hour()), int64(now.Minute()), int64(now.Second())
	m.micros = int64(now.Nanosecond() / 1000)
	_, east := now.Zone()
	m.east = int64(east)
	return m.set(haveDate | haveTime | haveZone)
}

// validate checks the parts against each other and completes the year.
func (m *moment) validate() error {
	if m.infinite != 0 {
		return nil
	}
	if m.have&haveDate != 0 {
		if err := m.validateDate(); err != nil {
			return err
		}
	}
	if m.meridiem >= 0 {
		if m.hour > 12 {
			return errField
		}
		m.hour = m.hour%12 + m.meridiem
	}
	// In a timestamp digits that run together may be more than a day.
	if m.timeOnly && (m.minute > 59 || m.second > 60 || m.clockMicros() > microsPerDay) {
		return errField
	}
	return nil
}

func (m *moment) validateDate() error {
	if m.have&haveYear != 0 && !m.julian {
		if err := m.completeYear(); err != nil {
			return err
		}
	}
	if m.have&haveYearDay != 0 {
		m.year, m.month, m.day = civilDate(civilDays(m.year, 1, m.yearDay))
	}
	switch {
	case m.have&haveMonth != 0 && (m.month < 1 || m.month > 12), m.have&haveDay != 0 && (m.day < 1 || m.day > 31):
		return errMonthDay
	case m.have&haveDate != haveDate:
		return errFormat
	case m.day > daysInMonth(m.year, m.month):
		return errField
	}
	return nil
}

// completeYear adds the century to a year of two digits (1970 to 2069) and
// counts years BC. There is no year 0.
func (m *moment) completeYear() error {
	switch {
	case m.bc && m.year <= 0:
		return errField
	case m.bc:
		m.year = 1 - m.year
	case m.century && m.year < 70:
		m.year += 2000
	case m.century && m.year < 100:
		m.year += 1900
	case m.year <= 0:
		return errField
	}
	return nil
}

// clockMicros is the time of day.
func (m *moment) clockMicros() int64 {
	return ((m.hour*60+m.minute)*60+m.second)*microsPerSecond + m.micros
}

// local is the moment in micros without regard to a zone; ok is false out of
// the range of timestamps.
func (m *moment) local() (micros int64, ok bool) {
	days := civilDays(m.year, m.month, m.day)
	if days < dateMin-1 || days > timestampMaxDay+1 {
		return 0, false
	}
	if days == timestampMaxDay+1 { // the last day in UTC may be the next one locally
		micros = timestampEnd - microsPerDay
		return addWithin(micros, microsPerDay+m.clockMicros())
	}
	return days*microsPerDay + m.clockMicros(), true
}

// addWithin adds without overflow.
func addWithin(a, b int64) (int64, bool) {
	sum, err := AddInt8(a, b)
	return sum, err == nil
}

// zoneEast is the offset that holds for the moment: the one given, or that of
// the named or the session's zone.
func (m *moment) zoneEast(local int64) int64 {
	switch {
	case m.location != nil:
		return localOffset(local, m.location)
	case m.have&haveZone != 0:
		return m.east
	}
	return localOffset(local, m.env.location())
}
