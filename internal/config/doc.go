// Package config holds the settings of the program: plain values, each set by
// a flag, by an environment variable S3DBSQL_<NAME> or in a YAML file, in this
// order of strength, over a default. settings.go is the table, load.go merges
// the sources.
package config
