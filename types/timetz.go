package types

// NewTimeTZ makes a timetz of microseconds since local midnight and a zone in
// seconds west of Greenwich.
func NewTimeTZ(micros, west int64) Value { return newTimeTZ(micros, west) }

// TimeTZParts takes a timetz apart into what NewTimeTZ makes it of.
func TimeTZParts(packed int64) (micros, west int64) { return timeTZParts(packed) }
