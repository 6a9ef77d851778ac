package types

import (
	"math"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// The timestamps before and after all others.
const (
	TimestampInfinity    int64 = math.MaxInt64
	TimestampNegInfinity int64 = math.MinInt64
)

// The range of timestamps: from 4714-11-24 BC to the end of 294276.
const (
	timestampMaxDay = 106751982
	timestampMin    = dateMin * microsPerDay
	timestampEnd    = (timestampMaxDay + 1) * microsPerDay // the first too late
)

func timestampOutOfRange() error {
	return pgerr.New(pgerr.DatetimeFieldOverflow, "timestamp out of range")
}

func isInfinite(micros int64) bool {
	return micros == TimestampInfinity || micros == TimestampNegInfinity
}

func validTimestamp(micros int64) bool {
	return micros >= timestampMin && micros < timestampEnd
}

// checkTimestamp makes a timestamp of micros that came from outside.
func checkTimestamp(micros int64) (Value, error) {
	if !isInfinite(micros) && !validTimestamp(micros) {
		return Null, timestampOutOfRange()
	}
	return NewInt(micros), nil
}
