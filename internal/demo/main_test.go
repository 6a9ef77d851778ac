package main

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
)

// TestScriptIsTheSame holds the answers of the README: the same bytes every
// time, and every COPY block has its rows.
func TestScriptIsTheSame(t *testing.T) {
	var one, two bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &two} {
		if err := write(bufio.NewWriter(b)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two runs differ")
	}
	fields := map[int]int{}
	for line := range strings.Lines(one.String()) {
		fields[strings.Count(line, "\t")]++
	}
	if fields[5] != orderRows || fields[3] != customerRows+productRows {
		t.Errorf("rows by tabs: %v", fields)
	}
}
