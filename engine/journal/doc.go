// Package journal has the bytes of journal entries, as engine/DESIGN.md
// specifies them: one entry is one committed batch of transactions.
//
//   - entry.go Entry, Tx and Op: what an entry says;
//   - image.go Image: a row before or after an operation;
//   - encode.go, decode.go the bytes, format 1, pinned by a golden file;
//   - load.go reading an entry and its parts from a bucket.
package journal
