package config

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func load(t *testing.T, args []string, env map[string]string) (*Settings, error) {
	t.Helper()
	s := &Settings{}
	fs := flag.NewFlagSet("test", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	s.Flags(fs)
	return s, Load(fs, args, func(name string) string { return env[name] })
}

func TestLoadOrder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "s.yaml")
	if err := os.WriteFile(file, []byte("listen: 127.0.0.1:1\nstore: \"memory:\"\nrequests: 3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"S3DBSQL_STORE": "file:x", "S3DBSQL_LISTEN": "127.0.0.1:2", "S3DBSQL_CONFIG": file}
	s, err := load(t, []string{"--listen", "127.0.0.1:3"}, env)
	if err != nil {
		t.Fatal(err)
	}
	if s.Listen != "127.0.0.1:3" || s.Store != "file:x" || s.Requests != 3 || s.MaxConnections != 100 {
		t.Errorf("flag, environment, file, default were merged to %+v", s)
	}
}

func TestLoadErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "s.yaml")
	if err := os.WriteFile(file, []byte("lisen: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		env  map[string]string
		want string
	}{
		{[]string{"--config", file}, nil, `unknown setting "lisen"`},
		{[]string{"--config", file + "x"}, nil, "settings file"},
		{nil, map[string]string{"S3DBSQL_REQUESTS": "many"}, "S3DBSQL_REQUESTS"},
		{[]string{"--nosuch"}, nil, "nosuch"},
	} {
		if _, err := load(t, c.args, c.env); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v %v: error %v, want one with %q", c.args, c.env, err, c.want)
		}
	}
}

func TestValidate(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"listen", "0.0.0.0:5432", "no login yet"},
		{"listen", "5432", "HOST:PORT"},
		{"listen", "127.0.0.1:pg", "HOST:PORT"},
		{"listen", "127.0.0.1:65536", "HOST:PORT"},
		{"log-level", "loud", "log-level"},
		{"max-connections", "0", "at least 1"},
		{"requests", "0", "at least 1"},
		{"query-memory", "5", "query-memory"},
		{"retention", "1m", "at least 10m"},
		{"lease", "1s", "at least 5s"},
		{"listen", "[::1]:5432", ""},
		{"listen", "localhost:5432", ""},
	} {
		s, err := load(t, []string{"--" + c.name + "=" + c.value}, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = s.Validate()
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s=%s: error %v, want %q", c.name, c.value, err, c.want)
		}
	}
}
