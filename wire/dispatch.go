package wire

import (
	"context"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// dispatch carries out one message. The sentences are those of the PostgreSQL
// manual, "Message Flow" and "Message Formats".
func (c *conn) dispatch(ctx context.Context, f frame) error {
	if err := f.check(); err != nil {
		return err
	}
	switch f.kind {
	// A simple query cycle is initiated by the frontend sending a Query message.
	case 'Q':
		return c.query(ctx, f.body)
	// Parse contains a textual query string, optionally the data types of
	// parameters, and the name of a destination prepared-statement object.
	case 'P':
		return c.parse(ctx, f.body)
	// Bind gives the name of the source prepared statement, the destination
	// portal, and the values to use for any parameter placeholders.
	case 'B':
		return c.bind(ctx, f.body)
	// Describe asks for the description of a prepared statement or a portal.
	case 'D':
		return c.describe(ctx, f.body)
	// Execute specifies the portal name and a maximum result-row count.
	case 'E':
		return c.execute(ctx, f.body)
	// Close closes an existing prepared statement or portal; it is not an
	// error to name one that does not exist.
	case 'C':
		return c.close(f.body)
	// Flush forces the backend to deliver any data pending in its buffers.
	case 'H':
		return c.out.flush()
	// Sync closes the current transaction if not inside a transaction block
	// and is a resynchronization point for error recovery.
	case 'S':
		return c.session.Sync(ctx)
	// FunctionCall is a legacy feature best avoided in new code; it is refused
	// before its arguments are looked at.
	case 'F':
		return pgerr.Unsupported("the function call protocol")
	}
	return nil
}
