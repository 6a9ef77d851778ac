package sqltests

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPostgres runs the files whose answers PostgreSQL gives too.
func TestPostgres(t *testing.T) {
	url := os.Getenv(oracleEnv)
	if url == "" {
		url = Start(t)
	}
	runFolder(t, url, "logic/postgres")
}

// TestOwn runs the files about what PostgreSQL does not have, or has and this
// server refuses.
func TestOwn(t *testing.T) {
	if os.Getenv(oracleEnv) != "" {
		t.Skip("these files are not for PostgreSQL")
	}
	runFolder(t, Start(t), "logic/own")
}

func runFolder(t *testing.T, url, folder string) {
	files, err := filepath.Glob(folder + "/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s: %v", folder, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			if info, err := os.Stat(file); err == nil && info.IsDir() {
				runFolder(t, url, file)
				return
			}
			Run(t, url, file, "sqltests_"+strings.ReplaceAll(filepath.Base(file), "-", "_"))
		})
	}
}

// TestPsql sends a statement by psql.
func TestPsql(t *testing.T) {
	psql, err := exec.LookPath("psql")
	if err != nil {
		t.Skip("psql is not installed: apt install postgresql-client")
	}
	out, err := exec.Command(psql, "-X", "-A", "-t", Start(t)+"/postgres",
		"-c", "SELECT 1", "-c", "CREATE TABLE t (a int)", "-c", `\d t`).CombinedOutput()
	if want := "1\nCREATE TABLE\na|integer|||\n"; err != nil || string(out) != want {
		t.Errorf("psql says %q, %v; want %q", out, err, want)
	}
}
