// Package codec turns values into the short texts that records hold, and
// back, as s3db.js does (format, sections 6, 7 and 19): version 10, or version
// 21, whose resources have a Dialect of their own.
//
// There are two layers. A Codec makes a value into a text, chosen by the rule
// of the attribute (Dialect.ForRule) or by the SQL type of the column
// (Dialect.ForColumn). A TextForm, such as a Dialect, then makes the text fit
// for an object's metadata, which is ASCII without blanks at the ends; a text in
// a body stays as it is.
//
//   - dialect.go both layers by dialect; text.go and textform.go the second;
//   - codec.go and column.go the first for V10; base62.go, number.go, time.go,
//     list.go, json.go and secret.go hold a form each;
//   - rule21.go and columntype21.go the first for V21; dictionary.go,
//     packed.go and its kin, scaled.go, geopoint.go, embedding.go,
//     compressed.go and passwordhash.go hold a form each;
//   - compact.go the compact texts, which s3db.js does not know;
//   - key.go the texts of values in object keys; value.go values from and to
//     JSON; names.go metadata names.
package codec
