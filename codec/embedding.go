package codec

import (
	"math"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// embedding is the codec of V21's vectors and of its long lists of numbers: six
// digits behind the point, as base62 of millionths. What that form cannot say
// has that of other lists.
type embedding struct{}

const (
	vectorOpen  = "^["
	vectorClose = "]"
	vectorScale = 1e6
)

func (embedding) Encode(v types.Value) (string, error) {
	a := v.Array()
	if !listable(a) {
		return decimals.Encode(v)
	}
	items := make([]string, len(a.Values))
	for i, e := range a.Values {
		f := e.Float()
		if math.IsInf(f, 0) {
			return "", pgerr.New(pgerr.NumericValueOutOfRange, "an embedding cannot hold infinity")
		}
		if !math.IsNaN(f) { // an empty item
			items[i] = base62Float(roundHalfUp(f * vectorScale))
		}
	}
	return vectorOpen + strings.Join(items, ",") + vectorClose, nil
}

// roundHalfUp is JavaScript's Math.round.
func roundHalfUp(f float64) float64 {
	whole := math.Floor(f)
	if f-whole >= 0.5 {
		whole++
	}
	return whole
}

func (embedding) Decode(text string) (types.Value, error) {
	inner, ok := strings.CutPrefix(text, vectorOpen)
	inner, closed := strings.CutSuffix(inner, vectorClose)
	if !ok || !closed {
		return decimals.Decode(text)
	}
	if inner == "" {
		return types.NewArray(&types.Array{}), nil
	}
	items := strings.Split(inner, ",")
	a := &types.Array{Dims: []types.Dim{{Len: len(items), Lower: 1}}, Values: make([]types.Value, len(items))}
	for i, item := range items {
		f, ok := millionths(item)
		if !ok {
			return types.Null, badText("embedding", text)
		}
		a.Values[i] = types.NewFloat(f)
	}
	return types.NewArray(a), nil
}

func millionths(item string) (f float64, ok bool) {
	digits, negative := strings.CutPrefix(item, "-")
	if item == "" {
		return math.NaN(), true
	}
	f, ok = parseBase62Float(digits)
	if negative {
		f = -f
	}
	return f / vectorScale, ok
}
