// Package types holds PostgreSQL's types and values: the one value model used
// from the codec of a stored record up to the DataRow sent to a client.
//
//   - Type describes a type as pg_type does (type.go); oids.go defines them,
//     typetable.go finds them by OID and name, typmod.go knows their modifiers.
//   - Value is one scalar; it is what parameters, constants and the scalar
//     path of expressions use (value.go).
//   - Vector is a column of values as a typed slice with a null bitmap, Batch
//     a set of vectors with a selection (vector.go, batch.go, gather.go).
//     Operators and hot loops work on these and allocate nothing per row.
//
// One file a family holds its text and binary forms and its ordering: bool.go,
// int.go, float.go, numeric.go, text.go, bytea.go, interval.go, json.go,
// array.go and so on. encode.go, decode.go, coerce.go, compare.go and hash.go
// choose among them by Kind, and by Type where a kind has several forms.
//
// Dates and times share a calendar (civil.go), time zones (zone.go), an output
// (datetime_format.go) and an input. The input splits a text into fields
// (datetime_lex.go), reads one after the other into a moment
// (datetime_parse.go, datetime_number.go, datetime_special.go), and makes the
// value of it (datetime_input.go). Intervals have their own reader over the
// same fields (interval_parse.go).
//
// Arithmetic stands in files ending in _math.go, and in numeric_round.go,
// numeric_transcendental.go, numeric_power.go, datetime_extract.go and
// datetime_trunc.go. Results, scales and errors are PostgreSQL 15's; the
// tables of testdata are its answers, and `go test -oracle DSN` asks again.
//
// How a value is held (Kind): booleans as bool; int2, int4, int8, oid, date
// (days since 2000-01-01), time, timestamp and timestamptz (microseconds since
// midnight, 2000-01-01 00:00 and 2000-01-01 00:00 UTC) as int64; timetz as an
// int64 that packs moment and zone; float4 and float8 as float64; numeric as
// apd.Decimal whose exponent is minus the display scale; everything textual,
// bytea, uuid (16 bytes) and inet as string; json as given, jsonb as
// PostgreSQL's canonical text.
//
// Known differences: an abbreviation that stands for a place, such as MSK, has
// the place's offset also in a summer when the place used another abbreviation,
// hexadecimal floats are not read, and a float4 that lies half way between its
// two shortest texts (2^-12) is printed as the upper one.
package types
