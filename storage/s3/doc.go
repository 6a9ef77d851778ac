// Package s3 is the storage driver of Amazon S3 and of the stores that speak
// its protocol. Each call is one request: retries, counting and limits are
// the wrappers' (storage/wrap). Objects are written with PUT only, never with
// a copy onto themselves, which some servers do not do in one step.
package s3
