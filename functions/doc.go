// Package functions is the registry of what SQL can call: operators, casts,
// functions, aggregates, window functions and set-returning functions, all of
// them values in lists, and the resolution of a call by its argument types as
// the PostgreSQL manual describes it (chapter 10, "Type Conversion").
//
// Where to look:
//
//   - registry.go defines Overload, Aggregate, Window, Set and Cast, env.go what
//     a function may ask; index.go finds them by name, builtins.go is the
//     explicit list of families, and one file a family holds the functions.
//   - resolve.go chooses for a call: choose.go and candidates.go are the
//     manual's rules, polymorphic.go is anyelement and its kin, common.go the
//     type of UNION and CASE, coerce.go what casts to what.
//   - adapt.go makes an overload of a Go function, its kernel included.
//
// pg_proc, pg_operator and pg_cast are derived from the same lists.
//
// Differences from PostgreSQL: regular expressions run in linear time on Go's
// engine, see translation; random() has another generator; the last digit of a
// power or of a trigonometric function may differ with the C library.
package functions
