package wire

import (
	"context"

	"github.com/jackc/pgproto3/v2"
)

func (c *conn) query(ctx context.Context, body []byte) error {
	var m pgproto3.Query
	if err := m.Decode(body); err != nil {
		return err
	}
	c.rows.reset(ctx, nil, false)
	return c.session.Query(ctx, m.String, &c.rows)
}
