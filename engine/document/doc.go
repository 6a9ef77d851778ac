// Package document turns a record into an object and back: pure functions,
// no input or output.
//
// A record is a list of Fields: attribute paths with the texts that package
// codec made of the values. Encode maps the paths to short names (catalog),
// splits them between metadata and body (behaviors) and stamps the result
// with the journal position that wrote it. Decode undoes this for everything
// that s3db.js may have written, under the version that wrote it.
//
//   - document.go Document, and what Encode is given;
//   - encode.go Encode; decode.go Decode; reader.go how the names in an
//     object become paths, which needs the map it was written with;
//   - fields.go Fields, and nested JSON as fields;
//   - stamp.go the journal position, kept twice in every object;
//   - reference.go the keys of a record's partition references.
//
// The tests replay buckets that s3db.js wrote: fixture_test.go loads them,
// replay_test.go, write_test.go and operations_test.go run their steps here,
// compare_test.go compares, and differences_test.go lists where the two
// differ, and why.
package document
