package types

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// lookupOperation finds an operation by name. "in T" reads a literal of T and
// prints it; "cmp T" compares two.
func lookupOperation(name string) (operation, bool) {
	kind, rest, _ := strings.Cut(name, " ")
	switch kind {
	case "in":
		return inputOperation(rest), true
	case "cmp":
		return compareOperation(rest), true
	case "pg_type":
		return typeOperation, true
	case "extract", "trunc", "format":
		return partOperation(kind, rest), true
	}
	op, ok := operations[name]
	return op, ok
}

// typeOf splits varchar(3) into the type and its modifier.
func typeOf(name string) (*Type, int32, error) {
	for fields, text := range intervalRanges {
		if name == "interval"+text {
			typmod, err := EncodeTypmod(IntervalType, []int32{fields})
			return IntervalType, typmod, err
		}
	}
	base, mods, ok := strings.Cut(name, "(")
	if !ok {
		return ByName(name), NoTypmod, nil
	}
	mods, suffix, _ := strings.Cut(mods, ")")
	t := ByName(base + suffix)
	var numbers []int32
	for _, m := range strings.Split(mods, ",") {
		n, err := strconv.Atoi(m)
		if err != nil {
			return nil, 0, err
		}
		numbers = append(numbers, int32(n))
	}
	if t == IntervalType {
		numbers = append([]int32{rangeFull}, numbers...)
	}
	typmod, err := EncodeTypmod(t, numbers)
	return t, typmod, err
}

func inputOperation(name string) operation {
	return operation{"format('%s', $1::" + name + ")", func(s *session, args []string) (string, error) {
		t, typmod, err := typeOf(name)
		if err != nil {
			return "", err
		}
		inputTypmod := NoTypmod
		if t == IntervalType {
			inputTypmod = typmod // the only type whose literals get it
		}
		v, err := parseText(t, inputTypmod, args[0], &s.env)
		if err == nil {
			v, err = Coerce(t, typmod, v, true)
		}
		if err != nil {
			return "", err
		}
		return s.print(t, v), nil
	}}
}

// print checks on the way that both text writers agree and that the binary
// form reads back.
func (s *session) print(t *Type, v Value) string {
	if v.IsNull() {
		return "NULL"
	}
	text := string(AppendText(nil, t, v, &s.style))
	col := NewVector(t, 1)
	col.AppendValue(v)
	if other := string(col.AppendText(nil, 0, &s.style)); other != text {
		return "vector prints " + other + ", value prints " + text
	}
	binary := AppendBinary(nil, t, v)
	if other := col.AppendBinary(nil, 0); string(other) != string(binary) {
		return fmt.Sprintf("vector sends %x, value sends %x", other, binary)
	}
	if t.Kind == KindRecord {
		return text
	}
	back, err := ParseBinary(t, binary)
	if err != nil {
		return "binary form does not read back: " + err.Error()
	}
	if again := string(AppendText(nil, t, back, &s.style)); again != text {
		return "binary form reads back as " + again
	}
	return text
}

func compareOperation(name string) operation {
	t := ByName(name)
	return operation{
		fmt.Sprintf("case when $1::%[1]s < $2::%[1]s then -1 when $1::%[1]s = $2::%[1]s then 0 else 1 end", name),
		func(s *session, args []string) (string, error) {
			a, err := ParseText(t, NoTypmod, args[0], &s.env)
			if err != nil {
				return "", err
			}
			b, err := ParseText(t, NoTypmod, args[1], &s.env)
			if err != nil {
				return "", err
			}
			c := Compare(t, a, b)
			if c != -Compare(t, b, a) {
				return "asymmetric", nil
			}
			if c == 0 && Hash(1, t, a) != Hash(1, t, b) {
				return "equal, but hashes differ", nil
			}
			return strconv.Itoa(c), nil
		},
	}
}

