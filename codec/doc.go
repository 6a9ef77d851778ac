// Package codec turns values into the short texts that records hold, and
// back, as s3db.js v10 does (format, sections 6 and 7).
//
// There are two layers. A Codec makes a value into a text, chosen by the rule
// of the attribute (ForRule, codec.go) or by the SQL type of the column
// (ForColumn, column.go). EncodeText (text.go) then makes the text fit for an
// object's metadata, which is ASCII without blanks at the ends; a text in a
// body stays as it is.
//
// base62.go, number.go, time.go, list.go, json.go and secret.go hold a form
// each; key.go the texts of values in object keys; value.go values from and to
// JSON; names.go metadata names.
package codec
