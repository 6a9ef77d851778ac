package validation

import (
	"math"
	"strings"
	"time"
)

// dateTest is the type date: a time, or with the word convert what
// JavaScript makes one of.
func dateTest(_ *compiler, n *node) (test, error) {
	convert := n.words.is("convert")
	return func(r *run, at place, v any) any {
		t, ok := v.(time.Time)
		if !ok && convert {
			t, ok = dateOf(v)
		}
		if !ok {
			r.fail(n, at, "", "date", nil, v)
			return v
		}
		return t
	}, nil
}

// dateOf is new Date(v), where a text that is a number counts milliseconds.
func dateOf(v any) (time.Time, bool) {
	switch v := v.(type) {
	case time.Time:
		return v, true
	case string:
		if f := numberOfText(v); v != "" && !math.IsNaN(f) {
			return dateOfNumber(f)
		}
		return dateOfText(v)
	case float64, bool:
		return dateOfNumber(numberOf(v))
	}
	return time.Time{}, false
}

// maxDate is the largest number of milliseconds that JavaScript has a date
// for.
const maxDate = 8.64e15

func dateOfNumber(f float64) (time.Time, bool) {
	if !(math.Abs(f) <= maxDate) {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(f)).UTC(), true
}

// dateForms are the forms of dates that are read: those of ISO 8601 that
// ECMAScript lists, and the common ones that engines read beside them. A time
// without zone is taken for UTC.
var dateForms = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
	"2006-01-02", "2006-01", "2006",
	"2006-01-02 15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04", "2006/01/02", "01/02/2006",
	time.RFC1123, time.RFC1123Z, "Jan 2, 2006", "January 2, 2006", "2 Jan 2006", "2 January 2006",
}

func dateOfText(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}
