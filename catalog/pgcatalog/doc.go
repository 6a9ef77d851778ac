// Package pgcatalog is the schema pg_catalog: PostgreSQL 15's system tables
// and views with their columns and OIDs, computed from a catalog snapshot. It
// also writes the text of objects for pg_get_indexdef and its kin (Describe).
//
// Objects that the catalog gives no OID of their own borrow one, which is
// unique within its system table: the row type of a table and the rule of a
// view have the relation's, the index of a primary key its constraint's, and
// a default that of attrdefOID. The index of a unique constraint is the
// partition of the same name.
//
// Known differences: tables about what does not exist here are empty; tables
// that describe C functions (oprcode, aggtransfn, amproc ...) hold 0; counters
// are NULL; every user is the one role, with OID 10.
package pgcatalog
