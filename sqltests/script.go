package sqltests

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/jackc/pgx/v5/pgconn"
)

// script runs one file. Its commands:
//
//	sql [conn=NAME]                     a simple Query
//	extended [conn=NAME] [args=(...)]   Parse, Bind, Describe, Execute, Sync
//	copy [conn=NAME]                    COPY FROM STDIN: its first line, then the data
//	wait [conn=NAME]                    for a notification, while the connection is idle
//
// Data of the binary format is written in hex, white space counts for nothing.
//
// Connections are made when they are first named.
type script struct {
	t        *testing.T
	url      string
	database string
	conns    map[string]*pgconn.PgConn
	out      bytes.Buffer
}

// Run runs a file against the server at url, in a database that it makes.
func Run(t *testing.T, url, path, name string) {
	database(t, url, name)
	RunIn(t, url, path, name)
}

// RunIn is Run in a database that there is.
func RunIn(t *testing.T, url, path, name string) {
	s := &script{t: t, url: url, database: name, conns: map[string]*pgconn.PgConn{}}
	datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
		return s.run(d)
	})
}

func (s *script) run(d *datadriven.TestData) string {
	s.out.Reset()
	c := s.conn(d)
	switch d.Cmd {
	case "sql":
		s.simple(c, d.Input)
	case "extended":
		s.extended(c, d)
	case "copy":
		s.copy(c, d.Input)
	case "wait":
		s.wait(c)
	default:
		d.Fatalf(s.t, "no command %q", d.Cmd)
	}
	if s.out.Len() == 0 {
		return "(nothing)\n"
	}
	return s.out.String()
}

func (s *script) conn(d *datadriven.TestData) *pgconn.PgConn {
	name := "main"
	d.MaybeScanArgs(s.t, "conn", &name)
	if s.conns[name] == nil {
		s.conns[name] = connect(s.t, s.url, s.database, func(cfg *pgconn.Config) {
			cfg.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) { s.notice(n) }
			cfg.OnNotification = func(_ *pgconn.PgConn, n *pgconn.Notification) { s.notification(n) }
		})
		set := s.conns[name].Exec(context.Background(), "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, MDY'")
		if _, err := set.ReadAll(); err != nil {
			s.t.Fatal(err)
		}
	}
	return s.conns[name]
}

// wait prints the next notification.
func (s *script) wait(c *pgconn.PgConn) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := c.WaitForNotification(ctx); err != nil {
		s.t.Error(err)
	}
}

// notification prints a message on a channel, and which connection sent it.
func (s *script) notification(n *pgconn.Notification) {
	from := "nobody"
	for name, c := range s.conns {
		if c.PID() == n.PID {
			from = name
		}
	}
	fmt.Fprintf(&s.out, "notification on %s from %s: %q\n", n.Channel, from, shortened(n.Payload))
}

// shortened is a text without the middle of one that is very long.
func shortened(s string) string {
	if len(s) < 1000 {
		return s
	}
	return fmt.Sprintf("%s ... %s (%d bytes)", s[:60], s[len(s)-60:], len(s))
}

// simple sends a text as it is. A COPY TO STDOUT shows its data.
func (s *script) simple(c *pgconn.PgConn, sql string) {
	if strings.Contains(strings.ToLower(sql), "to stdout") {
		s.copyTo(c, sql)
		return
	}
	results := c.Exec(context.Background(), sql)
	for results.NextResult() {
		s.result(results.ResultReader())
	}
	s.fail(results.Close())
}

func (s *script) copyTo(c *pgconn.PgConn, sql string) {
	var data bytes.Buffer
	tag, err := c.CopyTo(context.Background(), &data, sql)
	switch {
	case !binary(sql):
		s.out.Write(data.Bytes())
	case data.Len() > 0:
		fmt.Fprintf(&s.out, "%x\n", data.Bytes())
	}
	s.complete(tag, err)
}

func binary(sql string) bool { return strings.Contains(strings.ToLower(sql), "binary") }

// extended sends one statement with its arguments as texts; \N is NULL.
func (s *script) extended(c *pgconn.PgConn, d *datadriven.TestData) {
	var args [][]byte
	if a, ok := d.Arg("args"); ok {
		for _, v := range a.Vals {
			if v == `\N` {
				args = append(args, nil)
				continue
			}
			args = append(args, []byte(v))
		}
	}
	r := c.ExecParams(context.Background(), d.Input, args, nil, nil, nil)
	s.result(r)
}

// copy sends the lines behind the first one as data.
func (s *script) copy(c *pgconn.PgConn, input string) {
	sql, data, _ := strings.Cut(input, "\n")
	if data != "" {
		data += "\n"
	}
	if binary(sql) {
		raw, err := hex.DecodeString(strings.Join(strings.Fields(data), ""))
		if err != nil {
			s.t.Fatal(err)
		}
		data = string(raw)
	}
	tag, err := c.CopyFrom(context.Background(), strings.NewReader(data), sql)
	s.complete(tag, err)
}

// result prints the rows of one result, and its tag.
func (s *script) result(r *pgconn.ResultReader) {
	for first := true; r.NextRow(); first = false {
		if first {
			s.header(r)
		}
		values := make([]string, len(r.Values()))
		for i, v := range r.Values() {
			if values[i] = strings.ReplaceAll(string(v), "\n", `\n`); v == nil {
				values[i] = "NULL"
			}
		}
		fmt.Fprintln(&s.out, strings.Join(values, "|"))
	}
	s.complete(r.Close())
}

// header prints the names of the columns, where there are rows.
func (s *script) header(r *pgconn.ResultReader) {
	names := make([]string, len(r.FieldDescriptions()))
	for i, f := range r.FieldDescriptions() {
		names[i] = f.Name
	}
	fmt.Fprintln(&s.out, strings.Join(names, "|"))
}

func (s *script) complete(tag pgconn.CommandTag, err error) {
	if err != nil {
		s.fail(err)
		return
	}
	fmt.Fprintln(&s.out, tag.String())
}

// fail prints an error, once: pgx gives it to the result and to the whole.
func (s *script) fail(err error) {
	if err == nil {
		return
	}
	text := err.Error() + "\n"
	if e, ok := err.(*pgconn.PgError); ok { //nolint:errorlint // pgconn does not wrap it
		text = printed(e)
	}
	if !bytes.HasSuffix(s.out.Bytes(), []byte(text)) {
		s.out.WriteString(text)
	}
}

func (s *script) notice(n *pgconn.Notice) { s.out.WriteString(printed((*pgconn.PgError)(n))) }

// printed is an error or a notice with all that clients show of it.
func printed(e *pgconn.PgError) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s\n", e.Severity, e.Code, e.Message)
	for _, line := range []struct{ name, text string }{
		{"DETAIL", e.Detail}, {"HINT", e.Hint}, {"CONTEXT", e.Where}, {"CONSTRAINT", e.ConstraintName},
	} {
		if line.text != "" {
			fmt.Fprintf(&b, "%s: %s\n", line.name, strings.ReplaceAll(line.text, "\n", `\n`))
		}
	}
	if e.Position > 0 {
		fmt.Fprintf(&b, "POSITION: %d\n", e.Position)
	}
	return b.String()
}
