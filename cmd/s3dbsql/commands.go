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
	args string // its arguments, as the usage line shows them
	most int    // arguments besides flags
	help string // one line
	more string // what `s3dbsql NAME --help` says before the settings
	run  func(ctx context.Context, e env, args []string) error
}

// env is where a command writes.
type env struct{ out, errs io.Writer }

// anyNumber is the number of arguments of a command that takes any.
const anyNumber = 1 << 30

// exitError is a failure with an exit code of its own.
type exitError struct {
	code int
	error
}

// Unwrap lets the cause be asked for.
func (e exitError) Unwrap() error { return e.error }

// usageError is a wrong call: exit code 2.
type usageError struct{ error }

func commands() []command {
	return []command{
		{"serve", "[--listen ADDR] [--store URL] [--config FILE]", 0, "accept PostgreSQL connections until SIGTERM", serveHelp, serve},
		{"check", "[--store URL]", 0, "ask a store whether it can hold databases", checkHelp, check},
		{"fsck", "[--repair] [--json] [--store URL] [DATABASE ...]", anyNumber, "compare what databases hold with itself; --repair mends it", fsckHelp, fsck},
		{"ls", "[--store URL] [DATABASE]", 1, "list the objects of a database with their decoded fields", listHelp, list},
		{"version", "", 0, "print the version", "", printVersion},
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

func printVersion(_ context.Context, e env, args []string) error {
	fs := flag.NewFlagSet("version", flag.ContinueOnError)
	if err := parse(e, fs, func() error { return fs.Parse(args) }); err != nil {
		return err
	}
	fmt.Fprintln(e.out, version.String())
	return nil
}

// settings parses the arguments of a command that needs a store and returns
// those that are no flags; more adds flags of the command's own.
func settings(name string, e env, args []string, more func(*flag.FlagSet)) (*config.Settings, []string, error) {
	s := &config.Settings{}
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	s.Flags(fs)
	if more != nil {
		more(fs)
	}
	err := parse(e, fs, func() error { return config.Load(fs, args, os.Getenv) })
	if err == nil {
		err = s.Validate()
	}
	if err == nil {
		err = s.ReadPassphrase()
	}
	return s, fs.Args(), err
}

// parse has load fill the flags of a command: --help is answered, settings
// that cannot be and arguments that the command does not take are wrong usage.
func parse(e env, fs *flag.FlagSet, load func() error) error {
	c := find(fs.Name())
	fs.SetOutput(io.Discard) // the error says it all
	fs.Usage = func() {}
	err := load()
	switch {
	case errors.Is(err, flag.ErrHelp):
		commandHelp(e.out, c, fs)
		return err
	case err == nil && fs.NArg() > c.most:
		err = fmt.Errorf("%s does not take the argument %q", c.name, fs.Arg(c.most))
	case err == nil:
		return nil
	}
	return usageError{fmt.Errorf("%w; `s3dbsql %s --help` explains the command", err, c.name)}
}
