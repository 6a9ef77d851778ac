package rules

import (
	"errors"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/storage"
)

func TestAllowed(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 5, 1, time.UTC)
	there := &storage.Info{ETag: `"a"`}
	tests := []struct {
		name    string
		current *storage.Info
		cond    storage.Condition
		put     error
		del     error
	}{
		{"no condition", there, storage.Condition{}, nil, nil},
		{"absent, over nothing", nil, storage.Condition{IfAbsent: true}, nil, nil},
		{"absent, over an object", there, storage.Condition{IfAbsent: true}, storage.ErrPrecondition, storage.ErrPrecondition},
		{"match", there, storage.Condition{IfMatch: `"a"`}, nil, nil},
		{"another version", there, storage.Condition{IfMatch: `"b"`}, storage.ErrPrecondition, storage.ErrPrecondition},
		{"match, over nothing", nil, storage.Condition{IfMatch: `"a"`}, storage.ErrPrecondition, nil},
		{"in time", there, storage.Condition{ExpiresAt: now.Add(time.Second)}, nil, nil},
		{"late", there, storage.Condition{ExpiresAt: now.Add(-time.Second)}, storage.ErrExpired, storage.ErrExpired},
		{"late by part of a second", there, storage.Condition{ExpiresAt: now}, storage.ErrExpired, storage.ErrExpired},
		{"late and another version", there, storage.Condition{IfMatch: `"b"`, ExpiresAt: now}, storage.ErrExpired, storage.ErrExpired},
	}
	for _, test := range tests {
		if err := Allowed(test.current, test.cond, now); !errors.Is(err, test.put) {
			t.Errorf("%s: put is answered by %v, want %v", test.name, err, test.put)
		}
		if err := AllowedDelete(test.current, test.cond, now); !errors.Is(err, test.del) {
			t.Errorf("%s: delete is answered by %v, want %v", test.name, err, test.del)
		}
	}
}
