package types

import (
	"math"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

func intervalOutOfRange() error {
	return pgerr.New(pgerr.DatetimeFieldOverflow, "interval out of range")
}

// newInterval makes an interval of parts that may not fit: 22008 then.
func newInterval(months, days, micros int64, err error) (Interval, error) {
	if err != nil || months != int64(int32(months)) || days != int64(int32(days)) {
		return Interval{}, intervalOutOfRange()
	}
	return Interval{Months: int32(months), Days: int32(days), Micros: micros}, nil
}

// AddInterval returns a + b, part by part.
func AddInterval(a, b Interval) (Interval, error) {
	micros, err := AddInt8(a.Micros, b.Micros)
	return newInterval(int64(a.Months)+int64(b.Months), int64(a.Days)+int64(b.Days), micros, err)
}

// SubInterval returns a - b, part by part.
func SubInterval(a, b Interval) (Interval, error) {
	micros, err := SubInt8(a.Micros, b.Micros)
	return newInterval(int64(a.Months)-int64(b.Months), int64(a.Days)-int64(b.Days), micros, err)
}

// NegInterval returns -a.
func NegInterval(a Interval) (Interval, error) { return SubInterval(Interval{}, a) }

// MulInterval returns iv times factor. Fractions of months become days, those
// of days become micros.
func MulInterval(iv Interval, factor float64) (Interval, error) {
	return scaleInterval(iv, func(part float64) float64 { return part * factor })
}

// DivInterval returns iv divided by factor; 22012 for zero.
func DivInterval(iv Interval, factor float64) (Interval, error) {
	if factor == 0 {
		return Interval{}, ErrDivisionByZero()
	}
	return scaleInterval(iv, func(part float64) float64 { return part / factor })
}

func scaleInterval(iv Interval, scale func(float64) float64) (Interval, error) {
	const secondsPerDay = 86400
	months, days := scale(float64(iv.Months)), scale(float64(iv.Days))
	if !fitsInt32(months) || !fitsInt32(days) {
		return Interval{}, intervalOutOfRange()
	}
	wholeMonths, wholeDays := math.Trunc(months), math.Trunc(days)
	monthDays := toMicros((months - wholeMonths) * 30)
	seconds := toMicros((days - wholeDays + monthDays - math.Trunc(monthDays)) * secondsPerDay)
	if math.Abs(seconds) >= secondsPerDay { // by rounding, or both fractions together
		extra := math.Trunc(seconds / secondsPerDay)
		wholeDays += extra
		seconds -= extra * secondsPerDay
	}
	wholeDays += math.Trunc(monthDays)
	micros := math.RoundToEven(scale(float64(iv.Micros)) + seconds*microsPerSecond)
	if !(micros >= math.MinInt64 && micros < math.MaxInt64) {
		return Interval{}, intervalOutOfRange()
	}
	return newInterval(int64(wholeMonths), int64(wholeDays), int64(micros), nil)
}

// toMicros rounds seconds, or days, to six decimals.
func toMicros(f float64) float64 { return math.RoundToEven(f*1e6) / 1e6 }

func fitsInt32(f float64) bool { return f >= math.MinInt32 && f < math.MaxInt32+1 }

// JustifyHours turns each 24 hours into a day, all signs alike.
func JustifyHours(iv Interval) (Interval, error) {
	days := int64(iv.Days) + iv.Micros/microsPerDay
	micros := iv.Micros % microsPerDay
	days, micros = alike(days, micros, microsPerDay)
	return newInterval(int64(iv.Months), days, micros, nil)
}

// JustifyDays turns each 30 days into a month, all signs alike.
func JustifyDays(iv Interval) (Interval, error) {
	months := int64(iv.Months) + int64(iv.Days)/30
	months, days := alike(months, int64(iv.Days)%30, 30)
	return newInterval(months, days, iv.Micros, nil)
}

// JustifyInterval does both, and gives all parts one sign.
func JustifyInterval(iv Interval) (Interval, error) {
	days := int64(iv.Days) + iv.Micros/microsPerDay
	micros := iv.Micros % microsPerDay
	months := int64(iv.Months) + days/30
	days %= 30
	switch {
	case months > 0 && (days < 0 || days == 0 && micros < 0):
		days, months = days+30, months-1
	case months < 0 && (days > 0 || days == 0 && micros > 0):
		days, months = days-30, months+1
	}
	days, micros = alike(days, micros, microsPerDay)
	return newInterval(months, days, micros, nil)
}

// alike moves one unit between a large and a small part so that their signs
// agree.
func alike(large, small, unit int64) (int64, int64) {
	switch {
	case large > 0 && small < 0:
		return large - 1, small + unit
	case large < 0 && small > 0:
		return large + 1, small - unit
	}
	return large, small
}
