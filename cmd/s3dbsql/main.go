package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out one command and returns the exit code: 0 for success, 1 for
// a failure told in one sentence, 2 for wrong usage; fsck has its own.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		usage(out)
		return 0
	}
	cmd := find(args[0])
	if cmd == nil {
		fmt.Fprintf(errs, "s3dbsql: no command %q; `s3dbsql help` lists them\n", args[0])
		return 2
	}
	err := cmd.run(ctx, env{out: out, errs: errs}, args[1:])
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	}
	fmt.Fprintf(errs, "s3dbsql: %v\n", err)
	if known := (*pgerr.Error)(nil); errors.As(err, &known) && known.Hint != "" {
		fmt.Fprintln(errs, known.Hint)
	}
	if own := (exitError{}); errors.As(err, &own) {
		return own.code
	}
	if errors.As(err, &usageError{}) {
		return 2
	}
	return 1
}
