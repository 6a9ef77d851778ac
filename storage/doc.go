// Package storage is the object store seen by the rest of the program: a
// Bucket of keys, each holding user metadata and a body, changed by
// conditional PUT and DELETE and found by listing.
//
// Drivers live in storage/mem, storage/file and storage/s3 (storage/open
// chooses by URL), wrappers in
// storage/wrap (their order is written in wrap/stack.go), the conformance
// suite in storage/storagetest. storage/probe asks a store at start-up
// whether it keeps the promises that the commit protocol needs.
//
// What is too large for memory is written in parts and read in ranges
// (parts.go); stream.go does so for an io.Reader, and for copies by the store.
//
// The model is Amazon S3's: an ETag is the MD5 of the body (of those of its
// parts where it has some) and does not move when only metadata changes, LastModified counts whole seconds, listings are
// in byte order of the keys and never show metadata.
package storage
