package document

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/codec"
)

// Stamp says which journal entry last wrote a record. The zero Stamp is none.
type Stamp struct {
	Position uint64
	Journal  string // journal id: letters, digits, - and _
}

// StampName is the metadata name that carries the stamp. s3db.js hides and
// drops names that begin with an underscore.
const StampName = "_seq"

// runLen is the length of the second copy of the position, at the end of the
// body: 64 bits, most significant first, a blank for 0 and a tab for 1. JSON
// allows both after a value.
const runLen = 64

// String returns the metadata form: <position in base62>.<journal id>.
func (s Stamp) String() string {
	return codec.Base62(s.Position) + "." + s.Journal
}

// ParseStamp undoes String.
func ParseStamp(text string) (s Stamp, ok bool) {
	position, journal, ok := strings.Cut(text, ".")
	if !ok || journal == "" {
		return Stamp{}, false
	}
	s.Position, ok = codec.ParseBase62(position)
	s.Journal = journal
	return s, ok && s.Position > 0 && s.String() == text
}

// appendRun appends the body form of a position.
func appendRun(body []byte, position uint64) []byte {
	for bit := 63; bit >= 0; bit-- {
		if position>>bit&1 == 0 {
			body = append(body, ' ')
		} else {
			body = append(body, '\t')
		}
	}
	return body
}

// cutRun splits a body into what stands before the run and the position. A
// body without a run is returned as it is, with position 0.
func cutRun(body []byte) (rest []byte, position uint64) {
	if len(body) < runLen {
		return body, 0
	}
	at := len(body) - runLen
	for _, c := range body[at:] {
		switch c {
		case ' ':
			position <<= 1
		case '\t':
			position = position<<1 | 1
		default:
			return body, 0
		}
	}
	if position == 0 {
		return body, 0
	}
	return body[:at], position
}
