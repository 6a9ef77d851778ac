package ids

import (
	"io"
	"slices"
	"time"
)

// Generator draws one id as text.
type Generator func(random io.Reader, now time.Time) (string, error)

// Nano is the name of the generator of s3db.js.
const Nano = "nanoid"

// Names returns the names that Named knows.
func Names() []string { return []string{Nano, "uuid1", "uuid4", "uuid7", "ulid"} }

// MaxSize is the longest nanoid offered, in characters: an id is part of a key,
// and a key has at most 1,024 bytes.
const MaxSize = 128

// Named returns the generator of a name, nil if there is none. size is that of
// nanoids, in characters; the others have theirs.
func Named(name string, size int) Generator {
	switch name {
	case Nano:
		return func(random io.Reader, _ time.Time) (string, error) { return NanoID(random, size) }
	case "uuid1":
		return text(UUIDv1)
	case "uuid4":
		return text(func(random io.Reader, _ time.Time) (UUID, error) { return UUIDv4(random) })
	case "uuid7":
		return text(UUIDv7)
	case "ulid":
		return ULID
	}
	return nil
}

func text(draw func(io.Reader, time.Time) (UUID, error)) Generator {
	return func(random io.Reader, now time.Time) (string, error) {
		u, err := draw(random, now)
		return u.String(), err
	}
}

// safeSize is how long nanoids are that nobody will draw twice: 96 bits.
const safeSize = 16

// Unlikely reports whether two ids of a generator are so unlikely to be the
// same that nobody needs to look.
func Unlikely(name string, size int) bool {
	return slices.Contains(Names(), name) && (name != Nano || size >= safeSize)
}
