// Package codec turns values into the short texts that records hold, and
// back, as s3db.js v10 does (format, sections 6 and 7).
//
// There are two layers. A Codec makes a value into a text, chosen by the rule
// of the attribute (ForRule) or by the SQL type of the column (ForColumn).
// EncodeText then makes the text fit for an object's metadata, which is ASCII
// without blanks at the ends; a text in a body stays as it is.
package codec
