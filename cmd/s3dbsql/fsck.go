package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"

	"github.com/s3dbsql/s3dbsql/engine"
	"github.com/s3dbsql/s3dbsql/internal/server"
)

// checked is the report on one database, as --json prints it.
type checked struct {
	Name string `json:"database"`
	*engine.Report
}

// Exit codes of fsck. One that could not do its work is like none of them.
const (
	fsckRepaired = 1
	fsckLeft     = 2
	fsckFailed   = 8
)

// fsck checks databases, all if none is named, and repairs them if asked to.
func fsck(ctx context.Context, e env, args []string) (err error) {
	repair, asJSON := false, false
	s, names, err := settings("fsck", e, args, func(fs *flag.FlagSet) {
		fs.BoolVar(&repair, "repair", false, "mend what is wrong, where it is known what is right")
		fs.BoolVar(&asJSON, "json", false, "print the reports as JSON")
	})
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	if err != nil {
		return exitError{fsckFailed, err}
	}
	// Repairs sign their writes to expire, for which the store must be known.
	srv, err := offline(ctx, e, s, repair)
	if err != nil {
		return exitError{fsckFailed, err}
	}
	reports, err := examine(ctx, srv, names, repair)
	if err = errors.Join(err, srv.Close(ctx)); err != nil {
		return exitError{fsckFailed, err}
	}
	if asJSON {
		err = json.NewEncoder(e.out).Encode(reports)
	} else {
		printReports(e, reports)
	}
	return errors.Join(err, outcome(reports, repair))
}

func examine(ctx context.Context, srv *server.Server, names []string, repair bool) (reports []checked, err error) {
	if len(names) == 0 {
		if names, err = srv.Databases(ctx); err != nil {
			return nil, err
		}
	}
	look := srv.Check
	if repair {
		look = srv.Repair
	}
	for _, name := range names {
		report, err := look(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("database %s: %w", name, err)
		}
		reports = append(reports, checked{name, report})
	}
	return reports, nil
}

func printReports(e env, reports []checked) {
	for _, r := range reports {
		fmt.Fprintf(e.out, "database %s: %d tables, %d records, %d references, %d journal entries, %d problems\n",
			r.Name, r.Tables, r.Records, r.References, r.Entries, len(r.Findings))
		if r.Owed > 0 {
			fmt.Fprintf(e.out, "  %d rows are committed and not yet objects\n", r.Owed)
		}
		for _, f := range r.Findings {
			mark := ""
			if f.Repaired {
				mark = ", repaired"
			}
			fmt.Fprintf(e.out, "  %s%s\n", f, mark)
		}
	}
}

// outcome makes the exit code: nil if nothing was wrong.
func outcome(reports []checked, repair bool) error {
	found, left := 0, 0
	for _, r := range reports {
		found += len(r.Findings)
		left += r.Left()
	}
	switch {
	case found == 0:
		return nil
	case left == 0:
		return exitError{fsckRepaired, fmt.Errorf("%d problems were found and repaired", found)}
	case repair:
		return exitError{fsckLeft, fmt.Errorf("%d problems were found, %d are left", found, left)}
	}
	return exitError{fsckLeft, fmt.Errorf("%d problems were found; --repair mends what can be", found)}
}
