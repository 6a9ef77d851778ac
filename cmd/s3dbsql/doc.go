// Command s3dbsql is a PostgreSQL server that keeps its tables as objects in an
// S3 bucket.
//
//   - main.go      run: one command, its exit code
//   - commands.go  the table of commands, and their settings
//   - help.go      what --help says
//   - serve.go     serve; check.go check and ls
package main
