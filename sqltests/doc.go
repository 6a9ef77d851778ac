// Package sqltests runs SQL as text against a server in this process.
//
//	harness.go         starts the server, on memory: unless SQLTESTS_STORE says
//	script.go          runs a file: commands of a few words, SQL, the answer
//	logic/postgres/    answers that PostgreSQL 15 gives too
//	logic/own/         what is ours: 0A000, EXPLAIN, storage; own/s3db: the schema s3db
//
// The answers of logic/postgres come from PostgreSQL itself:
//
//	SQLTESTS_POSTGRES=postgres://postgres@127.0.0.1:5432 go test ./sqltests -rewrite
//
// writes them anew, and without -rewrite shows where the files and PostgreSQL
// differ. Each file has a database of its own.
package sqltests
