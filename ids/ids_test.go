package ids_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/s3dbsql/s3dbsql/ids"
)

var at = time.Date(2022, 2, 22, 19, 22, 22, 0, time.UTC) // of the examples of RFC 9562

// zeros are random bits that are all 0.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestKnown(t *testing.T) {
	for name, want := range map[string]string{
		ids.Nano: "uuuuuuuu",
		"uuid1":  "c232ab00-9414-11ec-8000-010000000000",
		"uuid4":  "00000000-0000-4000-8000-000000000000",
		"uuid7":  "017f22e2-79b0-7000-8000-000000000000",
		"ulid":   "01FWHE4YDG0000000000000000",
	} {
		got, err := ids.Named(name, 8)(zeros{}, at)
		if err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", name, got, err, want)
		}
	}
	if ids.Named("snowflake", 8) != nil {
		t.Error("an unknown name has a generator")
	}
}

func TestForms(t *testing.T) {
	uuid := `^[0-9a-f]{8}-[0-9a-f]{4}-%[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`
	for name, form := range map[string]string{
		ids.Nano: `^[A-Za-z0-9_-]{22}$`,
		"uuid1":  strings.Replace(uuid, "%", "1", 1),
		"uuid4":  strings.Replace(uuid, "%", "4", 1),
		"uuid7":  strings.Replace(uuid, "%", "7", 1),
		"ulid":   `^[0-7][0-9A-HJKMNP-TV-Z]{25}$`,
	} {
		for range 50 {
			id, err := ids.Named(name, ids.DefaultSize)(rand.Reader, at)
			if err != nil || !regexp.MustCompile(form).MatchString(id) {
				t.Fatalf("%s: %q, %v", name, id, err)
			}
		}
	}
}

func TestNanoIDUsesEveryCharacterOnce(t *testing.T) {
	all := make([]byte, 64)
	for i := range all {
		all[i] = byte(i)
	}
	id, err := ids.NanoID(bytes.NewReader(all), 64)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range id {
		if strings.Count(id, string(c)) != 1 {
			t.Errorf("%c occurs %d times", c, strings.Count(id, string(c)))
		}
	}
}

func TestOrderedByTime(t *testing.T) {
	for _, name := range []string{"uuid7", "ulid"} {
		draw, before := ids.Named(name, 0), ""
		for i := range 1000 {
			id, err := draw(rand.Reader, at.Add(time.Duration(i)*time.Millisecond))
			if err != nil || id <= before {
				t.Fatalf("%s: %s after %s, %v", name, id, before, err)
			}
			before = id
		}
	}
}

func TestNoRandomness(t *testing.T) {
	broken := iotest.ErrReader(io.ErrClosedPipe)
	for _, name := range ids.Names() {
		if _, err := ids.Named(name, 8)(broken, at); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUnlikely(t *testing.T) {
	for _, c := range []struct {
		name string
		size int
		want bool
	}{{ids.Nano, 22, true}, {ids.Nano, 15, false}, {"uuid7", 0, true}, {"snowflake", 22, false}} {
		if got := ids.Unlikely(c.name, c.size); got != c.want {
			t.Errorf("%s of %d: %v", c.name, c.size, got)
		}
	}
}
