// Package wrap holds what stands between the engine and a storage driver:
// retries, one bound on requests at once, counting, key prefixes, and for
// tests recording, latency and faults. Each is a storage.Bucket around
// another; stack.go writes down their order.
package wrap
