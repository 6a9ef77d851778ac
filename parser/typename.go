package parser

// TypeName is a type as it was written. The type names of the SQL standard
// come as PostgreSQL's own in pg_catalog: integer as int4, character varying
// as varchar, char(3) as bpchar with the modifier 3, and so on.
type TypeName struct {
	Loc
	Name QualifiedName
	// Mods are the modifiers in parentheses. Those of interval are the bit
	// mask of the fields that were written and then the precision.
	Mods  []Expr
	Dims  []int // one per array dimension: the size written, or -1
	SetOf bool
}
