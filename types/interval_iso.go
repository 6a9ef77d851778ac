package types

import (
	"math"
	"strconv"
	"strings"
)

var (
	isoDateUnits = map[byte]unit{'Y': unitYear, 'M': unitMonth, 'W': unitWeek, 'D': unitDay}
	isoTimeUnits = map[byte]unit{'H': unitHour, 'M': unitMinute, 'S': unitSecond}
)

// readISO reads the two forms of ISO 8601: with designators (P1Y2M3DT4H5M6S)
// and the alternative one (P0001-02-03T04:05:06).
func (r *intervalReader) readISO(s string) error {
	if len(s) < 2 || s[0] != 'P' {
		return errFormat
	}
	date, time, _ := strings.Cut(s[1:], "T")
	if err := r.isoPart(date, isoDateUnits, "-", []unit{unitYear, unitMonth, unitDay}); err != nil {
		return err
	}
	return r.isoPart(time, isoTimeUnits, ":", []unit{unitHour, unitMinute, unitSecond})
}

// isoPart reads the date or the time: numbers with designators or, without
// any, numbers with separators in the order of alternative.
func (r *intervalReader) isoPart(s string, units map[byte]unit, separator string, alternative []unit) error {
	if s != "" && isDigit(s[len(s)-1]) {
		pieces := strings.Split(s, separator)
		if len(pieces) > len(alternative) {
			return errFormat
		}
		for i, p := range pieces {
			if err := r.isoNumber(p, alternative[i]); err != nil {
				return err
			}
		}
		return nil
	}
	for s != "" {
		n := span(s, func(c byte) bool { return isDigit(c) || strings.IndexByte("+-.eE", c) >= 0 })
		if n == 0 || n == len(s) {
			return errFormat
		}
		u, ok := units[s[n]]
		if !ok {
			return errFormat
		}
		if err := r.isoNumber(s[:n], u); err != nil {
			return err
		}
		s = s[n+1:]
	}
	return nil
}

func (r *intervalReader) isoNumber(s string, u unit) error {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !isDecimal(s) {
		return errFormat
	}
	if math.Abs(f) > math.MaxInt64/2 {
		return errField
	}
	whole, fraction := math.Modf(f)
	r.add(u, int64(whole), fraction)
	return nil
}
