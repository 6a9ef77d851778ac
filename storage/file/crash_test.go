package file

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/s3dbsql/s3dbsql/storage"
)

// crashDir names the folder in which this binary, run as a test's child,
// writes until it is killed.
const crashDir = "STORAGE_FILE_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := writeForever(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForever prints each key once its PUT is acknowledged.
func writeForever(dir string) error {
	b, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	var writers sync.WaitGroup
	for w := range 8 {
		writers.Go(func() {
			for n := 0; ; n++ {
				key := fmt.Sprintf("%d-%d-%d", os.Getpid(), w, n)
				if _, err := b.Put(context.Background(), key, storage.Upload{Body: []byte(key)}, storage.Condition{IfAbsent: true}); err != nil {
					return
				}
				os.Stdout.WriteString(key + "\n")
			}
		})
	}
	writers.Wait()
	return nil
}

// TestKilledWriterKeepsWhatItAcknowledged kills a writing process several
// times over one folder and looks for every acknowledged object.
func TestKilledWriterKeepsWhatItAcknowledged(t *testing.T) {
	dir := t.TempDir()
	var acknowledged []string
	for round := range 3 {
		acknowledged = append(acknowledged, writeAndKill(t, dir, 200*(round+1))...)
		b := open(t, dir)
		for _, key := range acknowledged {
			obj, err := b.Get(t.Context(), key, storage.GetOptions{})
			if err != nil || string(obj.Body) != key {
				t.Fatalf("round %d: acknowledged %s: %v", round, key, err)
			}
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// writeAndKill runs a writer, kills it after n acknowledgements and returns
// all that it printed.
func writeAndKill(t *testing.T, dir string, n int) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		keys = append(keys, lines.Text())
		if len(keys) == n {
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait() // killed
	if len(keys) < n {
		t.Fatalf("the writer ended after %d acknowledgements", len(keys))
	}
	return keys
}
