// Package functions is the registry of what SQL can call: operators, casts,
// functions, aggregates, window functions and set-returning functions, all of
// them values in lists, and the resolution of a call by its argument types as
// the PostgreSQL manual describes it (chapter 10, "Type Conversion").
//
// registry.go defines Overload, Aggregate, Window, Set and Cast; resolve.go
// chooses among overloads; builtins.go is the explicit list of families; one
// file a family holds the functions themselves. pg_proc, pg_operator and
// pg_cast are derived from the same lists.
package functions
