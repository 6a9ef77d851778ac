package parser

// Node is any part of a syntax tree.
type Node interface {
	// Pos is the byte offset of the node in the text given to Parse, or -1
	// where the grammar keeps none. Position turns it into the character
	// position of an error message.
	Pos() int
}

// Stmt is one SQL command.
type Stmt interface {
	Node
	stmt()
}

// Expr is a scalar expression, a row, or, in a target list, a star.
type Expr interface {
	Node
	expr()
}

// TableExpr is an item of a FROM clause.
type TableExpr interface {
	Node
	tableExpr()
}

// Loc is the byte offset that every node embeds.
type Loc int

// Pos implements Node.
func (l Loc) Pos() int { return int(l) }

// Unknown is the offset of a node for which the grammar keeps none.
const Unknown Loc = -1

// Statement is one command of the text given to Parse.
type Statement struct {
	Node  Stmt
	Text  string // the command with the comments before it, without its semicolon and the space around it
	Start int    // byte offset of Text in the text given to Parse
}

// QualifiedName is the name of an object with as many qualifiers as were
// written; the missing ones are empty. Identifiers are folded to lower case
// unless they were quoted, and cut at 63 bytes.
type QualifiedName struct {
	Catalog string
	Schema  string
	Name    string
}

// Alias is [AS] name [(column, ...)].
type Alias struct {
	Name    string
	Columns []string
}

// Persistence is the lifetime of a relation.
type Persistence int8

// The lifetimes of a relation.
const (
	Permanent Persistence = iota
	Temporary
	Unlogged
)

// DropBehavior is CASCADE or RESTRICT, which is the default.
type DropBehavior int8

// What DROP does with dependent objects.
const (
	Restrict DropBehavior = iota
	Cascade
)
