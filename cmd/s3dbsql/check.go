package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/inspect"
	"github.com/s3dbsql/s3dbsql/internal/server"
)

// offline opens the store for commands that look at its databases. What takes
// long tells the log how far it is.
func offline(ctx context.Context, e env, s *config.Settings, ask bool) (*server.Server, error) {
	logger := slog.New(slog.NewTextHandler(e.errs, &slog.HandlerOptions{Level: slog.LevelInfo}))
	return server.Offline(ctx, s, logger, server.Options{}, ask)
}

// check reports whether the settings and the store will do.
func check(ctx context.Context, e env, args []string) (err error) {
	s, _, err := settings("check", e, args, nil)
	if err != nil {
		return err
	}
	srv, err := offline(ctx, e, s, true)
	if err != nil {
		return err
	}
	printProbe(e, srv.Store())
	return srv.Close(ctx)
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
		{"DELETE of many until a time", p.Capabilities.DeleteManyExpires},
		{"DELETE of many under conditions", p.Capabilities.DeleteManyIfMatch},
		{"several servers may share it", p.Capabilities.Shared},
	} {
		fmt.Fprintf(e.out, "  %-36s %s\n", line.what, word[line.ok])
	}
	fmt.Fprintf(e.out, "  %-36s %d bytes, %d more for each name\n", "metadata limit", p.Capabilities.MetadataLimit, p.Capabilities.NameOverhead)
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
