package crash

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// work is a client: it commits one transaction after the other until the server
// dies, or leaves it without an answer.
func (w *witness) work(ctx context.Context, url string, client int, seed uint64) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return // killed by the requests of another client
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	r := rand.New(rand.NewPCG(seed, 0))
	for !conn.IsClosed() {
		c := w.next(r, client)
		sent, err := c.run(ctx, conn)
		w.told(client, sent, err)
		if sent && err != nil {
			return
		}
		if err != nil && conn.PgConn().TxStatus() != 'I' {
			_, _ = conn.Exec(ctx, "ROLLBACK") // of one that failed; a connection that is lost ends the loop
		}
	}
}

// run carries out a transaction. sent tells that its outcome is unknown if
// there is an error: COMMIT was sent, and no refusal came back.
func (c *change) run(ctx context.Context, conn *pgx.Conn) (sent bool, err error) {
	if c.pipelined {
		return c.pipeline(ctx, conn)
	}
	if _, err := conn.Exec(ctx, "BEGIN"); err != nil {
		return false, err
	}
	for _, s := range c.statements() {
		tag, err := conn.Exec(ctx, s.sql, s.args...)
		if err := s.check(tag, err); err != nil {
			return false, err
		}
	}
	if c.rollback {
		_, err := conn.Exec(ctx, "ROLLBACK")
		return false, err
	}
	_, err = conn.Exec(ctx, "COMMIT")
	return unknown(err), err
}

// pipeline sends all statements before it reads the first answer.
func (c *change) pipeline(ctx context.Context, conn *pgx.Conn) (sent bool, err error) {
	b := &pgx.Batch{}
	statements := c.statements()
	for _, s := range statements {
		b.Queue(s.sql, s.args...)
	}
	answers := conn.SendBatch(ctx, b)
	for _, s := range statements {
		tag, failed := answers.Exec()
		if err == nil {
			err = s.check(tag, failed)
		}
	}
	err = errors.Join(err, answers.Close())
	return unknown(err), err
}

// check refuses a number of rows that is not the expected one: a row that the
// client has is gone.
func (s statement) check(tag pgconn.CommandTag, err error) error {
	if err == nil && tag.RowsAffected() != s.rows {
		return &wrongRows{fmt.Sprintf("%s %v: %s, not %d rows", s.sql, s.args, tag, s.rows)}
	}
	return err
}

// wrongRows is an answer that no failure explains.
type wrongRows struct{ text string }

func (e *wrongRows) Error() string { return e.text }

// unknown reports whether after an error nobody knows if the transaction was
// committed: the server says so, or says nothing.
func unknown(err error) bool {
	if err == nil {
		return false
	}
	var refused *pgconn.PgError
	return !errors.As(err, &refused) || refused.Code == string(pgerr.TransactionResolutionUnknown)
}
