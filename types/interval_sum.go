package types

import (
	"math"
)

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
