// Package rules holds Amazon S3's rules for a store that lives in this
// process: which requests are valid, when a condition holds, what an object
// looks like once written, how a listing is cut into pages. The mem and file
// drivers add only where the objects are kept.
package rules
