package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/inspect"
	"github.com/s3dbsql/s3dbsql/internal/server"
)

// offline opens the store for commands that look at its databases.
func offline(ctx context.Context, e env, s *config.Settings, ask bool) (*server.Server, error) {
	logger := slog.New(slog.NewTextHandler(e.errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return server.Offline(ctx, s, logger, server.Options{}, ask)
}

// check reports whether the settings and the store will do; --deep compares
// what the databases hold.
func check(ctx context.Context, e env, args []string) (err error) {
	deep := false
	s, _, err := settings("check", e, args, func(fs *flag.FlagSet) {
		fs.BoolVar(&deep, "deep", false, "compare journal, records and references of every database")
	})
	if err != nil {
		return err
	}
	srv, err := offline(ctx, e, s, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.Close(ctx)) }()
	printProbe(e, srv.Store())
	if !deep {
		return nil
	}
	return checkDatabases(ctx, e, srv)
}

// printProbe tells what the store was found to keep.
func printProbe(e env, store *server.Store) {
	fmt.Fprintf(e.out, "store %s\n", store.Name)
	word := map[bool]string{true: "yes", false: "no"}
	p := store.Probe
	for _, line := range []struct {
		what string
		ok   bool
	}{
		{"conditional PUT under concurrency", p.ConditionalPut},
		{"listings in byte order", p.ListOrder},
		{"expired signatures refused", p.Expiry},
		{"Date in every answer", p.Dates},
		{"DELETE under a condition", p.Capabilities.DeleteIfMatch},
		{"several servers may share it", p.Capabilities.Shared},
	} {
		fmt.Fprintf(e.out, "  %-36s %s\n", line.what, word[line.ok])
	}
	fmt.Fprintf(e.out, "  %-36s %d bytes, %d more for each name\n", "metadata limit", p.Capabilities.MetadataLimit, p.Capabilities.NameOverhead)
}

// checkDatabases compares every database; problems make the command fail.
func checkDatabases(ctx context.Context, e env, srv *server.Server) error {
	names, err := srv.Databases(ctx)
	if err != nil {
		return err
	}
	problems := 0
	for _, name := range names {
		v, err := srv.Verify(ctx, name)
		if err != nil {
			return fmt.Errorf("database %s: %w", name, err)
		}
		fmt.Fprintf(e.out, "database %s: %d tables, %d records, %d references, %d problems\n", name, v.Tables, v.Records, v.References, len(v.Problems))
		for _, p := range v.Problems {
			fmt.Fprintf(e.out, "  %s\n", p)
		}
		problems += len(v.Problems)
	}
	if problems > 0 {
		return fmt.Errorf("%d problems were found", problems)
	}
	return nil
}

// list prints the objects of a database.
func list(ctx context.Context, e env, args []string) (err error) {
	s, rest, err := settings("ls", e, args, nil)
	if err != nil {
		return err
	}
	name := "postgres"
	if len(rest) > 0 {
		name = rest[0]
	}
	srv, err := offline(ctx, e, s, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.Close(ctx)) }()
	bucket, err := srv.Bucket(ctx, name)
	if err != nil {
		return err
	}
	return inspect.List(ctx, bucket, e.out)
}
