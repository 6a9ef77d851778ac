// Package types holds PostgreSQL's types and values: the one value model used
// from the codec of a stored record up to the DataRow sent to a client.
//
//   - Type describes a type as pg_type does (type.go, oids.go).
//   - Value is one scalar; it is what parameters, constants and the scalar
//     path of expressions use (value.go).
//   - Vector is a column of values as a typed slice with a null bitmap, Batch
//     a set of vectors with a selection (vector.go, batch.go). Operators and
//     hot loops work on these and allocate nothing per row.
//
// One file a family holds its text and binary forms, its ordering and its
// arithmetic: int.go, float.go, numeric.go, text.go, time.go, interval.go,
// json.go, array.go and so on. encode.go and decode.go choose among them.
//
// How a value is held (Kind): booleans as bool; int2, int4, int8, oid, date
// (days since 2000-01-01), time, timestamp and timestamptz (microseconds since
// midnight, 2000-01-01 00:00 and 2000-01-01 00:00 UTC) as int64; float4 and
// float8 as float64; numeric as apd.Decimal whose exponent is minus the
// display scale; everything textual, bytea and uuid (16 bytes) as string;
// json as given, jsonb as PostgreSQL's canonical text.
package types
