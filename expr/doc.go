// Package expr holds typed scalar expressions: what the binder makes of the
// parser's expressions once names, overloads and casts are settled.
//
//   - expr.go, logic.go, call.go, collection.go and subquery.go define the
//     nodes; a node is a value that prints itself and is never changed after
//     it was made (WithChildren copies).
//   - walk.go visits and rewrites trees.
//   - apply.go, apply_collection.go and apply_subscript.go say what a node makes
//     of the values of its operands; interpret.go evaluates one row with them.
//   - compile.go turns a tree into a Program over batches and chooses the form of
//     each node (node_*.go): a typed loop where an overload has a Kernel, a hash
//     table for IN, once a batch for what reads no column, and else apply row by
//     row. Only selected rows are evaluated, so CASE, COALESCE, AND and OR guard
//     what stands behind them. random_test.go holds programs to interpret.go.
//   - fold.go replaces constant immutable parts by their value; volatility.go
//     knows the casts that are not immutable.
//
// Like PostgreSQL, evaluation puts no position into its errors.
package expr
