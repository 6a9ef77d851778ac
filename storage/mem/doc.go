// Package mem is the storage driver of memory: URLs: an ordered map under one
// lock, with Amazon S3's rules to the letter and a clock that tests can move.
// Nothing survives the process.
package mem
