package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTour: the tour of the README is the one that `make smoke` runs, and its
// answers are those that it compares.
func TestTour(t *testing.T) {
	text := read(t, "../README.md")
	if got := strings.Join(blocks(text, "sql"), ""); got != read(t, "../scripts/smoke.sql") {
		t.Errorf("the statements of the README are not scripts/smoke.sql but\n%s", got)
	}
	if !strings.Contains(text, "\n"+strings.TrimRight(read(t, "../scripts/smoke.want"), "\n")+"\n```") {
		t.Error("the answers of the README are not those of scripts/smoke.want")
	}
}

// TestLinks: what the pages link to inside the repository exists.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^):#]+)\)`)
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	pages = append(append(pages, more...), "../README.md", "../CONTRIBUTING.md")
	for _, page := range pages {
		for _, m := range link.FindAllStringSubmatch(read(t, page), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s links to %s, which does not exist", page, m[1])
			}
		}
	}
}
