package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/s3dbsql/s3dbsql/internal/config"
	"github.com/s3dbsql/s3dbsql/internal/server"
	"github.com/s3dbsql/s3dbsql/storage/open"
)

// closeTimeout is how long the end of the server waits for rows to become
// objects; what is left the next start applies.
const closeTimeout = 30 * time.Second

// serve accepts connections until ctx ends.
func serve(ctx context.Context, e env, args []string) error {
	firstPort := 0
	s, _, err := settings("serve", e, args, func(fs *flag.FlagSet) {
		fs.IntVar(&firstPort, "first-port", 0, "with port 0 in --listen: take the first free `port` from this one on")
	})
	if err != nil {
		return err
	}
	l, err := server.Listen(s.Listen, firstPort)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	logger := newLogger(e, s)
	srv, err := server.New(ctx, s, logger, server.Options{})
	if err != nil {
		return err
	}
	logger.Info("accepting connections", "address", l.Addr().String(), "store", open.Describe(s.Store))
	if firstPort != 0 {
		printPsql(e, l)
	}
	err = srv.Run(ctx, l)
	closing, stop := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer stop()
	return errors.Join(err, srv.Close(closing))
}

func newLogger(e env, s *config.Settings) *slog.Logger {
	level, _ := s.Level()
	return slog.New(slog.NewTextHandler(e.errs, &slog.HandlerOptions{Level: level}))
}

// printPsql prints the line to paste.
func printPsql(e env, l net.Listener) {
	host, port, _ := net.SplitHostPort(l.Addr().String())
	fmt.Fprintf(e.out, "\n  psql -h %s -p %s postgres\n\n", host, port)
}
