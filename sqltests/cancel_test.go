package sqltests

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// TestCancel cancels a statement, inside and outside of a block, by a cancel
// request and by pg_cancel_backend.
func TestCancel(t *testing.T) {
	url := Start(t)
	c := connect(t, url, "postgres", nil)
	other := connect(t, url, "postgres", nil)
	victim := strconv.FormatUint(uint64(c.PID()), 10)
	byFunction := func(ctx context.Context) error {
		return other.ExecParams(ctx, "SELECT pg_cancel_backend($1)", [][]byte{[]byte(victim)}, nil, nil, nil).Read().Err
	}
	for name, cancel := range map[string]func(context.Context) error{"request": c.CancelRequest, "function": byFunction} {
		for _, begin := range []string{"", "BEGIN; "} {
			cancelled := make(chan error, 1)
			time.AfterFunc(50*time.Millisecond, func() { cancelled <- cancel(context.Background()) })
			_, err := c.Exec(t.Context(), begin+"SELECT pg_sleep(10)").ReadAll()
			if err := <-cancelled; err != nil {
				t.Error(err)
			}
			if e := (*pgconn.PgError)(nil); !errors.As(err, &e) || e.Code != "57014" {
				t.Errorf("%s: %v, want 57014", name, err)
			}
			if begin != "" && c.TxStatus() != 'E' {
				t.Errorf("%s: the block is %c", name, c.TxStatus())
			}
			if _, err := c.Exec(t.Context(), "ROLLBACK").ReadAll(); err != nil {
				t.Error(err)
			}
		}
	}
}
