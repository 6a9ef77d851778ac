// Package parser turns SQL text into a syntax tree of our own.
//
// The text is read by PostgreSQL's grammar (version 16, through
// pg_query_go), and convert*.go turns what the grammar says into the nodes of
// the other files. Nothing outside of this folder sees the grammar, so another
// one could take its place.
//
// Where to look:
//
//   - ast.go: Node, Stmt, Expr, TableExpr, Statement, names
//   - select.go, from.go: queries and their FROM clause
//   - expr.go, call.go, subquery.go: expressions
//   - dml.go: INSERT, UPDATE, DELETE, MERGE, COPY
//   - ddl.go, constraint.go, alter.go: CREATE, ALTER, DROP, COMMENT
//   - txn.go, cursor.go, utility.go: the rest
//   - typename.go, option.go: types, and the options of commands
//   - parser.go: Parse; errors.go: what it answers to bad text
//   - tag.go: command tags; colname.go: names of output columns
//   - deparse*.go: text from a tree
//
// The tree says what was written, not what it means: no name is resolved and no
// type known. What the grammar hides behind names of its own (operators named
// ~~, functions like_escape, one node for eighteen kinds of expressions) is
// undone here, except for the functions that have a syntax of their own, which
// are calls, see FuncCall.
//
// What differs from PostgreSQL 15: standard_conforming_strings is always on; the
// notice about a name cut at 63 bytes is not given; the XML and SQL/JSON
// expressions are refused with 0A000, the latter although version 15 has a syntax
// error for them. What else version 16 of the grammar added to 15 is refused as
// there: numbers such as 0x1f and 1_000, and subqueries in FROM without an alias.
package parser
