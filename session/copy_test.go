package session

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"github.com/s3dbsql/s3dbsql/pgerr"
	"github.com/s3dbsql/s3dbsql/types"
)

var (
	textCopy = copyOptions{delimiter: '\t', null: `\N`, quote: '"', escape: '"'}
	csvCopy  = copyOptions{csv: true, delimiter: ',', quote: '"', escape: '"'}
)

// readCopy reads data to its end as the lines' fields; NULL is a nil pointer.
func readCopy(in io.Reader, opts *copyOptions) (lines [][]*string, err error) {
	r, s := newLineReader(in, opts), splitter{opts: opts}
	for {
		line, err := r.next()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
		fields, err := s.split(line)
		if err != nil {
			return lines, err
		}
		row := make([]*string, len(fields))
		for i, f := range fields {
			if text := string(f.text); !f.null {
				row[i] = &text
			}
		}
		lines = append(lines, row)
	}
}

func shown(lines [][]*string) string {
	var b strings.Builder
	for _, row := range lines {
		for i, f := range row {
			if i > 0 {
				b.WriteByte('|')
			}
			if f == nil {
				b.WriteString("NULL")
			} else {
				b.WriteString(*f)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestCopyLineEnds reads lines that end as those of other systems do.
func TestCopyLineEnds(t *testing.T) {
	for _, c := range []struct {
		opts     *copyOptions
		in, want string
	}{
		{&textCopy, "a\tb\r\nc\td\r\n", "a|b\nc|d\n"},
		{&textCopy, "a\rb\r", "a\nb\n"},
		{&textCopy, "a\nb", "a\nb\n"},
		{&textCopy, "", ""},
		{&textCopy, "\n", "\n"},
		{&textCopy, "a\nb\rc\n", "a\n22P04 literal carriage return found in data"},
		{&textCopy, "a\r\nb\nc\r\n", "a\n22P04 literal newline found in data"},
		{&textCopy, "a\\\r\nb\\\n\n", "a\r\nb\n\n"},
		{&textCopy, "a\\", "a\\\n"},
		{&textCopy, "a\n\\.\nb\n", "a\n"},
		{&textCopy, "a\n\\.", "a\n"},
		{&textCopy, "a\\.\n", "a\n"},
		{&textCopy, "\\.x\n", "22P04 end-of-copy marker corrupt"},
		{&csvCopy, "a,\"b\r\nc\"\r\nd,\r\n", "a|b\r\nc\nd|NULL\n"},
		{&csvCopy, "a\nb\rc\n", "a\n22P04 unquoted carriage return found in data"},
		{&csvCopy, "\\.x,y\n", "\\.x|y\n"},
		{&csvCopy, "a\n\\\n", "a\n\\\n"},
		{&csvCopy, "\"\\.\"\n\\.\nz", "\\.\n"},
	} {
		// Byte by byte, so that what is looked ahead for is not there yet.
		lines, err := readCopy(iotest.OneByteReader(strings.NewReader(c.in)), c.opts)
		got := shown(lines)
		if e := (*pgerr.Error)(nil); errors.As(err, &e) {
			got += string(e.Code) + " " + e.Message
		}
		if got != c.want {
			t.Errorf("%q is read as %q, want %q", c.in, got, c.want)
		}
	}
}

// TestCopyRoundTrip holds that what COPY TO writes COPY FROM reads.
func TestCopyRoundTrip(t *testing.T) {
	texts := rapid.SliceOfN(rapid.Ptr(rapid.StringOf(rapid.SampledFrom([]rune("ab,;|'\"\\\t\n\r\b\v.Nßx0 "))), true), 1, 4)
	special := copyOptions{csv: true, delimiter: ';', null: "ab", quote: '\'', escape: '\\'}
	rapid.Check(t, func(t *rapid.T) {
		opts := rapid.SampledFrom([]*copyOptions{&textCopy, &csvCopy, &special}).Draw(t, "options")
		row := texts.Draw(t, "row")
		data := written(t, opts, row)
		// The end of a line decides how all end: ours is a newline.
		lines, err := readCopy(io.MultiReader(strings.NewReader(string(data)), bytes.NewReader(data)), opts)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if got, want := shown(lines), shown([][]*string{row, row}); got != want {
			t.Fatalf("%q is read as %q, want %q", data, got, want)
		}
	})
}

// written is a row of texts as COPY TO writes it.
func written(t *rapid.T, opts *copyOptions, row []*string) []byte {
	ts, force := make([]*types.Type, len(row)), make([]bool, len(row))
	for i := range ts {
		ts[i] = types.Text
	}
	b := types.NewBatch(ts, 1)
	for i, text := range row {
		v := types.Null
		if text != nil {
			v = types.NewText(*text)
		}
		b.Cols[i].AppendValue(v)
	}
	b.SetRows(1)
	var out bytes.Buffer
	e := &textEncoder{opts: opts, style: types.DefaultStyle, fields: make([]Field, len(row)), force: force}
	if err := e.row(b, 0, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// FuzzCopy reads any bytes as COPY data, which must not panic, and holds that
// fields have no more bytes than there were.
func FuzzCopy(f *testing.F) {
	for _, seed := range []string{"a\tb\n", "\\N\t\\x41\\101\n\\.\n", "a,\"b\"\"c\"\r\n\"\n\",\n", "\\", "\"", "\r\r\n"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, data string, csv bool) {
		opts := &textCopy
		if csv {
			opts = &csvCopy
		}
		lines, err := readCopy(strings.NewReader(data), opts)
		if err != nil && pgerr.CodeOf(err) != pgerr.BadCopyFileFormat {
			t.Errorf("error without SQLSTATE: %v", err)
		}
		total := 0
		for _, row := range lines {
			for _, x := range row {
				if x != nil {
					total += len(*x)
				}
			}
		}
		if total > len(data) {
			t.Errorf("%d bytes were read from %d", total, len(data))
		}
	})
}

// BenchmarkCopyLines reads lines of five fields.
func BenchmarkCopyLines(b *testing.B) {
	data := strings.Repeat("12345\tsome text\t2024-05-06\t\\N\t3.14159\n", 1000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		r, s := newLineReader(strings.NewReader(data), &textCopy), splitter{opts: &textCopy}
		for {
			line, err := r.next()
			if err != nil {
				break
			}
			if fields, _ := s.split(line); len(fields) != 5 {
				b.Fatal("not five fields")
			}
		}
	}
}
