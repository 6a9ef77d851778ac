package session

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/planner/plan"
	"github.com/s3dbsql/s3dbsql/types"
)

// FuzzCopyBinary holds that any data is rows or an error that a client can
// read, and that rows come back from what they are written as.
func FuzzCopyBinary(f *testing.F) {
	row := "\x00\x03" + "\x00\x00\x00\x04\x00\x00\x00\x07" + "\x00\x00\x00\x01a" + "\xff\xff\xff\xff"
	f.Add([]byte(copySignature + "\x00\x00\x00\x00\x00\x00\x00\x00" + row + "\xff\xff"))
	f.Add([]byte(copySignature + "\x00\x00\x00\x00\x00\x00\x00\x02ab" + row + row))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := readBinary(data)
		if e := (*pgerr.Error)(nil); err != nil && !errors.As(err, &e) {
			t.Fatalf("%v has no SQLSTATE", err)
		}
		var out bytes.Buffer
		e := &binaryEncoder{}
		errs := []error{e.header(&out)}
		for i := range got.Rows() {
			errs = append(errs, e.row(got, i, &out))
		}
		if err := errors.Join(append(errs, e.trailer(&out))...); err != nil {
			t.Fatal(err)
		}
		again, err := readBinary(out.Bytes())
		if err != nil || again.Rows() != got.Rows() {
			t.Errorf("%d rows become %d: %v", got.Rows(), again.Rows(), err)
		}
	})
}

// readBinary reads rows of an integer, a text and a list of numbers until the
// end or the first error.
func readBinary(data []byte) (*types.Batch, error) {
	feed := &copyFeed{table: &catalog.Table{Name: "t"}, opts: &copyOptions{binary: true}, cols: plan.Schema{
		{Name: "a", Type: types.Int4}, {Name: "b", Type: types.Text}, {Name: "c", Type: types.Numeric.Array},
	}}
	feed.out = types.NewBatch(feed.cols.Types(), types.BatchSize)
	feed.read(bytes.NewReader(data))
	err := feed.rows.header()
	for err == nil {
		if err = feed.rows.row(); err == nil {
			feed.out.SetRows(feed.out.Rows() + 1)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return feed.out, err
}
