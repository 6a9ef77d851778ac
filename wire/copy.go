package wire

import (
	"context"
	"io"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// CopyIn sends a CopyInResponse and returns what the client sends then.
func (w *rowWriter) CopyIn(columns int, binary bool) (io.Reader, error) {
	overall, formats := copyFormats(columns, binary)
	w.conn.out.send(&pgproto3.CopyInResponse{OverallFormat: overall, ColumnFormatCodes: formats})
	if err := w.conn.out.flush(); err != nil {
		return nil, err
	}
	return &copyReader{conn: w.conn, ctx: w.ctx}, nil
}

// CopyOut sends a CopyOutResponse and returns where the data goes.
func (w *rowWriter) CopyOut(columns int, binary bool) (io.WriteCloser, error) {
	overall, formats := copyFormats(columns, binary)
	w.conn.out.send(&pgproto3.CopyOutResponse{OverallFormat: overall, ColumnFormatCodes: formats})
	return &copyWriter{out: &w.conn.out, ctx: w.ctx}, w.conn.out.relieve()
}

func copyFormats(columns int, binary bool) (overall byte, formats []uint16) {
	formats = make([]uint16, columns)
	if binary {
		overall = formatBinary
		for i := range formats {
			formats[i] = formatBinary
		}
	}
	return overall, formats
}

// copyReader reads the data of a COPY FROM STDIN out of CopyData messages.
type copyReader struct {
	conn *conn
	ctx  context.Context
	rest []byte // of the last CopyData
	err  error
}

func (r *copyReader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 && r.err == nil {
		r.rest, r.err = r.next()
	}
	if len(r.rest) == 0 {
		return 0, r.err
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// next reads one message. Flush and Sync are ignored during a COPY, for
// clients that send them after every message.
func (r *copyReader) next() ([]byte, error) {
	if r.ctx.Err() != nil {
		return nil, context.Cause(r.ctx)
	}
	f, err := r.conn.in.next()
	if err != nil {
		r.conn.ending = r.conn.readError(err)
		return nil, unfinishedCopy(r.conn.ending)
	}
	switch f.kind {
	case 'd':
		return f.body, nil
	case 'c':
		return nil, io.EOF
	case 'f':
		return nil, copyFailed(f)
	case 'H', 'S':
		return nil, nil
	}
	r.conn.ending = fatal(errSyncLost)
	return nil, pgerr.Newf(pgerr.ProtocolViolation, "unexpected message type 0x%02X during COPY from stdin", f.kind)
}

// unfinishedCopy keeps the end of a connection apart from the end of the data,
// which io.EOF would be.
func unfinishedCopy(err error) error {
	if pgerr.CodeOf(err) != pgerr.InternalError {
		return err
	}
	return pgerr.New(pgerr.ConnectionFailure, "unexpected EOF on client connection with an open transaction")
}

func copyFailed(f frame) error {
	if err := f.check(); err != nil {
		return err
	}
	var m pgproto3.CopyFail
	if err := m.Decode(f.body); err != nil {
		return err
	}
	return pgerr.Newf(pgerr.QueryCanceled, "COPY from stdin failed: %s", m.Message)
}

// copyWriter sends the data of a COPY TO STDOUT as CopyData messages.
type copyWriter struct {
	out *writeBuffer
	ctx context.Context
}

func (w *copyWriter) Write(p []byte) (int, error) {
	if w.ctx.Err() != nil {
		return 0, context.Cause(w.ctx)
	}
	w.out.end(append(w.out.begin('d'), p...))
	return len(p), w.out.relieve()
}

func (w *copyWriter) Close() error {
	w.out.send(&pgproto3.CopyDone{})
	return w.out.err
}