func partOperation(kind, name string) operation {
	t := ByName(name)
	switch kind {
	case "extract":
		return operation{"extract($1 from $2::" + name + ")", func(s *session, args []string) (string, error) {
			v, err := ParseText(t, NoTypmod, args[1], &s.env)
			if err != nil {
				return "", err
			}
			d, err := Extract(t, args[0], v, s.env.location())
			return s.print(Numeric, d), err
		}}
	case "trunc":
		return operation{"date_trunc($1, $2::" + name + ")", func(s *session, args []string) (string, error) {
			v, err := ParseText(t, NoTypmod, args[1], &s.env)
			if err != nil {
				return "", err
			}
			switch t {
			case IntervalType:
				iv, err := DateTruncInterval(args[0], v.Interval())
				return s.print(t, NewInterval(iv)), err
			case TimestampTZ:
				m, err := DateTruncTZ(args[0], v.Int(), s.env.location())
				return s.print(t, NewInt(m)), err
			}
			m, err := DateTrunc(args[0], v.Int())
			return s.print(t, NewInt(m)), err
		}}
	}
	return operation{"format_type('" + name + "'::regtype, $1::int)", func(_ *session, args []string) (string, error) {
		n, err := strconv.ParseInt(args[0], 10, 32)
		return FormatType(t, int32(n)), err
	}}
}

// call makes an operation of a function over parsed arguments.
func call(sql string, result *Type, types []*Type, fn func(s *session, v []Value) (Value, error)) operation {
	return operation{sql, func(s *session, args []string) (string, error) {
		values := make([]Value, len(args))
		for i, a := range args {
			v, err := ParseText(types[i], NoTypmod, a, &s.env)
			if err != nil {
				return "", err
			}
			values[i] = v
		}
		v, err := fn(s, values)
		if err != nil {
			return "", err
		}
		return s.print(result, v), nil
	}}
}

func numeric2(sql string, fn func(a, b *apd.Decimal) (*apd.Decimal, error)) operation {
	return call(sql, Numeric, []*Type{Numeric, Numeric}, func(_ *session, v []Value) (Value, error) {
		d, err := fn(v[0].Numeric(), v[1].Numeric())
		return NewNumeric(d), err
	})
}

func numeric1(sql string, fn func(a *apd.Decimal) (*apd.Decimal, error)) operation {
	return call(sql, Numeric, []*Type{Numeric}, func(_ *session, v []Value) (Value, error) {
		d, err := fn(v[0].Numeric())
		return NewNumeric(d), err
	})
}

func sure(fn func(a *apd.Decimal) *apd.Decimal) func(a *apd.Decimal) (*apd.Decimal, error) {
	return func(a *apd.Decimal) (*apd.Decimal, error) { return fn(a), nil }
}

func roundTo(fn func(a *apd.Decimal, scale int32) *apd.Decimal) func(_ *session, v []Value) (Value, error) {
	return func(_ *session, v []Value) (Value, error) {
		return NewNumeric(fn(v[0].Numeric(), int32(v[1].Int()))), nil
	}
}

func interval2(sql string, fn func(a, b Interval) (Interval, error)) operation {
	return call(sql, IntervalType, []*Type{IntervalType, IntervalType}, func(_ *session, v []Value) (Value, error) {
		iv, err := fn(v[0].Interval(), v[1].Interval())
		return NewInterval(iv), err
	})
}

func intervalBy(sql string, fn func(a Interval, f float64) (Interval, error)) operation {
	return call(sql, IntervalType, []*Type{IntervalType, Float8}, func(_ *session, v []Value) (Value, error) {
		iv, err := fn(v[0].Interval(), v[1].Float())
		return NewInterval(iv), err
	})
}

func interval1(sql string, fn func(a Interval) (Interval, error)) operation {
	return call(sql, IntervalType, []*Type{IntervalType}, func(_ *session, v []Value) (Value, error) {
		iv, err := fn(v[0].Interval())
		return NewInterval(iv), err
	})
}

func between(sql string, t *Type, fn func(a, b int64) (Interval, error)) operation {
	return call(sql, IntervalType, []*Type{t, t}, func(_ *session, v []Value) (Value, error) {
		iv, err := fn(v[0].Int(), v[1].Int())
		return NewInterval(iv), err
	})
}

func int2(sql string, t *Type, fn func(a, b int64) (int64, error)) operation {
	return call(sql, t, []*Type{t, t}, func(_ *session, v []Value) (Value, error) {
		i, err := fn(v[0].Int(), v[1].Int())
		return NewInt(i), err
	})
}

