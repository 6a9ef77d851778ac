// Package behaviors decides how a record splits between the metadata and the
// body of its object: the five behaviors of s3db.js v10 (format, section 10).
//
// behavior.go has the interface, the list and what goes in and out; limits.go
// what metadata can hold; one file each has a behavior; join.go puts a record
// together again, which does not depend on the behavior: a reader meets
// records written under an older one.
//
// Two things differ from s3db.js, both for safety. Sizes are those of the
// encoded names and values, as the store counts them. And a short name with an
// upper-case letter never becomes a metadata name, where it would collide with
// the lower-case one: such a record goes to the body, in the form of
// user-managed, which s3db.js reads (but not under enforce-limits: there it
// looks at metadata only, and lost such fields itself).
package behaviors
