package wire

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/session"
	"github.com/s3dbsql/s3dbsql/types"
)

// newRows is a rowWriter whose messages go nowhere.
func newRows(t testing.TB) *rowWriter {
	t.Helper()
	s, err := New(fakeOpener{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	end, _ := net.Pipe()
	c := newConn(s, end)
	c.out.conn = io.Discard
	c.session = &fakeSession{}
	return &c.rows
}

func testBatch(rows int) ([]session.Field, *types.Batch) {
	ts := []*types.Type{types.Int4, types.Text, types.Float8, types.Timestamp, types.Bool, types.Int8}
	var fields []session.Field
	for _, t := range ts {
		fields = append(fields, session.Field{Name: t.Name, Type: t, Typmod: types.NoTypmod})
	}
	b := types.NewBatch(ts, rows)
	for i := range rows {
		b.Cols[0].AppendValue(types.NewInt(int64(i)))
		b.Cols[1].AppendValue(types.NewText("some text of a row"))
		b.Cols[2].AppendValue(types.NewFloat(float64(i) / 3))
		b.Cols[3].AppendValue(types.NewInt(int64(i) * 86_400_000_123))
		b.Cols[4].AppendValue(types.NewBool(i%2 == 0))
		b.Cols[5].AppendValue(types.Null)
	}
	b.SetRows(rows)
	return fields, b
}

// TestDataRowAllocations sends 10,000 rows. What is allowed per batch is the
// session's Style, not anything of a row.
func TestDataRowAllocations(t *testing.T) {
	fields, b := testBatch(10_000)
	for name, formats := range map[string][]int16{"text": nil, "binary": {formatBinary}} {
		w := newRows(t)
		w.reset(context.Background(), formats, true)
		allocs := testing.AllocsPerRun(5, func() {
			if err := w.Batch(fields, b); err != nil {
				t.Error(err)
			}
		})
		if allocs > 1 {
			t.Errorf("%s: %v allocations for 10,000 rows", name, allocs)
		}
	}
}

func TestBatchSelection(t *testing.T) {
	fields := field("a", types.Int4)
	b := types.NewBatch([]*types.Type{types.Int4}, 3)
	for i := range 3 {
		b.Cols[0].AppendValue(types.NewInt(int64(i)))
	}
	b.SetRows(3)
	b.Sel = []int32{2, 0}
	w := newRows(t)
	if err := w.Batch(fields, b); err != nil {
		t.Fatal(err)
	}
	want := "D\x00\x00\x00\x0b\x00\x01\x00\x00\x00\x012" + "D\x00\x00\x00\x0b\x00\x01\x00\x00\x00\x010"
	if got := string(w.conn.out.bytes); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if n := w.conn.server.metrics.Rows.Load(); n != 2 {
		t.Errorf("%d rows counted", n)
	}
}

func TestColumnFormats(t *testing.T) {
	b := types.NewBatch([]*types.Type{types.Int4, types.Int4}, 1)
	b.Cols[0].AppendValue(types.NewInt(1))
	b.Cols[1].AppendValue(types.NewInt(1))
	b.SetRows(1)
	w := newRows(t)
	w.reset(context.Background(), []int16{formatBinary, formatText}, true)
	if err := w.Batch(nil, b); err != nil {
		t.Fatal(err)
	}
	want := "D\x00\x00\x00\x13\x00\x02\x00\x00\x00\x04\x00\x00\x00\x01\x00\x00\x00\x011"
	if got := string(w.conn.out.bytes); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestFlushThreshold checks that a large result does not pile up.
func TestFlushThreshold(t *testing.T) {
	fields, b := testBatch(10_000)
	w := newRows(t)
	if err := w.Batch(fields, b); err != nil {
		t.Fatal(err)
	}
	if n := len(w.conn.out.bytes); n >= flushThreshold {
		t.Errorf("%d bytes are held back", n)
	}
	if c := cap(w.conn.out.bytes); c > 4*flushThreshold {
		t.Errorf("the buffer has grown to %d bytes", c)
	}
}

type brokenPipe struct{ writes int }

func (b *brokenPipe) Write([]byte) (int, error) { b.writes++; return 0, io.ErrClosedPipe }

func TestWriteErrorIsKept(t *testing.T) {
	fields, b := testBatch(10_000)
	w, broken := newRows(t), &brokenPipe{}
	w.conn.out.conn = broken
	for range 3 {
		if err := w.Batch(fields, b); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("error %v", err)
		}
	}
	if broken.writes != 1 {
		t.Errorf("%d writes to a broken connection", broken.writes)
	}
}

func TestErrorFields(t *testing.T) {
	e := &pgerr.Error{Code: pgerr.UniqueViolation, Message: "m\x00m", Detail: "d", Hint: "h\xff", Position: 3,
		Schema: "s", Table: "t", Column: "c", DataType: "y", Constraint: "k"}
	m, err := errorResponse("ERROR", e).Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(string(m[5:]), "\x00", "|")
	want := "SERROR|VERROR|C23505|Mmm|Dd|Hh\uFFFD|P3|ss|tt|cc|dy|nk||"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPublicError(t *testing.T) {
	cancelled, cancel := context.WithCancelCause(context.Background())
	cancel(ErrQueryCanceled)
	unknown := pgerr.Newf(pgerr.TransactionResolutionUnknown, "unknown: %w", context.Canceled)
	wrapped := pgerr.Newf(pgerr.IOError, "could not read: %w", context.Canceled)
	for _, c := range []struct {
		ctx  context.Context
		err  error
		want *pgerr.Error
	}{
		{context.Background(), io.ErrClosedPipe, errInternal},
		{context.Background(), wrapped, wrapped},
		{cancelled, context.Canceled, ErrQueryCanceled},
		{cancelled, wrapped, ErrQueryCanceled},
		{cancelled, unknown, unknown},
		{cancelled, io.ErrClosedPipe, errInternal},
		{context.Background(), context.Canceled, errInternal},
	} {
		if got := publicError(c.ctx, c.err); got != c.want {
			t.Errorf("%v: %v, want %v", c.err, got, c.want)
		}
	}
}

func BenchmarkDataRow(b *testing.B) {
	fields, batch := testBatch(types.BatchSize)
	w := newRows(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Batch(fields, batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/types.BatchSize, "ns/row")
}
