package types

import (
	"math"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// The dates before and after all others.
const (
	DateInfinity    int64 = math.MaxInt32
	DateNegInfinity int64 = math.MinInt32
)

// The first and last date (4714-11-24 BC and 5874897-12-31), in days.
const (
	dateMin = -epochJulian
	dateMax = 2145031948
)

func dateOutOfRange() error { return pgerr.New(pgerr.DatetimeFieldOverflow, "date out of range") }

// checkDate makes a date of a day number that came from outside.
func checkDate(days int64) (Value, error) {
	if days != DateInfinity && days != DateNegInfinity && (days < dateMin || days > dateMax) {
		return Null, dateOutOfRange()
	}
	return NewInt(days), nil
}

func isInfiniteDate(days int64) bool { return days == DateInfinity || days == DateNegInfinity }

// DateToTimestamp returns midnight of a date; 22008 if that is no timestamp.
func DateToTimestamp(days int64) (int64, error) {
	switch {
	case days == DateInfinity:
		return TimestampInfinity, nil
	case days == DateNegInfinity:
		return TimestampNegInfinity, nil
	case days > timestampMaxDay:
		return 0, pgerr.New(pgerr.DatetimeFieldOverflow, "date out of range for timestamp")
	}
	return days * microsPerDay, nil
}

// TimestampToDate returns the date a timestamp falls on.
func TimestampToDate(micros int64) int64 {
	switch micros {
	case TimestampInfinity:
		return DateInfinity
	case TimestampNegInfinity:
		return DateNegInfinity
	}
	return floorDiv(micros, microsPerDay)
}
