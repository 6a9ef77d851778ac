// Package expr holds typed scalar expressions: what the binder makes of the
// parser's expressions once names, overloads and casts are settled.
//
//   - expr.go, logic.go, call.go, collection.go and subquery.go define the
//     nodes; a node is a value that prints itself and is never changed after
//     it was made (WithChildren copies).
//   - walk.go visits and rewrites trees.
//   - compile.go turns a tree into a program over batches: typed loops where
//     an overload has a Kernel, a scalar path elsewhere. Only selected rows
//     are evaluated, so CASE, AND and OR guard what stands behind them.
//   - fold.go replaces constant immutable parts by their value, with the same
//     evaluator.
package expr
