// Package ids draws identifiers: those of s3db.js (nanoid), UUIDs of versions
// 1, 4 and 7, and ULIDs. The time and the randomness are passed in.
package ids
