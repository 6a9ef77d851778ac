package types

import "github.com/s3dbsql/s3dbsql/pgerr"

// readMoment reads a date with or without time.
func readMoment(s, typeName string, env *ParseEnv) (*moment, error) {
	m := newMoment(env)
	err := m.read(lexDatetime(s))
	if err == nil && m.have&haveDate != haveDate {
		err = errFormat
	}
	if err != nil {
		return nil, datetimeError(err, typeName, s)
	}
	return m, nil
}

func parseDate(s string, env *ParseEnv) (Value, error) {
	m, err := readMoment(s, "date", env)
	if err != nil {
		return Null, err
	}
	switch {
	case m.infinite > 0:
		return NewInt(DateInfinity), nil
	case m.infinite < 0:
		return NewInt(DateNegInfinity), nil
	}
	days := civilDays(m.year, m.month, m.day)
	if days < dateMin || days > dateMax {
		return Null, pgerr.New(pgerr.DatetimeFieldOverflow, "date out of range: \""+s+"\"")
	}
	return NewInt(days), nil
}

// parseTimestamp reads a timestamp; a time zone in the text does not count.
func parseTimestamp(s string, env *ParseEnv) (Value, error) {
	return parseMoment(s, "timestamp", env, false)
}

// parseTimestampTZ reads a timestamptz, in the session's zone unless the text
// names one.
func parseTimestampTZ(s string, env *ParseEnv) (Value, error) {
	return parseMoment(s, "timestamp with time zone", env, true)
}

func parseMoment(s, typeName string, env *ParseEnv, zoned bool) (Value, error) {
	m, err := readMoment(s, typeName, env)
	if err != nil {
		return Null, err
	}
	switch {
	case m.infinite > 0:
		return NewInt(TimestampInfinity), nil
	case m.infinite < 0:
		return NewInt(TimestampNegInfinity), nil
	}
	micros, ok := m.local()
	if ok && zoned {
		micros, ok = addWithin(micros, -m.zoneEast(micros)*microsPerSecond)
	}
	if !ok || !validTimestamp(micros) {
		return Null, pgerr.New(pgerr.DatetimeFieldOverflow, "timestamp out of range: \""+s+"\"")
	}
	return NewInt(micros), nil
}

// readTime reads a time of day; a date before it only decides about the offset
// of its zone. A zone whose offset changes needs one.
func readTime(s, typeName string, env *ParseEnv) (*moment, error) {
	m := newMoment(env)
	m.timeOnly = true
	err := m.read(lexDatetime(s))
	switch {
	case err != nil:
	case m.have&haveTime == 0 || m.infinite != 0:
		err = errFormat
	case m.location != nil && m.have&haveDate != haveDate && !isFixed(m.location):
		err = errFormat
	}
	if err != nil {
		return nil, datetimeError(err, typeName, s)
	}
	return m, nil
}

func parseTime(s string, env *ParseEnv) (Value, error) {
	m, err := readTime(s, "time", env)
	if err != nil {
		return Null, err
	}
	return NewInt(m.clockMicros()), nil
}

func parseTimeTZ(s string, env *ParseEnv) (Value, error) {
	m, err := readTime(s, "time with time zone", env)
	if err != nil {
		return Null, err
	}
	if m.have&haveDate != haveDate {
		now := env.now().In(env.location())
		m.year, m.month, m.day = int64(now.Year()), int64(now.Month()), int64(now.Day())
	}
	local, _ := m.local()
	return newTimeTZ(m.clockMicros(), -m.zoneEast(local)), nil
}
