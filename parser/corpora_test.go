package parser

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// corpora is a collection of statements with the answers of PostgreSQL 15,
// beside the checkout. Where it is missing, these tests have nothing to say.
const corpora = "../../shared/corpora"

// record is one statement of a .jsonl file with PostgreSQL's answer.
type record struct {
	Kind     string
	SQL      string
	Tag      string
	SQLState string
	Message  string
}

// TestCorpusRecords parses every statement that PostgreSQL 15 was asked,
// compares syntax errors and command tags, and parses the text of the trees.
func TestCorpusRecords(t *testing.T) {
	n := 0
	for path := range corpusFiles(t, ".jsonl") {
		for line := range bytes.Lines(readFile(t, path)) {
			var r record
			if err := json.Unmarshal(line, &r); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if r.SQL != "" {
				n++
				checkRecord(t, filepath.Base(path), r)
			}
		}
	}
	t.Logf("%d statements", n)
}

func checkRecord(t *testing.T, file string, r record) {
	statements, err := Parse(r.SQL)
	for _, s := range statements {
		checkRoundTrip(t, file, s.Node)
	}
	switch {
	case differs(r):
	case fromGrammar(r):
		if message(err) != r.Message {
			t.Errorf("%s: %s: got %q, want %q", file, r.SQL, message(err), r.Message)
		}
	case err != nil:
		if !errors.Is(err, pgerr.New(pgerr.FeatureNotSupported, "")) && message(err) != r.Message {
			t.Errorf("%s: %s: %v; PostgreSQL: %s", file, r.SQL, err, r.Message)
		}
	case r.Kind == "tag" && len(statements) == 1:
		checkTag(t, file, r, statements[0])
	}
}

// differences are the statements, by how they begin, that PostgreSQL reads
// otherwise, with the reason.
var differences = []struct{ prefix, reason string }{
	{"SELECT U&'wrong: +0061' UESCAPE '+'", "standard_conforming_strings is off"},
	{"SELECT U&' \\' UESCAPE '!'", "standard_conforming_strings is off"},
	{`select 'a\\bcd' as f1`, "standard_conforming_strings is off"},
}

func differs(r record) bool {
	for _, d := range differences {
		if strings.HasPrefix(r.SQL, d.prefix) {
			return true
		}
	}
	return false
}

// fromGrammar tells the errors of the scanner and the grammar from those of
// the analysis, which have the same SQLSTATE, and of other scanners.
func fromGrammar(r record) bool {
	if strings.HasSuffix(r.Message, "of jsonpath input") || strings.HasPrefix(r.SQL, "CREATE FUNCTION test1") {
		return false
	}
	return strings.Contains(r.Message, "at or near") || strings.Contains(r.Message, "at end of input")
}

func checkTag(t *testing.T, file string, r record, s Statement) {
	tag := Tag(s.Node)
	switch s.Node.(type) {
	case *CreateTableAs:
		tag = "SELECT"
	case *Execute:
		return // reports the tag of what it executes
	case *Transaction:
		if r.Tag == "ROLLBACK" {
			return // a COMMIT that failed
		}
	}
	if !strings.HasPrefix(r.Tag, tag) {
		t.Errorf("%s: %s: tag %s, want %s", file, r.SQL, tag, r.Tag)
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestCorpusScripts parses the statements of the sqllogictest scripts that
// PostgreSQL ran without an error.
func TestCorpusScripts(t *testing.T) {
	n := 0
	for path := range corpusFiles(t, ".test", ".slt") {
		for i, sql := range scriptStatements(string(readFile(t, path))) {
			// One in sixteen: the scripts repeat themselves a hundred thousand times.
			if i%16 != 0 {
				continue
			}
			n++
			if _, err := Parse(sql); err != nil {
				t.Errorf("%s: %s: %v", path, sql, err)
			}
		}
	}
	t.Logf("%d statements", n)
}

// scriptStatements are the statements and queries of a script that PostgreSQL
// is to run without an error.
func scriptStatements(script string) []string {
	var out []string
	for block := range strings.SplitSeq(strings.ReplaceAll(script, "\r\n", "\n"), "\n\n") {
		if strings.HasSuffix(block, "skipif sqlite\nhalt") {
			break // what follows is for SQLite alone
		}
		header, sql, found := "", "", false
		for line := range strings.Lines(block) {
			switch {
			case found && strings.HasPrefix(line, "----"):
				found = false
			case found:
				sql += line
			case sql == "" && (strings.HasPrefix(line, "statement ok") || strings.HasPrefix(line, "query ")):
				found = !strings.Contains(header, "if") && !strings.HasPrefix(line, "query error")
			default:
				header += line
			}
		}
		if sql != "" {
			out = append(out, sql)
		}
	}
	return out
}

func corpusFiles(t *testing.T, extensions ...string) func(yield func(string) bool) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("the corpora of statements are not beside this checkout")
	}
	return func(yield func(string) bool) {
		err := filepath.WalkDir(corpora, func(path string, _ fs.DirEntry, err error) error {
			for _, e := range extensions {
				if filepath.Ext(path) == e && !yield(path) {
					return fs.SkipAll
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func readFile(t *testing.T, path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
