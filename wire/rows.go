package wire

import (
	"context"
	"encoding/binary"
	"slices"

	"github.com/jackc/pgproto3/v2"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// Format codes of parameters and results.
const (
	formatText   = 0
	formatBinary = 1
)

// maxRow is the largest DataRow in bytes, PostgreSQL's MaxAllocSize.
const maxRow = 1<<30 - 1

// rowWriter writes what a statement gives into the message buffer. There is
// one a connection, reset for each Query and Execute.
type rowWriter struct {
	conn    *conn
	ctx     context.Context // of the running call, asked between messages of a COPY
	formats []int16         // given to Bind
	// described is true in the extended protocol, where the client asked for
	// the columns with Describe and gets no RowDescription from Execute.
	described bool
	changed   []session.Parameter // not yet reported
}

var _ session.Writer = (*rowWriter)(nil)

func (w *rowWriter) reset(ctx context.Context, formats []int16, described bool) {
	w.ctx, w.formats, w.described = ctx, formats, described
}

// Fields sends a RowDescription.
func (w *rowWriter) Fields(fields []session.Field) error {
	if !w.described {
		w.conn.out.rowDescription(fields, w.formats)
	}
	return w.conn.out.err
}

// Batch sends a DataRow for each row that counts.
func (w *rowWriter) Batch(_ []session.Field, b *types.Batch) error {
	style := w.conn.session.Style()
	out := &w.conn.out
	rows := b.Len()
	for i := range rows {
		if err := out.dataRow(b, b.Index(i), w.formats, style); err != nil {
			return err
		}
		if err := out.relieve(); err != nil {
			return err
		}
	}
	out.metrics.Rows.Add(int64(rows))
	return out.err
}

// Complete sends a CommandComplete.
func (w *rowWriter) Complete(tag string) error {
	w.conn.out.send(&pgproto3.CommandComplete{CommandTag: []byte(tag)})
	return w.conn.out.relieve()
}

// Empty sends an EmptyQueryResponse.
func (w *rowWriter) Empty() error {
	w.conn.out.send(&pgproto3.EmptyQueryResponse{})
	return w.conn.out.err
}

// Suspended sends a PortalSuspended.
func (w *rowWriter) Suspended() error {
	w.conn.out.send(&pgproto3.PortalSuspended{})
	return w.conn.out.err
}

// Notice sends a NoticeResponse.
func (w *rowWriter) Notice(severity string, e *pgerr.Error) error {
	w.conn.out.send(noticeResponse(severity, e))
	return w.conn.out.relieve()
}

// Parameter keeps a ParameterStatus for the next ReadyForQuery, as PostgreSQL
// does since version 14; the last value of a parameter is the one sent.
func (w *rowWriter) Parameter(name, value string) error {
	i := slices.IndexFunc(w.changed, func(p session.Parameter) bool { return p.Name == name })
	if i >= 0 {
		w.changed[i].Value = value
	} else {
		w.changed = append(w.changed, session.Parameter{Name: name, Value: value})
	}
	return w.conn.out.err
}

// sendChanged sends the parameters that changed.
func (w *rowWriter) sendChanged() {
	for _, p := range w.changed {
		w.conn.out.send(&pgproto3.ParameterStatus{Name: p.Name, Value: p.Value})
	}
	w.changed = w.changed[:0]
}

// dataRow adds row i of b. It allocates nothing once the buffer has its size.
func (w *writeBuffer) dataRow(b *types.Batch, i int, formats []int16, style *types.Style) error {
	dst := binary.BigEndian.AppendUint16(w.begin('D'), uint16(len(b.Cols)))
	for col, v := range b.Cols {
		if v.IsNull(i) {
			dst = append(dst, 0xff, 0xff, 0xff, 0xff)
			continue
		}
		size := len(dst)
		dst = append(dst, 0, 0, 0, 0)
		if format(formats, col) == formatBinary {
			dst = v.AppendBinary(dst, i)
		} else {
			dst = v.AppendText(dst, i, style)
		}
		binary.BigEndian.PutUint32(dst[size:], uint32(len(dst)-size-4))
	}
	if size := len(dst) - len(w.bytes); size > maxRow {
		return pgerr.New(pgerr.ProgramLimitExceeded, "out of memory").
			WithDetail("A row of %d bytes is larger than a message may be.", size)
	}
	w.end(dst)
	return nil
}

// rowDescription adds the columns of a result.
func (w *writeBuffer) rowDescription(fields []session.Field, formats []int16) {
	dst := binary.BigEndian.AppendUint16(w.begin('T'), uint16(len(fields)))
	for i, f := range fields {
		dst = append(append(dst, f.Name...), 0)
		dst = binary.BigEndian.AppendUint32(dst, uint32(f.TableOID))
		dst = binary.BigEndian.AppendUint16(dst, uint16(f.Column))
		dst = binary.BigEndian.AppendUint32(dst, uint32(f.Type.Shown().OID))
		dst = binary.BigEndian.AppendUint16(dst, uint16(f.Type.Len))
		dst = binary.BigEndian.AppendUint32(dst, uint32(f.Typmod))
		dst = binary.BigEndian.AppendUint16(dst, uint16(format(formats, i)))
	}
	w.end(dst)
}

// format is the format code of column or parameter i: no codes mean text, one
// is for all.
func format(codes []int16, i int) int16 {
	switch {
	case len(codes) == 0:
		return formatText
	case len(codes) == 1:
		return codes[0]
	case i < len(codes):
		return codes[i]
	}
	return formatText
}

// checkFormats returns 22023 for a code that is neither text nor binary.
func checkFormats(codes []int16) error {
	for _, code := range codes {
		if code != formatText && code != formatBinary {
			return pgerr.Newf(pgerr.InvalidParameterValue, "unsupported format code: %d", code)
		}
	}
	return nil
}
