package types

import (
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// AddDate returns a date n days later; 22008 out of range.
func AddDate(days, n int64) (int64, error) {
	if isInfiniteDate(days) {
		return days, nil
	}
	sum, err := AddInt8(days, n)
	if err != nil || sum < dateMin || sum > dateMax {
		return 0, dateOutOfRange()
	}
	return sum, nil
}

// SubDates returns the days from b to a; 22008 if either is infinite.
func SubDates(a, b int64) (int64, error) {
	if isInfiniteDate(a) || isInfiniteDate(b) {
		return 0, pgerr.New(pgerr.DatetimeFieldOverflow, "cannot subtract infinite dates")
	}
	return a - b, nil
}

// AddTimestampInterval returns a timestamp plus an interval: first the months,
// where a day beyond the month's end becomes its last, then days, then micros.
func AddTimestampInterval(micros int64, iv Interval) (int64, error) {
	if isInfinite(micros) {
		return micros, nil
	}
	micros, err := addCalendar(micros, iv)
	if err != nil {
		return 0, err
	}
	return addMicros(micros, iv.Micros)
}

// AddTimestampTZInterval does so on the clock of loc: a day may have 23 hours.
func AddTimestampTZInterval(micros int64, iv Interval, loc *time.Location) (int64, error) {
	if isInfinite(micros) {
		return micros, nil
	}
	if iv.Months != 0 || iv.Days != 0 {
		local, err := addCalendar(micros+zoneAt(micros, loc).east*microsPerSecond, iv)
		if err != nil {
			return 0, err
		}
		micros = local - localOffset(local, loc)*microsPerSecond
	}
	return addMicros(micros, iv.Micros)
}

func addMicros(micros, more int64) (int64, error) {
	sum, err := AddInt8(micros, more)
	if err != nil || !validTimestamp(sum) {
		return 0, timestampOutOfRange()
	}
	return sum, nil
}

// addCalendar adds the months and days of an interval to a local time.
func addCalendar(micros int64, iv Interval) (int64, error) {
	days := floorDiv(micros, microsPerDay)
	clock := micros - days*microsPerDay
	if iv.Months != 0 {
		year, month, day := civilDate(days)
		month += int64(iv.Months)
		year, month = year+floorDiv(month-1, 12), floorMod(month-1, 12)+1
		days = civilDays(year, month, min(day, daysInMonth(year, month)))
	}
	days += int64(iv.Days)
	if days < dateMin || days > timestampMaxDay {
		return 0, timestampOutOfRange()
	}
	return days*microsPerDay + clock, nil
}

// SubTimestamps returns a - b in days and micros; 22008 if either is infinite.
func SubTimestamps(a, b int64) (Interval, error) {
	if isInfinite(a) || isInfinite(b) {
		return Interval{}, pgerr.New(pgerr.DatetimeFieldOverflow, "cannot subtract infinite timestamps")
	}
	return JustifyHours(Interval{Micros: a - b}) // which wraps around, as in PostgreSQL 15
}

// Age returns a - b in years, months, days and time, as a calendar counts. The
// age of two timestamptz is that of their local times.
func Age(a, b int64) (Interval, error) {
	later, earlier := a, b
	if a < b {
		later, earlier = b, a
	}
	days1, days2 := floorDiv(later, microsPerDay), floorDiv(earlier, microsPerDay)
	y1, m1, d1 := civilDate(days1)
	y2, m2, d2 := civilDate(days2)
	micros := (later - days1*microsPerDay) - (earlier - days2*microsPerDay)
	days, months := d1-d2, (y1-y2)*12+m1-m2
	if micros < 0 {
		micros, days = micros+microsPerDay, days-1
	}
	if days < 0 { // borrow the length of the earlier month
		days, months = days+daysInMonth(y2, m2), months-1
	}
	if a < b {
		return newInterval(-months, -days, -micros, nil)
	}
	return newInterval(months, days, micros, nil)
}

// TimestampToTimestampTZ reads a local time of loc as a moment, as the cast
// and AT TIME ZONE do.
func TimestampToTimestampTZ(micros int64, loc *time.Location) (int64, error) {
	if isInfinite(micros) {
		return micros, nil
	}
	return addMicros(micros, -localOffset(micros, loc)*microsPerSecond)
}

// TimestampTZToTimestamp returns the local time of loc at a moment.
func TimestampTZToTimestamp(micros int64, loc *time.Location) (int64, error) {
	if isInfinite(micros) {
		return micros, nil
	}
	return addMicros(micros, zoneAt(micros, loc).east*microsPerSecond)
}

// FromTime returns the timestamptz of a Go time.
func FromTime(t time.Time) int64 { return t.UnixMicro() - epochUnix*microsPerSecond }

// ToTime returns the Go time, in UTC, of a finite timestamptz.
func ToTime(micros int64) time.Time {
	return time.UnixMicro(micros + epochUnix*microsPerSecond).UTC()
}

// AddTimeInterval returns a time of day plus the micros of an interval, round
// the clock.
func AddTimeInterval(micros int64, iv Interval) int64 {
	return floorMod(micros+iv.Micros%microsPerDay, microsPerDay)
}

// AddTimeTZInterval does so for a timetz, whose zone stays.
func AddTimeTZInterval(packed int64, iv Interval) int64 {
	micros, west := timeTZParts(packed)
	return newTimeTZ(AddTimeInterval(micros, iv), west).Int()
}
