// Package executor runs plans: each plan node becomes an Operator that pulls
// batches of columns from its inputs.
//
//	Limit
//	  ->  Project            Next returns a batch or nil at the end; a LIMIT
//	        ->  Filter       that is full simply stops calling Next, and Close
//	              ->  Scan   ends the reads below.
//
// Build turns a plan into operators; source.go is the interface to stored
// rows that session implements over the engine; memory.go keeps a query
// within its budget.
package executor
