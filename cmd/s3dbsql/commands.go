package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/version"
)

// command is one word that s3dbsql understands.
type command struct {
	name string
	args string
	help string
	run  func(ctx context.Context, e env, args []string) error
}

// env is where a command writes.
type env struct{ out, errs io.Writer }

// errUsage is a wrong call whose reason was printed already.
var errUsage = errors.New("wrong usage")

func commands() []command {
	return []command{
		{"serve", "[--listen ADDR] [--store URL] [--config FILE]", "accept PostgreSQL connections until SIGTERM", serve},
		{"check", "[--store URL] [--deep]", "check the settings and probe the store; --deep compares journal, records and references", check},
		{"ls", "[--store URL] [DATABASE]", "list the objects of a database with their decoded fields", list},
		{"version", "", "print the version", printVersion},
	}
}

func find(name string) *command {
	for _, c := range commands() {
		if c.name == name {
			return &c
		}
	}
	return nil
}

func usage(out io.Writer) {
	fmt.Fprint(out, "s3dbsql is a PostgreSQL server that keeps its tables in a bucket.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(out, "  s3dbsql %s %s\n        %s\n", c.name, c.args, c.help)
	}
	fmt.Fprint(out, "\nEvery setting is also an environment variable S3DBSQL_<NAME> and a line of the YAML file.\n"+
		"Start one on the embedded store:\n\n  s3dbsql serve\n  psql -h 127.0.0.1 postgres\n")
}

func printVersion(_ context.Context, e env, _ []string) error {
	fmt.Fprintln(e.out, version.String())
	return nil
}

// settings parses the arguments of a command that needs a store; more adds
// flags of the command's own.
func settings(name string, e env, args []string, more func(*flag.FlagSet)) (*config.Settings, []string, error) {
	s := &config.Settings{}
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(e.errs)
	s.Flags(fs)
	if more != nil {
		more(fs)
	}
	if err := config.Load(fs, args, os.Getenv); err != nil {
		return nil, nil, err
	}
	return s, fs.Args(), s.Validate()
}
