// Package random asks random queries. A seed makes a query; the same seed
// makes it again.
//
//	schema.go      the tables, views and rows that queries are about
//	query.go       SELECT, FROM, joins, set operations
//	predicate.go   conditions, with subqueries
//	scalar.go      expressions of each type
//	change.go      INSERT, UPDATE, DELETE
//	random_test.go asks them: PostgreSQL 15, where one is given, must answer the
//	               same, and a condition must split a result into three parts
//
// With PostgreSQL:
//
//	SQLTESTS_POSTGRES=postgres://postgres@127.0.0.1:5432 go test ./sqltests/random -queries 10000
package random
