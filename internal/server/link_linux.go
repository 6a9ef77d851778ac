package server

// Two libraries in C carry a copy of xxHash each under the same names: the
// parser's and zstd's, which the embedded store brings along and does not use
// (its blocks are compressed with Snappy). The state of a hash is laid out the
// same in both releases, so the linker may take either.

// #cgo LDFLAGS: -Wl,--allow-multiple-definition
import "C"
