// Package infoschema is the schema information_schema of the SQL standard, as
// PostgreSQL 15 has it (manual, chapter 37), computed from a catalog snapshot.
//
// Known differences: the grants are those of the one role; views of features
// that do not exist here are empty, as are the lists of SQL features.
package infoschema
