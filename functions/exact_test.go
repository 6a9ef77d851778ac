package functions

import (
	"math/big"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"pgregory.net/rapid"

	"github.com/s3dbsql/s3dbsql/types"
)

// decimals draws numbers of up to 45 digits, 20 of them behind the point.
func decimals() *rapid.Generator[*apd.Decimal] {
	return rapid.Custom(func(t *rapid.T) *apd.Decimal {
		digits := rapid.StringMatching(`-?[1-9][0-9]{0,44}`).Draw(t, "digits")
		d, _, err := apd.NewFromString(digits)
		if err != nil {
			t.Fatal(err)
		}
		d.Exponent = -rapid.Int32Range(0, 20).Draw(t, "scale")
		return d
	})
}

// TestExactSum holds the accumulator to adding one by one, display scale
// included.
func TestExactSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sum, squares exact
		wantSum, wantSquares := new(apd.Decimal), new(apd.Decimal)
		for _, d := range rapid.SliceOfN(decimals(), 0, 20).Draw(t, "terms") {
			sum.add(d)
			squares.addSquare(d)
			square, err := types.MulNumeric(d, d)
			if err != nil {
				t.Fatal(err)
			}
			if wantSum, err = types.AddNumeric(wantSum, d); err != nil {
				t.Fatal(err)
			}
			if wantSquares, err = types.AddNumeric(wantSquares, square); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct{ got, want *apd.Decimal }{{sum.decimal(), wantSum}, {squares.decimal(), wantSquares}} {
			if c.got.Text('f') != c.want.Text('f') {
				t.Errorf("got %s, want %s", c.got, c.want)
			}
		}
	})
}

func TestInt128Sum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sum int128
		want := new(big.Int)
		for _, i := range rapid.SliceOf(rapid.Int64()).Draw(t, "terms") {
			sum.add(i)
			want.Add(want, big.NewInt(i))
		}
		if got := sum.decimal().Text('f'); got != want.String() {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

// TestSqrtAtScale: the root is the nearest number of its scale, so its square
// is off by at most the root times the last digit.
func TestSqrtAtScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimals().Draw(t, "d")
		d.Negative = false
		scale := -d.Exponent + rapid.Int32Range(0, 20).Draw(t, "more")
		root := sqrtAtScale(d, scale)
		c := root.Coeff.MathBigInt()
		// In units of 10^-2scale: (2c-1)² <= 4d <= (2c+1)².
		four := new(big.Int).Mul(d.Coeff.MathBigInt(), powerOfTen(2*scale+d.Exponent).MathBigInt())
		four.Lsh(four, 2)
		low := new(big.Int).Sub(new(big.Int).Lsh(c, 1), big.NewInt(1))
		high := new(big.Int).Add(low, big.NewInt(2))
		if c.Sign() > 0 && low.Mul(low, low).Cmp(four) > 0 || high.Mul(high, high).Cmp(four) < 0 {
			t.Errorf("the root of %s at scale %d is not %s", d, scale, root)
		}
	})
}
