package keys

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of keys in bytes.
const (
	MaxKey     = 1024 // a whole key with the database's prefix (Amazon S3)
	MaxSegment = 255  // one segment between slashes: file systems below some stores
	MaxPrefix  = 255  // kept free of MaxKey for the prefix of the database
)

const (
	hashMark = "~~" // ends the kept part of a cut value
	hashLen  = len(hashMark) + 16
	emptyAs  = "~"
)

// Mode is how ids and partition values become segments of keys.
type Mode uint8

// The modes.
const (
	// Escaped is the mode of tables made by SQL: ~XX stands for the bytes
	// that keys cannot hold.
	Escaped Mode = iota
	// Raw is the mode of s3db.js, kept for resources found in a bucket:
	// values stand as they are, and what keys cannot hold is refused.
	Raw
	// Raw21 is the mode of s3db.js 21, which refuses more.
	Raw21
)

func (m Mode) raw() bool { return m != Escaped }

// ID returns the id of a record: the text behind `id=`. parts are the texts
// of the primary key's values, in its order. In the raw modes there is one part,
// and a *RefusedError says why a key cannot hold it.
func (m Mode) ID(parts ...string) (string, error) {
	const name = "id"
	if m.raw() {
		id := strings.Join(parts, ",")
		return id, m.check(name, id)
	}
	escaped := make([]string, len(parts))
	for i, p := range parts {
		escaped[i] = escape(p)
	}
	return cut(strings.Join(escaped, ","), MaxSegment-len(name)-1), nil
}

// leading returns how the ids of several parts begin whose first ones are
// these; whole is false if others begin so too, for long ids are cut.
func leading(parts []string) (text string, whole bool) {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(escape(p) + ",")
	}
	text = kept(b.String(), MaxSegment-len("id=")-hashLen-len("~XX"))
	return text, len(text) == b.Len()
}

// Parts undoes ID. ok is false if the id was cut, so that the values are to
// be had from the record only, or if Mode.ID would not have made it.
func (m Mode) Parts(id string) (parts []string, ok bool) {
	if m.raw() {
		return []string{id}, m.check("id", id) == nil
	}
	parts = strings.Split(id, ",")
	for i, p := range parts {
		if parts[i], ok = unescape(p); !ok {
			return nil, false
		}
	}
	return parts, len(id) <= MaxSegment-len("id=")
}

// value returns the text of a partition value within budget bytes.
func (m Mode) value(name, v string, budget int) (string, error) {
	if m.raw() {
		return v, m.check(name, v)
	}
	if budget < hashLen+1 {
		return "", &RefusedError{name, v, "the names around it leave no room in the key"}
	}
	return cut(escape(v), budget), nil
}

// Value undoes the escaping of a partition value. ok is false if it was cut.
func (m Mode) Value(segment string) (value string, ok bool) {
	if m.raw() {
		return segment, true
	}
	return unescape(segment)
}

// RefusedError says that a key cannot hold a value.
type RefusedError struct {
	Field  string // id or the partition field
	Value  string
	Reason string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s %q cannot be part of a key: %s", e.Field, e.Value, e.Reason)
}

// check refuses what s3db.js would store under another key, or what listings
// could not give back (format, section 2), and what s3db.js 21 refuses itself.
func (m Mode) check(name, v string) error {
	reason := ""
	switch {
	case v == "" && name == "id":
		reason = "it is empty"
	case name == "id" && v == "undefined":
		reason = "s3db.js takes it for a missing id"
	case name == "id" && (v == "." || v == ".."):
		reason = "it is a directory name"
	case strings.Contains(v, "/"):
		reason = "it contains a slash"
	case m == Raw21 && strings.ContainsAny(v, `\=%`):
		reason = `it contains one of \ = %`
	case len(name)+1+len(v) > MaxSegment:
		reason = fmt.Sprintf("it is longer than %d bytes", MaxSegment-len(name)-1)
	case !utf8.ValidString(v):
		reason = "it is not valid UTF-8"
	default:
		return nil
	}
	return &RefusedError{name, v, reason}
}

const hexDigits = "0123456789ABCDEF"

// escape writes ~XX for the bytes / \ = % ~ , and controls, for blanks at the
// ends, and for the dots of "." and "..". The empty text is "~".
func escape(s string) string {
	switch s {
	case "":
		return emptyAs
	case ".":
		return "~2E"
	case "..":
		return "~2E~2E"
	}
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; special(c) || c == ' ' && (i == 0 || i == len(s)-1) {
			b.Write([]byte{'~', hexDigits[c>>4], hexDigits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func special(c byte) bool {
	return c < 0x20 || c == 0x7f || strings.IndexByte(`/\=%~,`, c) >= 0
}

// unescape undoes escape; ok is false for a text that escape does not make.
func unescape(s string) (plain string, ok bool) {
	if s == emptyAs {
		return "", true
	}
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '~' {
			b = append(b, s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		hi, lo := strings.IndexByte(hexDigits, s[i+1]), strings.IndexByte(hexDigits, s[i+2])
		if hi < 0 || lo < 0 {
			return "", false
		}
		b = append(b, byte(hi<<4|lo))
		i += 2
	}
	plain = string(b)
	return plain, s != "" && escape(plain) == s
}

// cut shortens an escaped text to budget bytes: it keeps whole characters and
// whole escapes, then ~~ and 16 digits of the SHA-256 of the full text.
func cut(s string, budget int) string {
	if len(s) <= budget {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return kept(s, budget-hashLen) + hashMark + hex.EncodeToString(sum[:8])
}

// kept returns the first n bytes of an escaped text, without a character or an
// escape that n would split.
func kept(s string, n int) string {
	if n >= len(s) {
		return s
	}
	n = max(n, 0)
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	if i := strings.LastIndexByte(s[max(n-2, 0):n], '~'); i >= 0 {
		n = max(n-2, 0) + i
	}
	return s[:n]
}

// beginning returns how the segments of all values begin that begin with a
// text, as far as that can be said: a blank is escaped at the end of a value
// only, a value of dots as a whole, and a long value is cut.
func (m Mode) beginning(text string, budget int) string {
	if m.raw() {
		text, _, _ = strings.Cut(text, "/")
		return kept(text, budget)
	}
	text = strings.TrimRight(text, " ")
	if strings.Trim(text, ".") == "" {
		return ""
	}
	return kept(escape(text), budget-hashLen-len("~XX"))
}
