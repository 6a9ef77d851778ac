package types

import (
	"encoding/binary"
	"math/bits"
	"strconv"
)

// parts are an interval as its fields, each with its own sign; micros holds
// hours, minutes and seconds.
type parts struct {
	years, months, days  int64
	hours, minutes, secs int64 // secs in micros
}

func (iv Interval) parts() parts {
	return parts{
		years: int64(iv.Months) / 12, months: int64(iv.Months) % 12, days: int64(iv.Days),
		hours: iv.Micros / microsPerHour, minutes: iv.Micros / microsPerMinute % 60, secs: iv.Micros % microsPerMinute,
	}
}

func appendInterval(dst []byte, iv Interval, style IntervalStyle) []byte {
	p := iv.parts()
	switch style {
	case IntervalPostgresVerbose:
		return p.appendVerbose(dst)
	case IntervalSQLStandard:
		return p.appendSQL(dst)
	case IntervalISO8601:
		return p.appendISO(dst)
	}
	return p.appendPostgres(dst, iv.Micros)
}

// appendPostgres prints 1 year 2 mons -3 days +04:05:06.
func (p parts) appendPostgres(dst []byte, micros int64) []byte {
	first, afterNegative := true, false
	for _, f := range [...]struct {
		n    int64
		unit string
	}{{p.years, " year"}, {p.months, " mon"}, {p.days, " day"}} {
		if f.n == 0 {
			continue
		}
		if !first {
			dst = append(dst, ' ')
		}
		if afterNegative && f.n > 0 {
			dst = append(dst, '+')
		}
		dst = plural(append(strconv.AppendInt(dst, f.n, 10), f.unit...), f.n != 1)
		first, afterNegative = false, f.n < 0
	}
	if micros == 0 && !first {
		return dst
	}
	if !first {
		dst = append(dst, ' ')
	}
	switch {
	case micros < 0:
		dst = append(dst, '-')
	case afterNegative:
		dst = append(dst, '+')
	}
	return p.appendClock(dst, 2)
}

func plural(dst []byte, many bool) []byte {
	if many {
		return append(dst, 's')
	}
	return dst
}

// appendClock prints the time without sign, the hour at least width wide.
func (p parts) appendClock(dst []byte, width int) []byte {
	dst = append(appendPadded(dst, abs(p.hours), width), ':')
	dst = append(appendPadded(dst, abs(p.minutes), 2), ':')
	return appendSeconds(dst, abs(p.secs), 2)
}

// appendVerbose prints @ 1 year 2 mons 3 days ago: signs are relative to the
// first field's.
func (p parts) appendVerbose(dst []byte) []byte {
	dst = append(dst, '@')
	ago, first := false, true
	for _, f := range [...]struct {
		n    int64
		unit string
	}{{p.years, " year"}, {p.months, " mon"}, {p.days, " day"}, {p.hours, " hour"}, {p.minutes, " min"}} {
		if f.n == 0 {
			continue
		}
		if first {
			ago, first = f.n < 0, false
		}
		if ago {
			f.n = -f.n
		}
		dst = append(strconv.AppendInt(append(dst, ' '), f.n, 10), f.unit...)
		dst = plural(dst, f.n != 1)
	}
	if p.secs != 0 {
		if first {
			ago, first = p.secs < 0, false
		}
		dst = append(dst, ' ')
		if (p.secs < 0) != ago {
			dst = append(dst, '-')
		}
		dst = append(appendSeconds(dst, abs(p.secs), 1), " sec"...)
		dst = plural(dst, abs(p.secs) != microsPerSecond)
	}
	if first {
		dst = append(dst, " 0"...)
	}
	if ago {
		dst = append(dst, " ago"...)
	}
	return dst
}

