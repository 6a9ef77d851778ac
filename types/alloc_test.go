package types

import (
	"testing"
	"time"
)

// samples is a value of every scalar type that a DataRow may hold, the longest
// that is common.
var samples = []struct {
	t    *Type
	text string
}{
	{Bool, "t"}, {Int2, "-32768"}, {Int4, "-2147483648"}, {Int8, "-9223372036854775808"}, {OIDType, "4294967295"},
	{Float4, "-3.4028235e+38"}, {Float8, "3.141592653589793"}, {Numeric, "-12345678901234567890.123456789"},
	{Text, "some text"}, {Varchar, "some text"}, {BPChar, "a   "}, {Bytea, `\xdeadbeef`},
	{Date, "1999-01-08"}, {Time, "04:05:06.789"}, {TimeTZ, "04:05:06.789-08"},
	{Timestamp, "1999-01-08 04:05:06.789"}, {TimestampTZ, "1999-01-08 04:05:06.789+01"},
	{IntervalType, "-1 years -2 mons +3 days -04:05:06.789"}, {UUID, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
	{JSON, `{"a":1}`}, {JSONB, `{"a": 1}`}, {Inet, "192.168.1.5/24"},
}

func sampleVector(t testing.TB, typ *Type, text string) *Vector {
	v, err := ParseText(typ, NoTypmod, text, nil)
	if err != nil {
		t.Fatal(err)
	}
	col := NewVector(typ, 1)
	col.AppendValue(v)
	return col
}

func berlin(t testing.TB) *Style {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return &Style{ExtraFloatDigits: 1, Location: loc}
}

func TestScalarsAllocateNothing(t *testing.T) {
	dst := make([]byte, 0, 256)
	style := berlin(t)
	hashes := make([]uint64, 1)
	for _, s := range samples {
		col := sampleVector(t, s.t, s.text)
		if got := string(col.AppendText(dst, 0, style)); got != s.text {
			t.Errorf("%s prints %s, want %s", s.t, got, s.text)
		}
		for name, fn := range map[string]func(){
			"AppendText":   func() { col.AppendText(dst, 0, style) },
			"AppendBinary": func() { col.AppendBinary(dst, 0) },
			"CompareRows":  func() { col.CompareRows(0, col, 0) },
		} {
			if n := testing.AllocsPerRun(100, fn); n != 0 {
				t.Errorf("%s of %s allocates %v times", name, s.t, n)
			}
		}
		if s.t == JSONB { // hashed by its parts
			continue
		}
		if n := testing.AllocsPerRun(100, func() { HashInto(hashes, col, nil) }); n != 0 {
			t.Errorf("HashInto of %s allocates %v times", s.t, n)
		}
	}
}

func BenchmarkAppendText(b *testing.B) {
	dst := make([]byte, 0, 256)
	for _, s := range samples {
		col, style := sampleVector(b, s.t, s.text), berlin(b)
		b.Run(s.t.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				col.AppendText(dst, 0, style)
			}
		})
	}
}

func BenchmarkAppendBinary(b *testing.B) {
	dst := make([]byte, 0, 256)
	for _, s := range samples {
		col := sampleVector(b, s.t, s.text)
		b.Run(s.t.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				col.AppendBinary(dst, 0)
			}
		})
	}
}

func BenchmarkParseText(b *testing.B) {
	for _, s := range samples {
		b.Run(s.t.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseText(s.t, NoTypmod, s.text, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHashInto hashes 2,048 integers at a time.
func BenchmarkHashInto(b *testing.B) {
	col := NewVector(Int8, BatchSize)
	for i := range BatchSize {
		col.AppendValue(NewInt(int64(i)))
	}
	hashes := make([]uint64, BatchSize)
	for b.Loop() {
		HashInto(hashes, col, nil)
	}
	b.ReportMetric(float64(b.N)*BatchSize/b.Elapsed().Seconds(), "rows/s")
}
