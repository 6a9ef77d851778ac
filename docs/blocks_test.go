package docs

import (
	"os"
	"strings"
	"testing"
)

// blocks returns the fenced blocks of a document whose fence says info.
func blocks(document, info string) []string {
	var found []string
	parts := strings.Split(document, "\n```")
	for i := 1; i < len(parts); i += 2 { // the parts between are closed by the next fence
		if head, body, _ := strings.Cut(parts[i], "\n"); head == info {
			found = append(found, body+"\n")
		}
	}
	return found
}

// statements returns the lines of all blocks of a kind.
func statements(document, info string) []string {
	return strings.Split(strings.TrimSpace(strings.Join(blocks(document, info), "")), "\n")
}

// read returns a file, named from this folder.
func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
