package functions

import (
	"time"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// fromCharFunctions read dates, times and numbers by a template (manual, 9.8).
func fromCharFunctions() []Overload {
	text := types.Text
	return []Overload{
		pure(1777, "to_number", takes(text, text), types.Numeric, scalar(toNumber)).stable(),
		pure(1780, "to_date", takes(text, text), types.Date, scalar(toDate)).stable(),
		pure(1778, "to_timestamp", takes(text, text), types.TimestampTZ, scalar(toTimestamp)).stable(),
	}
}

func toDate(_ *Env, args []types.Value) (types.Value, error) {
	f, err := readDatetime(args[0].Text(), args[1].Text())
	if err != nil {
		return types.Null, err
	}
	if _, err := f.clock(); err != nil {
		return types.Null, err
	}
	return checked(f.days())
}

func toTimestamp(env *Env, args []types.Value) (types.Value, error) {
	f, err := readDatetime(args[0].Text(), args[1].Text())
	if err != nil {
		return types.Null, err
	}
	days, err := f.days()
	if err != nil {
		return types.Null, err
	}
	clock, err := f.clock()
	if err != nil {
		return types.Null, err
	}
	local := days*microsPerDay + clock
	zone := env.location()
	if f.zoned {
		zone = time.FixedZone("", f.zoneSign*(f.zoneHour*3600+f.zoneMinute*60))
	}
	return checked(types.TimestampToTimestampTZ(f.rounded(local), zone))
}

// rounded gives a moment the precision that FF1 to FF6 ask for.
func (f *readFields) rounded(micros int64) int64 {
	if f.precision == 0 {
		return micros
	}
	unit := int64(fraction(1, f.precision))
	up := micros + unit/2
	return up - floorMod(up, unit)
}

// readFields are the fields of a date and time that a template has read; 0
// where there was none.
type readFields struct {
	text string

	year, yearDigits      int
	bc                    bool
	century               int
	month, day, dayOfYear int
	week, weekOfMonth     int
	isoYear, isoWeek      int
	isoDay                int // Monday 1
	julian                int
	gregorian, iso        bool

	hour, minute, second int
	secondsOfDay         int
	micros               int
	precision            int // digits of the fraction to round to, 0: all
	clock12, pm, am      bool

	zoned                          bool
	zoneSign, zoneHour, zoneMinute int
}

func (f *readFields) outOfRange() error {
	return pgerr.Newf(pgerr.DatetimeFieldOverflow, "date/time field value out of range: \"%s\"", f.text)
}

// clock is the time of day in microseconds.
func (f *readFields) clock() (int64, error) {
	hour, minute, second := f.hour, f.minute, f.second
	if f.secondsOfDay > 0 {
		hour, minute, second = f.secondsOfDay/3600, f.secondsOfDay/60%60, f.secondsOfDay%60
	}
	if f.clock12 {
		if hour < 1 || hour > 12 {
			return 0, pgerr.Newf(pgerr.InvalidDatetimeFormat, "hour \"%d\" is invalid for the 12-hour clock", hour).
				WithHint("Use the 24-hour clock, or give an hour between 1 and 12.")
		}
		hour %= 12
		if f.pm {
			hour += 12
		}
	}
	if hour >= 24 || minute >= 60 || second >= 60 || f.micros >= microsPerSecond {
		return 0, f.outOfRange()
	}
	return (int64(hour)*3600+int64(minute)*60+int64(second))*microsPerSecond + int64(f.micros), nil
}

// days is the date, in days since 2000-01-01.
func (f *readFields) days() (int64, error) {
	if f.gregorian && f.iso {
		return 0, pgerr.New(pgerr.InvalidDatetimeFormat, "invalid combination of date conventions").
			WithHint("Do not mix Gregorian and ISO week date conventions in a formatting template.")
	}
	switch {
	case f.julian > 0:
		return int64(f.julian) - epochJulian, nil
	case f.isoWeek > 0:
		return f.isoDays(), nil
	}
	return f.gregorianDays()
}

// isoDays is a day of an ISO week; the week of January 4 is the first.
func (f *readFields) isoDays() int64 {
	fourth := time.Date(f.isoYear, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := (fourth.Unix()-epochUnix)/86400 - int64(fourth.Weekday()+6)%7
	return monday + int64(7*(f.isoWeek-1)+max(f.isoDay, 1)-1)
}

func (f *readFields) gregorianDays() (int64, error) {
	year := f.fullYear()
	month, day := max(f.month, 1), max(f.day, 1)
	dayOfYear := f.dayOfYear
	if f.week > 0 && dayOfYear == 0 && f.day == 0 {
		dayOfYear = 7*(f.week-1) + 1
	}
	if f.weekOfMonth > 0 {
		day = 7*(f.weekOfMonth-1) + 1
	}
	if dayOfYear > 0 && f.month == 0 && f.day == 0 {
		month, day = 1, dayOfYear
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	wrapped := int(t.Month()) != month || t.Day() != day
	if f.month < 0 || f.day < 0 || month > 12 || wrapped && dayOfYear == 0 || dayOfYear > 0 && t.Year() != year {
		return 0, f.outOfRange()
	}
	days := (t.Unix() - epochUnix) / 86400
	if days < -epochJulian || days > maxDate {
		return 0, pgerr.Newf(pgerr.DatetimeFieldOverflow, "date out of range: \"%s\"", f.text)
	}
	return days, nil
}

// fullYear is the astronomical year. Without one it is that of 1 BC.
func (f *readFields) fullYear() int {
	year := f.year
	switch {
	case f.century != 0 && f.yearDigits > 0 && f.yearDigits <= 2:
		year %= 100
		if year == 0 {
			return f.century * 100
		}
		return (f.century-1)*100 + year
	case f.century > 0 && f.yearDigits == 0:
		return (f.century-1)*100 + 1
	}
	if f.bc {
		year = -year
	}
	if year < 0 {
		return year + 1
	}
	return year
}
