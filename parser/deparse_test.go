package parser

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"
)

// checkRoundTrip parses the text of a tree and compares the trees.
func checkRoundTrip(t *testing.T, file string, s Stmt) {
	switch s.(type) {
	case *Query, *Insert, *Update, *Delete, *Merge:
	default:
		return
	}
	text := Deparse(s)
	again, err := Parse(text)
	if err != nil {
		t.Errorf("%s: %s: %v", file, text, err)
		return
	}
	if before, after := printTree(s), printTree(again[0].Node); before != after {
		t.Errorf("%s: %s\nbefore %s\nafter  %s", file, text, before, after)
	}
}

// TestDeparseCorpus round-trips every query and change of the corpora.
func TestDeparseCorpus(t *testing.T) {
	for path := range corpusFiles(t, ".jsonl") {
		for line := range bytes.Lines(readFile(t, path)) {
			var r record
			if err := json.Unmarshal(line, &r); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			statements, err := Parse(r.SQL)
			if err != nil {
				continue
			}
			for _, s := range statements {
				checkRoundTrip(t, filepath.Base(path), s.Node)
			}
		}
	}
}
