package types

import (
	"bytes"
	"testing"
	"time"
)

// The fuzz targets hold that no text or message breaks a decoder, and that
// what it accepts survives printing and reading back.

// parsed are the types with a decoder of their own; an input chooses one.
var parsed = []*Type{
	Bool, Int2, Int4, Int8, OIDType, Float4, Float8, Numeric, Text, Varchar, BPChar, Name, Char, Bytea,
	Date, Time, TimeTZ, Timestamp, TimestampTZ, IntervalType, UUID, JSON, JSONB, Inet, CIDR, RegType, XID8,
	Int4.Array, Text.Array, Numeric.Array, TimestampTZ.Array, JSONB.Array, Int2Vector, RecordType,
}

func FuzzParseText(f *testing.F) {
	for i, t := range parsed {
		f.Add(uint8(i), "12")
		for _, s := range samples {
			if s.t == t {
				f.Add(uint8(i), s.text)
			}
		}
	}
	f.Add(uint8(27), `[0:1]={"a",NULL}`)
	f.Add(uint8(19), "P1Y2M3DT4H5M6.7S")
	f.Add(uint8(18), "Jan 8 1999 04:05:06.789 PM America/New_York BC")
	env := &ParseEnv{Location: time.UTC, Now: func() time.Time { return time.Unix(1e9, 0) }}
	f.Fuzz(func(t *testing.T, which uint8, s string) {
		typ := parsed[int(which)%len(parsed)]
		v, err := ParseText(typ, NoTypmod, s, env)
		if err != nil {
			return
		}
		text := string(AppendText(nil, typ, v, DefaultStyle))
		again, err := ParseText(typ, NoTypmod, text, env)
		if err != nil {
			t.Fatalf("%s: %q was read and printed as %q, which is not read: %v", typ, s, text, err)
		}
		if typ != JSON && Compare(typ, v, again) != 0 {
			t.Fatalf("%s: %q is printed as %q, which is another value", typ, s, text)
		}
		if Hash(0, typ, v) != Hash(0, typ, again) {
			t.Fatalf("%s: %q hashes in two ways", typ, s)
		}
	})
}

func FuzzParseBinary(f *testing.F) {
	for i, t := range parsed {
		f.Add(uint8(i), []byte{0, 0, 0, 1})
		for _, s := range samples {
			if s.t == t {
				f.Add(uint8(i), sampleVector(f, s.t, s.text).AppendBinary(nil, 0))
			}
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, b []byte) {
		typ := parsed[int(which)%len(parsed)]
		v, err := ParseBinary(typ, b)
		if err != nil {
			return
		}
		sent := AppendBinary(nil, typ, v)
		again, err := ParseBinary(typ, sent)
		if err != nil {
			t.Fatalf("%s: %x was read and sent as %x, which is not read: %v", typ, b, sent, err)
		}
		if Compare(typ, v, again) != 0 || !bytes.Equal(sent, AppendBinary(nil, typ, again)) {
			t.Fatalf("%s: %x is sent as %x, which is another value", typ, b, sent)
		}
		AppendText(nil, typ, v, DefaultStyle)
	})
}
