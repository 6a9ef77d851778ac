// Package document turns a record into an object and back: pure functions,
// no input or output.
//
// A record is a list of Fields: attribute paths with the texts that package
// codec made of the values. Encode maps the paths to short names (catalog),
// splits them between metadata and body (behaviors) and stamps the result
// with the journal position that wrote it. Decode undoes this for everything
// that s3db.js may have written, under the version that wrote it.
//
//   - document.go Encode, Decode and what they take and give;
//   - fields.go Fields, and nested values as fields;
//   - stamp.go the journal position, kept twice in every object;
//   - reference.go the keys of a record's partition references.
package document
