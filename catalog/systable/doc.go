// Package systable is what pg_catalog and information_schema are made of:
// tables whose rows are computed from a catalog snapshot and the server's
// state when a query asks for them. Nothing here does input or output.
//
// A Table declares its columns as text, one "name type [= default]" a line or
// between commas, and fills its rows as Fields; a column that a row does not
// mention has its default, or NULL. A List finds tables by schema and name.
package systable
