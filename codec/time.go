package codec

import (
	"math"
	"strconv"
	"time"

	"github.com/s3dbsql/s3dbsql/types"
)

// epoch is the moment from which timestamps count, 2000-01-01, in
// microseconds since 1970.
const epoch = 946684800 * 1e6

// timestamp is the codec of timestamps: ISO 8601 with milliseconds, as
// JavaScript writes dates, or microseconds where there are any; timestamptz in
// UTC with a Z. Infinity and years before Christ are PostgreSQL's text.
type timestamp struct {
	t      *types.Type
	typmod int32
}

func (c timestamp) Encode(v types.Value) (string, error) { return isoText(c.t, v.Int()), nil }

// Decode also takes quoted texts and milliseconds since 1970, which s3db.js
// writes.
func (c timestamp) Decode(text string) (types.Value, error) {
	text = unquote(text)
	if ms, err := strconv.ParseInt(text, 10, 64); err == nil && math.Abs(float64(ms)) <= 8.64e15 {
		return types.NewInt(ms*1000 - epoch), nil
	}
	return types.ParseText(c.t, c.typmod, text, nil)
}

func isoText(t *types.Type, micros int64) string {
	if micros == math.MaxInt64 || micros == math.MinInt64 {
		return string(types.AppendText(nil, t, types.NewInt(micros), storedStyle))
	}
	at := time.UnixMicro(micros).UTC().Add(epoch * time.Microsecond)
	if at.Year() < 1 {
		return string(types.AppendText(nil, t, types.NewInt(micros), storedStyle))
	}
	layout := "2006-01-02T15:04:05.000"
	if micros%1000 != 0 {
		layout += "000"
	}
	if t == types.TimestampTZ {
		layout += "Z"
	}
	return at.Format(layout)
}
