package codec

import (
	"math"
	"testing"

	"github.com/s3dbsql/s3dbsql/types"
	"pgregory.net/rapid"
)

func TestIntegers(t *testing.T) {
	for _, c := range []struct {
		f    float64
		want string
	}{
		{0, "0"}, {9, "9"}, {10, "a"}, {35, "z"}, {36, "A"}, {61, "Z"}, {62, "10"}, {3843, "ZZ"}, {3844, "100"},
		{2147483647, "2lkCB1"}, {1700000000000, "tVCOKGI"}, {9007199254740991, "FfGNdXsE7"},
		{-1, "-1"}, {-62, "-10"}, {-2147483648, "-2lkCB2"}, {1e21, "jdt8BLTpPG02"},
		{math.Copysign(0, -1), "0"}, {1.9, "1"}, {-1.9, "-2"}, {5598187, "null"},
	} {
		checkNumber(t, number{integer: true}, types.NewFloat(c.f), c.want)
		if c.f == math.Trunc(c.f) && math.Abs(c.f) < 1<<63 {
			checkNumber(t, number{integer: true}, types.NewInt(int64(c.f)), c.want)
		}
	}
	for text, want := range map[string]int64{"-aZl8N0y58M8": math.MinInt64, "aZl8N0y58M7": math.MaxInt64} {
		if v, err := V10.ForRule("number|integer", nil).Decode(text); err != nil || v.Int() != want {
			t.Errorf("Decode(%s) = %d, %v", text, v.Int(), err)
		}
	}
}

func checkNumber(t *testing.T, c Codec, v types.Value, want string) {
	t.Helper()
	if got, err := c.Encode(v); err != nil || got != want {
		t.Errorf("Encode(%v) = %q, %v, want %q", v, got, err, want)
	}
}

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		f           float64
		want, exact string
	}{
		{3.14, "3.14", "3.14"}, {10.5, "a.5", "a.5"}, {99.99, "1B.99", "1B.99"}, {1234567.891, "5ban.891", "5ban.891"},
		{-0.5, "-0.5", "-0.5"}, {0.30000000000000004, "0.30000000000000004", "0.30000000000000004"},
		{42, "G", "G"}, {1e6, "4c92", "4c92"}, {0.00001, "0.00001", "0.00001"},
		{1.5e-7, "1.5e-7", "0.00000015"}, {1.5e21, "1.5e+21", "sPcHUEQ7K81y"}, {1e21, "jdt8BLTpPG02", "jdt8BLTpPq12"},
		{1e-7, "0.0000001", "0.0000001"}, {math.Copysign(0, -1), "0", "-0"},
		{math.NaN(), "~NaN", "~NaN"}, {math.Inf(1), "~Infinity", "~Infinity"}, {math.Inf(-1), "~-Infinity", "~-Infinity"},
	} {
		checkNumber(t, number{}, types.NewFloat(c.f), c.want)
		checkNumber(t, number{exact: true}, types.NewFloat(c.f), c.exact)
		for _, codec := range []number{{}, {exact: true}} {
			for _, text := range []string{c.want, c.exact} {
				if !codec.exact && text == c.exact && math.Abs(c.f) > 1<<53 {
					continue // s3db.js rounds on the way
				}
				v, err := codec.Decode(text)
				if got := v.Float(); err != nil || got != c.f && !math.IsNaN(c.f) {
					t.Errorf("%+v: Decode(%q) = %v, %v, want %v", codec, text, got, err, c.f)
				}
			}
		}
	}
}

func TestDoublesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := math.Float64frombits(rapid.Uint64().Draw(t, "bits"))
		text, _ := number{exact: true}.Encode(types.NewFloat(f))
		v, err := number{exact: true}.Decode(text)
		if got := v.Float(); err != nil || math.Float64bits(got) != math.Float64bits(f) && !(math.IsNaN(got) && math.IsNaN(f)) {
			t.Fatalf("%v becomes %q and comes back as %v, %v", f, text, got, err)
		}
	})
}

func TestInt64sComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		text, _ := number{integer: true}.Encode(types.NewInt(n))
		if v, err := (number{integer: true}).Decode(text); err != nil || v.Int() != n {
			t.Fatalf("%d becomes %q and comes back as %d, %v", n, text, v.Int(), err)
		}
	})
}

func TestBadNumbers(t *testing.T) {
	for _, text := range []string{"-", "1.", "1.x", "é", "1 ", "1.5e", "..", "--1", "1.inf", "~nan"} {
		for _, c := range []number{{}, {integer: true}, {exact: true}} {
			if v, err := c.Decode(text); err == nil && text != "1." {
				t.Errorf("%+v: Decode(%q) = %v", c, text, v)
			}
		}
	}
}

// TestIntegerColumns holds what an integer column reads back to its type.
func TestIntegerColumns(t *testing.T) {
	for _, c := range []struct {
		t    *types.Type
		n    int64
		fits bool
	}{
		{types.Int2, math.MaxInt16, true}, {types.Int2, math.MaxInt16 + 1, false},
		{types.Int4, math.MinInt32, true}, {types.Int4, math.MaxUint32, false},
		{types.OIDType, math.MaxUint32, true}, {types.OIDType, -1, false}, {types.XID, math.MaxUint32, true},
		{types.Int8, math.MinInt64, true}, {types.TimeTZ, math.MinInt64, true},
	} {
		column := integers{c.t}
		text, err := column.Encode(types.NewInt(c.n))
		if err != nil {
			t.Fatal(err)
		}
		if v, err := column.Decode(text); (err == nil) != c.fits || c.fits && v.Int() != c.n {
			t.Errorf("%s %d: %v, %v", c.t.SQLName, c.n, v, err)
		}
	}
}
