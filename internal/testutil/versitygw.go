package testutil

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Keys of the server that Versitygw starts.
const (
	versitygwKey    = "testkey"
	versitygwSecret = "testsecret"
)

// Versitygw starts the S3 server versitygw (github.com/versity/versitygw,
// v1.8.0 in CI) on a free loopback port, over an empty folder, and returns
// its URL with keys: http://KEY:SECRET@127.0.0.1:PORT. It is killed when the
// test ends. The binary is $VERSITYGW, or found in PATH or in .tools/bin of
// this repository; without one the test is skipped.
func Versitygw(t testing.TB) string {
	t.Helper()
	binary := findVersitygw()
	if binary == "" {
		t.Skip("versitygw is not installed: run `make tools`, or set VERSITYGW to its path")
	}
	address := freeAddress(t)
	// Without --keep-alive every request is a new connection.
	cmd := exec.Command(binary, "--port", address, "--access", versitygwKey, "--secret", versitygwSecret,
		"--keep-alive", "--quiet", "posix", t.TempDir())
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatalf("start versitygw: %v", err)
	}
	exited := make(chan struct{})
	go func() { _ = cmd.Wait(); close(exited) }()
	t.Cleanup(func() { _ = cmd.Process.Kill(); <-exited })
	if !listens(address, exited) {
		_ = cmd.Process.Kill()
		<-exited
		t.Fatalf("versitygw does not answer on %s:\n%s", address, output.String())
	}
	return fmt.Sprintf("http://%s:%s@%s", versitygwKey, versitygwSecret, address)
}

func findVersitygw() string {
	if path := os.Getenv("VERSITYGW"); path != "" {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	if path, err := exec.LookPath("versitygw"); err == nil {
		return path
	}
	return inTools("versitygw")
}

// inTools looks for .tools/bin/name here and in every folder above.
func inTools(name string) string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		path := filepath.Join(dir, ".tools", "bin", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// listens waits until somebody accepts connections, at most 10 seconds.
func listens(address string, exited <-chan struct{}) bool {
	for range 200 {
		if conn, err := net.Dial("tcp", address); err == nil {
			return conn.Close() == nil
		}
		select {
		case <-exited:
			return false
		case <-time.After(50 * time.Millisecond):
		}
	}
	return false
}
