package session

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

// The binary format of COPY (PostgreSQL manual, "COPY", "Binary Format"): a
// signature, 32 bits of flags, the length of an extension; of each row the
// number of fields and each with its length; -1 instead of a number of fields
// at the end.
const (
	copySignature = "PGCOPY\n\xff\r\n\x00"
	copyHasOIDs   = 1 << 16 // the only critical flag that was ever given out
	copyCritical  = 0xffff << 16
)

// binaryRows reads rows of the binary format.
type binaryRows struct {
	feed *copyFeed
	in   *bufio.Reader
	n    int64
	buf  []byte
}

// line implements rowReader.
func (r *binaryRows) line() int64 { return r.n }

// header implements rowReader.
func (r *binaryRows) header() error {
	var signature [len(copySignature)]byte
	if _, err := io.ReadFull(r.in, signature[:]); ended(err) || err == nil && string(signature[:]) != copySignature {
		return pgerr.New(pgerr.BadCopyFileFormat, "COPY file signature not recognized")
	} else if err != nil {
		return err
	}
	flags, err := r.headerField("missing flags")
	switch {
	case err != nil:
		return err
	case flags&copyHasOIDs != 0:
		return pgerr.New(pgerr.BadCopyFileFormat, "invalid COPY file header (WITH OIDS)")
	case flags&copyCritical != 0:
		return pgerr.New(pgerr.BadCopyFileFormat, "unrecognized critical flags in COPY file header")
	}
	length, err := r.headerField("missing length")
	if err == nil && int32(length) < 0 {
		return pgerr.New(pgerr.BadCopyFileFormat, "invalid COPY file header (missing length)")
	}
	if err == nil {
		_, err = io.CopyN(io.Discard, r.in, int64(length))
	}
	if ended(err) {
		return pgerr.New(pgerr.BadCopyFileFormat, "invalid COPY file header (wrong length)")
	}
	return err
}

func (r *binaryRows) headerField(missing string) (uint32, error) {
	var b [4]byte
	_, err := io.ReadFull(r.in, b[:])
	if ended(err) {
		err = pgerr.New(pgerr.BadCopyFileFormat, "invalid COPY file header ("+missing+")")
	}
	return binary.BigEndian.Uint32(b[:]), err
}

// ended tells the end of the data, and that only, from other errors.
func ended(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// row implements rowReader. Data may end without a trailer.
func (r *binaryRows) row() error {
	r.n++
	var b [2]byte
	if _, err := io.ReadFull(r.in, b[:]); err != nil {
		if ended(err) {
			return io.EOF
		}
		return err
	}
	switch fields := int16(binary.BigEndian.Uint16(b[:])); {
	case fields == -1:
		return r.end()
	case int(fields) != len(r.feed.cols):
		return r.feed.inLine(pgerr.Newf(pgerr.BadCopyFileFormat, "row field count is %d, expected %d", fields, len(r.feed.cols)))
	}
	for i := range r.feed.cols {
		if err := r.value(i); err != nil {
			return r.feed.inColumn(err, i)
		}
	}
	return nil
}

// end makes sure that the trailer is the last of the data.
func (r *binaryRows) end() error {
	if _, err := r.in.ReadByte(); err != nil {
		return err
	}
	return r.feed.inLine(pgerr.New(pgerr.BadCopyFileFormat, "received copy data after EOF marker"))
}

// value adds the next field to column i.
func (r *binaryRows) value(i int) error {
	var b [4]byte
	if err := r.full(b[:]); err != nil {
		return err
	}
	length := int32(binary.BigEndian.Uint32(b[:]))
	if length == -1 {
		r.feed.out.Cols[i].AppendValue(types.Null)
		return nil
	}
	if err := r.fill(length); err != nil {
		return err
	}
	col := r.feed.cols[i]
	v, err := types.ParseBinary(col.Type, r.buf)
	if err == nil {
		v, err = types.Coerce(col.Type, col.Typmod, v, false)
	}
	if err != nil {
		return err
	}
	r.feed.out.Cols[i].AppendValue(v)
	return nil
}

// fill reads the bytes of a field. Memory grows with what arrives, not with
// what a length promises.
func (r *binaryRows) fill(length int32) error {
	if length < 0 {
		return pgerr.New(pgerr.BadCopyFileFormat, "invalid field size")
	}
	r.buf = r.buf[:0]
	for left := int(length); left > 0; {
		step := min(left, copyBuffer)
		at := len(r.buf)
		r.buf = append(r.buf, make([]byte, step)...)
		if err := r.full(r.buf[at:]); err != nil {
			return err
		}
		left -= step
	}
	return nil
}

func (r *binaryRows) full(b []byte) error {
	_, err := io.ReadFull(r.in, b)
	if ended(err) {
		return pgerr.New(pgerr.BadCopyFileFormat, "unexpected EOF in COPY data")
	}
	return err
}

// binaryEncoder writes rows of the binary format.
type binaryEncoder struct{ buf []byte }

// header implements rowEncoder. It leaves with the first row.
func (e *binaryEncoder) header(io.Writer) error {
	e.buf = append(append(e.buf, copySignature...), 0, 0, 0, 0, 0, 0, 0, 0)
	return nil
}

// row implements rowEncoder.
func (e *binaryEncoder) row(b *types.Batch, row int, out io.Writer) error {
	e.buf = binary.BigEndian.AppendUint16(e.buf, uint16(len(b.Cols)))
	for _, col := range b.Cols {
		at := len(e.buf)
		e.buf = append(e.buf, 0xff, 0xff, 0xff, 0xff) // NULL
		if col.IsNull(row) {
			continue
		}
		e.buf = col.AppendBinary(e.buf, row)
		binary.BigEndian.PutUint32(e.buf[at:], uint32(len(e.buf)-at-4))
	}
	return e.flush(out)
}

// trailer implements rowEncoder.
func (e *binaryEncoder) trailer(out io.Writer) error {
	e.buf = append(e.buf, 0xff, 0xff)
	return e.flush(out)
}

func (e *binaryEncoder) flush(out io.Writer) error {
	_, err := out.Write(e.buf)
	e.buf = e.buf[:0]
	return err
}
