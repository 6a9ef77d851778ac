package main

import (
	"bytes"
	"context"
	"net"
	"strings"
	"testing"
	"time"
)

// TestRun runs commands and looks at exit code and text.
func TestRun(t *testing.T) {
	store := "file:" + t.TempDir() + "/data"
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().String()
	for _, c := range []struct {
		args      string
		code      int
		out, errs string // parts of what is printed
	}{
		{"", 0, "s3dbsql serve", ""},
		{"help", 0, "s3dbsql check", ""},
		{"version", 0, "s3dbsql", ""},
		{"nosuch", 2, "", `no command "nosuch"`},
		{"serve --help", 0, "--store URL", ""},
		{"ls --help", 0, "Nothing is written", ""},
		{"version --help", 0, "Print the version.", ""},
		{"version now", 2, "", `does not take the argument "now"`},
		{"serve now", 2, "", "`s3dbsql serve --help` explains"},
		{"ls a b", 2, "", `does not take the argument "b"`},
		{"serve --nosuch", 2, "", "-nosuch"},
		{"serve --requests many", 2, "", `"many"`},
		{"serve --config " + store, 2, "", "no such file"},
		{"serve --listen 0.0.0.0:5432", 1, "", "no login yet"},
		{"serve --listen " + taken, 1, "", "is taken; try --listen 127.0.0.1:"},
		{"serve --listen 127.0.0.1:0 --store ftp:x", 1, "", "store URL must be"},
		{"serve --listen 127.0.0.1:0 --store s3://KEY:hush/x@b", 1, "", "percent-encoded"},
		{"serve --listen 127.0.0.1:0 --store file:/dev/null/data", 1, "", "data folder"},
		{"check --store " + store, 0, "store file:", ""},
		{"fsck --store " + store, 0, "database postgres: 0 tables", ""},
		{"fsck --repair --json --store " + store, 0, `[{"database":"postgres","tables":0`, ""},
		{"fsck --store " + store + " nosuch", 8, "", "database \"nosuch\" does not exist"},
		{"ls --store " + store, 0, "", ""},
		{"ls --store " + store + " nosuch", 1, "", "database \"nosuch\" does not exist\nConnect to"},
	} {
		var out, errs bytes.Buffer
		code := run(t.Context(), strings.Fields(c.args), &out, &errs)
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.errs) {
			t.Errorf("%q: exit code %d, output %q, errors %q", c.args, code, out.String(), errs.String())
		}
	}
}

// TestServe starts a server, which says where it listens, and ends it.
func TestServe(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	out := &firstLine{line: make(chan string, 1)}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--store", "memory:"}, out, out)
	}()
	line := <-out.line
	_, address, _ := strings.Cut(line, "address=")
	address, _, _ = strings.Cut(address, " ")
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatalf("%v; the log says %s", err, line)
	}
	c.Close()
	stop()
	if got := <-code; got != 0 {
		t.Errorf("exit code %d", got)
	}
}

// firstLine hands over the first line that is written.
type firstLine struct{ line chan string }

func (f *firstLine) Write(p []byte) (int, error) {
	select {
	case f.line <- string(p):
	default:
	}
	return len(p), nil
}
