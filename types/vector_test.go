package types

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// column makes a vector of texts of t, "" being NULL.
func column(t *testing.T, typ *Type, texts ...string) *Vector {
	col := NewVector(typ, 0)
	for _, s := range texts {
		if s == "" {
			col.AppendValue(Null)
			continue
		}
		v, err := ParseText(typ, NoTypmod, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		col.AppendValue(v)
	}
	return col
}

func texts(v *Vector) []string {
	out := make([]string, v.Len())
	for i := range out {
		if !v.IsNull(i) {
			out[i] = string(v.AppendText(nil, i, DefaultStyle))
		}
	}
	return out
}

func TestGather(t *testing.T) {
	for _, src := range []*Vector{
		column(t, Int4, "1", "", "3"),
		column(t, Text, "a", "", "c"),
		column(t, Bool, "t", "", "f"),
		column(t, Float8, "1.5", "", "2"),
		column(t, Numeric, "1.50", "", "3"),
		column(t, IntervalType, "1 day", "", "01:00:00"),
		column(t, Int4.Array, "{1}", "", "{3}"),
	} {
		t.Run(src.Type.Name, func(t *testing.T) {
			all := texts(src)
			dst := column(t, src.Type, "", "", "", "") // NULLs that must not stay
			Gather(dst, src, []int32{2, -1, 0, 1, 2})
			if want := []string{all[2], "", all[0], "", all[2]}; !slices.Equal(texts(dst), want) {
				t.Errorf("got %q, want %q", texts(dst), want)
			}
			Gather(dst, src, nil)
			if !slices.Equal(texts(dst), all) {
				t.Errorf("got %q, want %q", texts(dst), all)
			}
			dst.AppendFrom(src, 0)
			dst.AppendFrom(src, 1)
			if want := append(all, all[0], ""); !slices.Equal(texts(dst), want) {
				t.Errorf("got %q, want %q", texts(dst), want)
			}
		})
	}
}

func TestEqualRows(t *testing.T) {
	col := column(t, Numeric, "1.0", "1.00", "2", "", "")
	for _, c := range []struct {
		i, j int
		want bool
	}{{0, 1, true}, {0, 2, false}, {0, 3, false}, {3, 4, true}} {
		if got := col.EqualRows(c.i, col, c.j); got != c.want {
			t.Errorf("rows %d and %d: %v", c.i, c.j, got)
		}
	}
}

// HashInto must agree with Hash, for all rows and for some.
func TestHashInto(t *testing.T) {
	for _, s := range samples {
		col := column(t, s.t, s.text, "", s.text)
		all, some := make([]uint64, 3), []uint64{7, 7}
		HashInto(all, col, nil)
		HashInto(some, col, []int32{2, 1})
		for i, h := range all {
			if h != Hash(0, s.t, col.Value(i)) {
				t.Errorf("%s: row %d hashes otherwise than its value", s.t, i)
			}
		}
		if some[0] != Hash(7, s.t, col.Value(2)) || some[1] != Hash(7, s.t, Null) {
			t.Errorf("%s: the selection is not respected", s.t)
		}
		if all[0] != all[2] || all[0] == all[1] {
			t.Errorf("%s: hashes %x", s.t, all)
		}
	}
}

// Numbers of any size survive both forms, and zeros at their end change
// neither order nor hash.
func TestNumericForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?[1-9][0-9]{0,60}(\.[0-9]{1,40})?`).Draw(t, "number")
		v, err := ParseText(Numeric, NoTypmod, text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(AppendText(nil, Numeric, v, DefaultStyle)); got != text {
			t.Fatalf("%s prints as %s", text, got)
		}
		back, err := ParseBinary(Numeric, AppendBinary(nil, Numeric, v))
		if err != nil || string(AppendText(nil, Numeric, back, DefaultStyle)) != text {
			t.Fatalf("%s reads back as %v, %v", text, back, err)
		}
		if !strings.Contains(text, ".") {
			text += "."
		}
		longer, err := ParseText(Numeric, NoTypmod, text+"000", nil)
		if err != nil || Compare(Numeric, v, longer) != 0 || Hash(1, Numeric, v) != Hash(1, Numeric, longer) {
			t.Fatalf("%s and %s000 differ", text, text)
		}
	})
}

func TestEncodeTypmod(t *testing.T) {
	for _, c := range []struct {
		t    *Type
		mods []int32
		want string // the type as format_type has it, or the error
	}{
		{Varchar, []int32{10}, "character varying(10)"},
		{Varchar.Array, []int32{10}, "character varying(10)[]"},
		{Varchar, []int32{0}, "22023 length for type varchar must be at least 1"},
		{BPChar, []int32{10485761}, "22023 length for type char cannot exceed 10485760"},
		{Numeric, []int32{5}, "numeric(5,0)"},
		{Numeric, []int32{3, -2}, "numeric(3,-2)"},
		{Numeric, []int32{0}, "22023 NUMERIC precision 0 must be between 1 and 1000"},
		{Numeric, []int32{5, 1001}, "22023 NUMERIC scale 1001 must be between -1000 and 1000"},
		{Timestamp, []int32{9}, "timestamp(6) without time zone"},
		{TimestampTZ, []int32{-1}, "22023 TIMESTAMP(-1) WITH TIME ZONE precision must not be negative"},
		{IntervalType, []int32{rangeDay | rangeHour | rangeMinute | rangeSecond, 3}, "interval day to second(3)"},
		{IntervalType, []int32{rangeYear | rangeMonth}, "interval year to month"},
		{Int4, []int32{5}, `42601 type modifier is not allowed for type "int4"`},
	} {
		typmod, err := EncodeTypmod(c.t, c.mods)
		got := FormatType(c.t, typmod)
		if err != nil {
			got = fmt.Sprint(pgerr.CodeOf(err), " ", err)
		}
		if got != c.want {
			t.Errorf("%s%v: got %s, want %s", c.t, c.mods, got, c.want)
		}
	}
}

// An assignment refuses what an explicit cast cuts.
func TestCoerceAssignment(t *testing.T) {
	typmod, err := EncodeTypmod(Varchar, []int32{3})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"abc": "abc", "abc  ": "abc", "äöü": "äöü", "abcd": "value too long for type character varying(3)",
	} {
		v, err := Coerce(Varchar, typmod, NewText(text), false)
		got := v.Text()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
func TestParseBinaryLengths(t *testing.T) {
	for _, typ := range []*Type{Bool, Int2, Int4, Int8, Float4, Float8, Date, Time, TimeTZ, Timestamp, IntervalType, UUID} {
		short := make([]byte, typ.Len-1)
		if _, err := ParseBinary(typ, short); pgerr.CodeOf(err) != pgerr.ProtocolViolation {
			t.Errorf("%s of %d bytes: %v", typ, len(short), err)
		}
		if _, err := ParseBinary(typ, make([]byte, typ.Len+1)); pgerr.CodeOf(err) != pgerr.InvalidBinaryRepresentation {
			t.Errorf("%s of %d bytes: %v", typ, typ.Len+1, err)
		}
	}
}
