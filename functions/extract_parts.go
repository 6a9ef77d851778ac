package functions

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"github.com/s3dbsql/s3dbsql/types"
)

// decimal is coeff × 10^-scale, or infinite by the sign of inf, or NULL.
type decimal struct {
	coeff   int64
	scale   int32
	inf     int
	null    bool
	special *apd.Decimal // overrides, for what a coefficient does not hold
}

func whole(i int64) decimal                    { return decimal{coeff: i} }
func scaled(micros int64, scale int32) decimal { return decimal{coeff: micros, scale: scale} }

func (d decimal) numeric() types.Value {
	switch {
	case d.null:
		return types.Null
	case d.special != nil:
		return types.NewNumeric(d.special)
	case d.inf != 0:
		return types.NewNumeric(&apd.Decimal{Form: apd.Infinite, Negative: d.inf < 0})
	}
	return types.NewNumeric(apd.New(d.coeff, -d.scale))
}

func (d decimal) float() types.Value {
	switch {
	case d.null:
		return types.Null
	case d.special != nil:
		f, _ := d.special.Float64()
		return types.NewFloat(f)
	case d.inf != 0:
		return types.NewFloat(math.Inf(d.inf))
	}
	return types.NewFloat(float64(d.coeff) / math.Pow10(int(d.scale)))
}

// growing are the units that are infinite for an infinite time; the others
// are then NULL.
var growing = map[string]bool{
	"year": true, "decade": true, "century": true, "millennium": true, "julian": true, "isoyear": true, "epoch": true,
}

func ofInfinity(unit string, positive bool) decimal {
	switch {
	case !growing[unit]:
		return decimal{null: true}
	case positive:
		return decimal{inf: 1}
	}
	return decimal{inf: -1}
}
