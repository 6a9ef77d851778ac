// Package plan holds the nodes of a query plan. A node is an immutable value:
// rules return new nodes. Expressions inside a node refer to columns of its
// input by position (of the concatenated inputs where there are two).
//
// Schema tells a node's output columns. format.go prints plans for EXPLAIN,
// golden files and logs alike; walk.go visits them.
package plan
