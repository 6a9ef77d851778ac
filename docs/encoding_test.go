package docs

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/sqltests"
)

// example is a row of the table of bytes in encoding.md.
var example = regexp.MustCompile("(?m)^\\| `(.*)` \\| `(.*)` \\| (\\w+) \\| (\\d+ \\| \\d+ \\| \\d+ %) \\|")

// TestEncodingExamples holds the values and bytes in encoding.md to the codec.
func TestEncodingExamples(t *testing.T) {
	rows := example.FindAllStringSubmatch(read(t, "encoding.md"), -1)
	if len(rows) != 5 {
		t.Errorf("encoding.md has %d examples", len(rows))
	}
	for _, row := range rows {
		value := codec.CompactText{}.Encode(row[1])
		before, after := len(codec.V10.Encode(row[1])), len(value)
		bytes := fmt.Sprintf("%d | %d | %.0f %%", before, after, 100*float64(before-after)/float64(before))
		if form := codec.CompactFormOf(value); value != row[2] || form != row[3] || bytes != row[4] {
			t.Errorf("%s is %s, %s, %s", row[1], value, form, bytes)
		}
	}
}

// TestEncoding runs the statements of encoding.md.
func TestEncoding(t *testing.T) {
	c, err := pgconn.Connect(t.Context(), sqltests.Start(t)+"/postgres?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	text := read(t, "encoding.md")
	for _, sql := range statements(text, "sql") {
		if code := outcome(c, sql); code != "" {
			t.Errorf("%s: %s", sql, code)
		}
	}
	lines := statements(text, "sql answer")
	got := c.ExecParams(t.Context(), strings.TrimSuffix(lines[0], ";"), nil, nil, nil, nil).Read()
	if got.Err != nil || len(got.Rows) != len(lines)-1 {
		t.Fatalf("%d rows, %v", len(got.Rows), got.Err)
	}
	for i, row := range got.Rows {
		var cells []string
		for _, cell := range row {
			cells = append(cells, string(cell))
		}
		if line := strings.Join(cells, "|"); line != lines[i+1] {
			t.Errorf("%s, not %s", line, lines[i+1])
		}
	}
}
