// Package storagetest is the conformance suite of storage.Bucket: what the
// engine relies on, asked of every driver and of wrapped stacks. A new driver
// is finished when Run passes.
package storagetest