// appendSQL prints the literal of the SQL standard where there is one (1-2, or
// 3 4:05:06), otherwise all parts with signs.
func (p parts) appendSQL(dst []byte) []byte {
	yearMonth := p.years != 0 || p.months != 0
	time := p.hours != 0 || p.minutes != 0 || p.secs != 0
	negative := min(p.years, p.months, p.days, p.hours, p.minutes, p.secs) < 0
	positive := max(p.years, p.months, p.days, p.hours, p.minutes, p.secs) > 0
	if negative && positive || yearMonth && (p.days != 0 || time) {
		return p.appendSigned(dst)
	}
	if negative {
		dst = append(dst, '-')
	}
	switch {
	case !negative && !positive:
		return append(dst, '0')
	case yearMonth:
		dst = append(strconv.AppendInt(dst, abs(p.years), 10), '-')
		return strconv.AppendInt(dst, abs(p.months), 10)
	case p.days != 0:
		dst = append(strconv.AppendInt(dst, abs(p.days), 10), ' ')
	}
	return p.appendClock(dst, 1)
}

func (p parts) appendSigned(dst []byte) []byte {
	dst = strconv.AppendInt(appendSign(dst, p.years < 0 || p.months < 0), abs(p.years), 10)
	dst = strconv.AppendInt(append(dst, '-'), abs(p.months), 10)
	dst = strconv.AppendInt(appendSign(append(dst, ' '), p.days < 0), abs(p.days), 10)
	dst = appendSign(append(dst, ' '), p.hours < 0 || p.minutes < 0 || p.secs < 0)
	return p.appendClock(dst, 1)
}

func appendSign(dst []byte, negative bool) []byte {
	if negative {
		return append(dst, '-')
	}
	return append(dst, '+')
}

// appendISO prints P1Y2M3DT4H5M6S.
func (p parts) appendISO(dst []byte) []byte {
	if p == (parts{}) {
		return append(dst, "PT0S"...)
	}
	dst = append(dst, 'P')
	dst = appendDesignated(dst, p.years, 'Y')
	dst = appendDesignated(dst, p.months, 'M')
	dst = appendDesignated(dst, p.days, 'D')
	if p.hours == 0 && p.minutes == 0 && p.secs == 0 {
		return dst
	}
	dst = append(dst, 'T')
	dst = appendDesignated(dst, p.hours, 'H')
	dst = appendDesignated(dst, p.minutes, 'M')
	if p.secs == 0 {
		return dst
	}
	if p.secs < 0 {
		dst = append(dst, '-')
	}
	return append(appendSeconds(dst, abs(p.secs), 1), 'S')
}

func appendDesignated(dst []byte, n int64, unit byte) []byte {
	if n == 0 {
		return dst
	}
	return append(strconv.AppendInt(dst, n, 10), unit)
}

func abs(i int64) int64 {
	if i < 0 {
		return -i
	}
	return i
}

func appendIntervalBinary(dst []byte, iv Interval) []byte {
	dst = binary.BigEndian.AppendUint64(dst, uint64(iv.Micros))
	dst = binary.BigEndian.AppendUint32(dst, uint32(iv.Days))
	return binary.BigEndian.AppendUint32(dst, uint32(iv.Months))
}

func parseIntervalBinary(r *reader) Value {
	micros, days, months := r.int64(), r.int32(), r.int32()
	return NewInterval(Interval{Months: months, Days: days, Micros: micros})
}

// span is the length of an interval in micros, a month counted as 30 days. It
// needs more than 64 bits: hi is signed, lo is not.
func (iv Interval) span() (hi int64, lo uint64) {
	days := int64(iv.Months)*30 + int64(iv.Days)
	h, l := bits.Mul64(uint64(abs(days)), microsPerDay)
	if days < 0 {
		var borrow uint64
		l, borrow = bits.Sub64(0, l, 0)
		h, _ = bits.Sub64(0, h, borrow)
	}
	l, carry := bits.Add64(l, uint64(iv.Micros), 0)
	h, _ = bits.Add64(h, uint64(iv.Micros>>63), carry)
	return int64(h), l
}

// CompareInterval orders intervals by their length, a month being 30 days and
// a day 24 hours.
func CompareInterval(a, b Interval) int {
	aHi, aLo := a.span()
	bHi, bLo := b.span()
	if c := compareInt(aHi, bHi); c != 0 {
		return c
	}
	switch {
	case aLo < bLo:
		return -1
	case aLo > bLo:
		return 1
	}
	return 0
}
