package wire

import (
	"context"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// dispatch carries out one message. What each does is said in the PostgreSQL
// manual, "Message Flow" and "Message Formats"; the comments are its gist.
func (c *conn) dispatch(ctx context.Context, f frame) error {
	if err := f.check(); err != nil {
		return err
	}
	switch f.kind {
	// Query begins a simple query cycle: one text with any number of statements.
	case 'Q':
		return c.query(ctx, f.body)
	// Parse makes a prepared statement from the text of a single statement and,
	// as far as the client knows them, the types of its parameters.
	case 'P':
		return c.parse(ctx, f.body)
	// Bind makes a portal from a prepared statement and values for its
	// parameters, and says how results are to be written.
	case 'B':
		return c.bind(ctx, f.body)
	// Describe asks for the description of a prepared statement or a portal.
	case 'D':
		return c.describe(ctx, f.body)
	// Execute runs a portal, or goes on with it, up to a number of rows.
	case 'E':
		return c.execute(ctx, f.body)
	// Close drops a prepared statement or portal, whether it exists or not.
	case 'C':
		return c.close(f.body)
	// Flush asks for what is still in the buffer.
	case 'H':
		return c.out.flush()
	// Sync ends the transaction that is not in a block, and the discarding
	// after an error.
	case 'S':
		return c.session.Sync(ctx)
	// FunctionCall is what prepared statements have replaced; it is refused
	// before its arguments are looked at.
	case 'F':
		return pgerr.Unsupported("the function call protocol")
	}
	return nil
}
