package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// programEnv makes the test binary the program itself.
const programEnv = "S3DBSQL_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(programEnv) != "" {
		main()
	}
	os.Exit(m.Run())
}

func program(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), programEnv+"=1")
	return cmd
}

// TestTerminate sends SIGTERM to a server with a statement at work, an idle
// client and a second server that wants its store: the statement ends with its
// answer, the exit code is 0 and what was committed lies in the store.
func TestTerminate(t *testing.T) {
	store := "file:" + t.TempDir() + "/data"
	first := program("serve", "--listen", "127.0.0.1:0", "--store", store)
	log, err := first.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = first.Process.Kill() })
	line, _ := bufio.NewReader(log).ReadString('\n')
	_, address, _ := strings.Cut(line, "address=")
	address, _, _ = strings.Cut(address, " ")
	client := func() *pgconn.PgConn {
		c, err := pgconn.Connect(t.Context(), "postgres://me@"+address+"/postgres?sslmode=disable")
		if err != nil {
			t.Fatalf("%v; the log says %s", err, line)
		}
		return c
	}
	worker, idle := client(), client()
	if _, err := worker.Exec(t.Context(), "CREATE TABLE t (k text PRIMARY KEY)").ReadAll(); err != nil {
		t.Fatal(err)
	}

	text, err := program("serve", "--listen", "127.0.0.1:0", "--store", store).CombinedOutput()
	holder := fmt.Sprintf("is in use by process %d on host ", first.Process.Pid)
	if err == nil || err.Error() != "exit status 1" || !strings.Contains(string(text), holder) || bytes.Count(text, []byte("\n")) != 1 {
		t.Errorf("a second server: %v, %s", err, text)
	}

	at := make(chan error, 1)
	go func() {
		_, err := worker.Exec(context.Background(), "INSERT INTO t SELECT 'drained' FROM pg_sleep(1)").ReadAll()
		at <- err
	}()
	for running := false; !running; {
		results, err := idle.Exec(t.Context(), "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'INSERT%' AND state = 'active'").ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		running = len(results[0].Rows) > 0
	}
	if err := first.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := <-at; err != nil {
		t.Errorf("the statement at work: %v", err)
	}
	if _, err := idle.Exec(t.Context(), "SELECT 1").ReadAll(); err == nil || !strings.Contains(err.Error(), "57P01") {
		t.Errorf("the idle client: %v", err)
	}
	if err := first.Wait(); err != nil {
		t.Errorf("the server: %v", err)
	}
	text, err = program("ls", "--store", store).Output()
	if err != nil || !strings.Contains(string(text), "resource=t/data/id=drained") || strings.Contains(string(text), "owed") {
		t.Errorf("what lies in the store: %v\n%s", err, text)
	}
}
