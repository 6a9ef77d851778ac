package docs

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/internal/config"
)

var write = flag.Bool("write", false, "write config.md anew instead of comparing it")

const configHead = `# Settings

Written by ` + "`make docs`" + ` from the settings themselves.

Each is a flag of every command that opens a store, an environment variable and a line of the YAML file that ` + "`--config`" + ` names; the flag wins over the variable, the variable over the file. Durations are written
as in ` + "`90s`" + ` or ` + "`10m`" + `.

| flag | variable | in the file | default | meaning |
|---|---|---|---|---|
`

// TestConfig compares config.md with the settings.
func TestConfig(t *testing.T) {
	want := configTable()
	if *write {
		if err := os.WriteFile("config.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("config.md")
	if err != nil || string(got) != want {
		t.Errorf("config.md does not say what the settings are, %v: run make docs", err)
	}
}

func configTable() string {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	new(config.Settings).Flags(fs)
	var b strings.Builder
	b.WriteString(configHead)
	fs.VisitAll(func(f *flag.Flag) {
		_, usage := flag.UnquoteUsage(f)
		variable := "S3DBSQL_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		file := "`" + f.Name + "`"
		if f.Name == "config" {
			file = ""
		}
		value := f.DefValue
		if value != "" {
			value = "`" + value + "`"
		}
		fmt.Fprintf(&b, "| `--%s` | `%s` | %s | %s | %s |\n", f.Name, variable, file, value, usage)
	})
	return b.String()
}
