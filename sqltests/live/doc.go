// Package live runs s3db.js and this server on one bucket of a real S3 server
// at the same time: what one writes the other reads, changes and hands back.
//
//   - peer_test.go, peer.mjs: s3db.js, asked line by line;
//   - bucket_test.go: the S3 server;
//   - both_test.go: every type and behavior, both ways;
//   - content_test.go: binary content, both ways;
//   - definitions_test.go: what each defines, the other sees;
//   - history_test.go: both write the same records at once, and a history of
//     unique values tells whether what was read was ever there.
//
// `make live` installs s3db.js under .tools and runs this; without it the
// tests are skipped.
package live
