package codec

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
)

// TestKeyTellsTimes shows that the key text of a time gives it back.
func TestKeyTellsTimes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, typ := range []*types.Type{types.Timestamp, types.TimestampTZ} {
		micros := []int64{math.MaxInt64, math.MinInt64, 0, -1, 1, 999, 1000, -211813488000000000, 9223371331199999999}
		for range 1000 {
			micros = append(micros, r.Int64N(9223371331199999999)-211813488000000000)
		}
		for _, m := range micros {
			text := KeyText(typ, types.NewInt(m))
			v, err := types.ParseText(typ, types.NoTypmod, text, nil)
			if err != nil || v.Int() != m {
				t.Fatalf("%s: %d is %q, read as %v, %v", typ.Name, m, text, v, err)
			}
		}
	}
}
