// Package open turns a store URL into a storage.Bucket: the one place that
// knows every driver.
package open