var operations = map[string]operation{
	"row": {"row($1::text, $2::text, null, $3::timestamp, row($1::text))", func(s *session, args []string) (string, error) {
		at, err := ParseText(Timestamp, NoTypmod, args[2], &s.env)
		inner := NewRecord(&Record{Types: []*Type{Text}, Values: []Value{NewText(args[0])}})
		return s.print(RecordType, NewRecord(&Record{
			Types:  []*Type{Text, Text, Unknown, Timestamp, RecordType},
			Values: []Value{NewText(args[0]), NewText(args[1]), Null, at, inner},
		})), err
	}},
	"row <": {"case when row($1::int4, $2::int4) < row($3::int4, $4::int4) then -1 when row($1::int4, $2::int4) = row($3::int4, $4::int4) then 0 else 1 end",
		func(_ *session, args []string) (string, error) {
			var rows [2]Record
			for i, a := range args {
				v, err := ParseText(Int4, NoTypmod, a, nil)
				if err != nil {
					return "", err
				}
				r := &rows[i/2]
				r.Types, r.Values = append(r.Types, Int4), append(r.Values, v)
			}
			return strconv.Itoa(Compare(RecordType, NewRecord(&rows[0]), NewRecord(&rows[1]))), nil
		}},
	"numeric +":        numeric2("$1::numeric + $2::numeric", AddNumeric),
	"numeric -":        numeric2("$1::numeric - $2::numeric", SubNumeric),
	"numeric *":        numeric2("$1::numeric * $2::numeric", MulNumeric),
	"numeric /":        numeric2("$1::numeric / $2::numeric", DivNumeric),
	"numeric %":        numeric2("$1::numeric % $2::numeric", ModNumeric),
	"div":              numeric2("div($1::numeric, $2::numeric)", DivTruncNumeric),
	"power":            numeric2("power($1::numeric, $2::numeric)", PowNumeric),
	"log":              numeric2("log($1::numeric, $2::numeric)", LogNumeric),
	"sqrt":             numeric1("sqrt($1::numeric)", SqrtNumeric),
	"exp":              numeric1("exp($1::numeric)", ExpNumeric),
	"ln":               numeric1("ln($1::numeric)", LnNumeric),
	"ceil":             numeric1("ceil($1::numeric)", sure(CeilNumeric)),
	"floor":            numeric1("floor($1::numeric)", sure(FloorNumeric)),
	"abs":              numeric1("abs($1::numeric)", sure(AbsNumeric)),
	"neg":              numeric1("- $1::numeric", sure(NegNumeric)),
	"numeric round":    call("round($1::numeric, $2::int)", Numeric, []*Type{Numeric, Int4}, roundTo(RoundNumeric)),
	"numeric trunc":    call("trunc($1::numeric, $2::int)", Numeric, []*Type{Numeric, Int4}, roundTo(TruncNumeric)),
	"int2 +":           int2("$1::int2 + $2::int2", Int2, AddInt2),
	"int2 -":           int2("$1::int2 - $2::int2", Int2, SubInt2),
	"int2 *":           int2("$1::int2 * $2::int2", Int2, MulInt2),
	"int2 /":           int2("$1::int2 / $2::int2", Int2, DivInt2),
	"int4 +":           int2("$1::int4 + $2::int4", Int4, AddInt4),
	"int4 -":           int2("$1::int4 - $2::int4", Int4, SubInt4),
	"int4 *":           int2("$1::int4 * $2::int4", Int4, MulInt4),
	"int4 /":           int2("$1::int4 / $2::int4", Int4, DivInt4),
	"int4 %":           int2("$1::int4 % $2::int4", Int4, ModInt),
	"int8 +":           int2("$1::int8 + $2::int8", Int8, AddInt8),
	"int8 -":           int2("$1::int8 - $2::int8", Int8, SubInt8),
	"int8 *":           int2("$1::int8 * $2::int8", Int8, MulInt8),
	"int8 /":           int2("$1::int8 / $2::int8", Int8, DivInt8),
	"int8 %":           int2("$1::int8 % $2::int8", Int8, ModInt),
	"interval +":       interval2("$1::interval + $2::interval", AddInterval),
	"interval -":       interval2("$1::interval - $2::interval", SubInterval),
	"interval *":       intervalBy("$1::interval * $2::float8", MulInterval),
	"interval /":       intervalBy("$1::interval / $2::float8", DivInterval),
	"justify_hours":    interval1("justify_hours($1::interval)", JustifyHours),
	"justify_days":     interval1("justify_days($1::interval)", JustifyDays),
	"justify_interval": interval1("justify_interval($1::interval)", JustifyInterval),
	"age":              between("age($1::timestamp, $2::timestamp)", Timestamp, Age),
	"timestamp -":      between("$1::timestamp - $2::timestamp", Timestamp, SubTimestamps),
	"date -": call("$1::date - $2::date", Int4, []*Type{Date, Date}, func(_ *session, v []Value) (Value, error) {
		i, err := SubDates(v[0].Int(), v[1].Int())
		return NewInt(i), err
	}),
	"date +": call("$1::date + $2::int4", Date, []*Type{Date, Int4}, func(_ *session, v []Value) (Value, error) {
		i, err := AddDate(v[0].Int(), v[1].Int())
		return NewInt(i), err
	}),
	"timestamp + interval": call("$1::timestamp + $2::interval", Timestamp, []*Type{Timestamp, IntervalType}, func(_ *session, v []Value) (Value, error) {
		i, err := AddTimestampInterval(v[0].Int(), v[1].Interval())
		return NewInt(i), err
	}),
	"timestamptz + interval": call("$1::timestamptz + $2::interval", TimestampTZ, []*Type{TimestampTZ, IntervalType}, func(s *session, v []Value) (Value, error) {
		i, err := AddTimestampTZInterval(v[0].Int(), v[1].Interval(), s.env.location())
		return NewInt(i), err
	}),
	"time + interval": call("$1::time + $2::interval", Time, []*Type{Time, IntervalType}, func(_ *session, v []Value) (Value, error) {
		return NewInt(AddTimeInterval(v[0].Int(), v[1].Interval())), nil
	}),
	"timetz + interval": call("$1::timetz + $2::interval", TimeTZ, []*Type{TimeTZ, IntervalType}, func(_ *session, v []Value) (Value, error) {
		return NewInt(AddTimeTZInterval(v[0].Int(), v[1].Interval())), nil
	}),
	"timestamp at": call("$1::timestamp at time zone $2", TimestampTZ, []*Type{Timestamp, Text}, func(_ *session, v []Value) (Value, error) {
		loc, err := LookupZone(v[1].Text())
		if err != nil {
			return Null, err
		}
		i, err := TimestampToTimestampTZ(v[0].Int(), loc)
		return NewInt(i), err
	}),
	"timestamptz at": call("$1::timestamptz at time zone $2", Timestamp, []*Type{TimestampTZ, Text}, func(_ *session, v []Value) (Value, error) {
		loc, err := LookupZone(v[1].Text())
		if err != nil {
			return Null, err
		}
		i, err := TimestampTZToTimestamp(v[0].Int(), loc)
		return NewInt(i), err
	}),
}

// typeOperation prints a row of pg_type.
var typeOperation = operation{
	`select concat_ws(' ', typname, typlen, typcategory, typispreferred, typarray,
		case when typsubscript = 'array_subscript_handler'::regproc then typelem else 0 end, format_type(oid, null))
		from pg_type where oid = $1::oid`,
	func(_ *session, args []string) (string, error) {
		oid, err := strconv.ParseUint(args[0], 10, 32)
		t := ByOID(OID(oid))
		if err != nil || t == nil {
			return "no such type", err
		}
		var elem, array OID
		if t.Elem != nil {
			elem = t.Elem.OID
		}
		if t.Array != nil {
			array = t.Array.OID
		}
		return fmt.Sprint(t.Name, " ", t.Len, " ", string(t.Category), " ", string(appendBool(nil, t.Preferred)),
			" ", array, " ", elem, " ", t.SQLName), nil
	},
}
