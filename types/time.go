package types

import "github.com/s3dbsql/s3dbsql/pgerr"

// A time is micros since midnight, 24:00 included. A timetz packs its moment
// in UTC, which may lie outside the day, above its zone in seconds west: the
// integers then sort as the type does.
const (
	zoneBits = 18
	zoneBias = 1 << (zoneBits - 1)
)

func newTimeTZ(micros, west int64) Value {
	return NewInt((micros+west*microsPerSecond)<<zoneBits | (west + zoneBias))
}

// timeTZParts returns the micros since local midnight and the zone in seconds
// west of Greenwich, which is how the binary format counts.
func timeTZParts(packed int64) (micros, west int64) {
	west = packed&(1<<zoneBits-1) - zoneBias
	return packed>>zoneBits - west*microsPerSecond, west
}

func appendTimeOfDay(dst []byte, micros int64) []byte { return appendClock(dst, micros) }

func appendTimeTZ(dst []byte, packed int64) []byte {
	micros, west := timeTZParts(packed)
	return appendOffset(appendClock(dst, micros), -west)
}

func checkTime(micros int64) (Value, error) {
	if micros < 0 || micros > microsPerDay {
		return Null, pgerr.New(pgerr.DatetimeFieldOverflow, "time out of range")
	}
	return NewInt(micros), nil
}

// maxZone is the largest distance from Greenwich: under 16 hours.
const maxZone = 16*3600 - 1

func parseTimeTZBinary(r *reader) (Value, error) {
	micros, west := r.int64(), int64(r.int32())
	if _, err := checkTime(micros); err != nil {
		return Null, err
	}
	if west < -maxZone || west > maxZone {
		return Null, pgerr.New(pgerr.InvalidTimeZoneDisplacementValue, "time zone displacement out of range")
	}
	return newTimeTZ(micros, west), nil
}
