package functions

import (
	"strings"
	"unicode/utf8"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// likePattern is a LIKE pattern taken apart at its % signs: the first piece
// stands at the start of the text, the last at its end, those between anywhere
// in order.
type likePattern struct {
	pieces []likePiece
	single bool // _ is one byte, not one character
	broken bool // the pattern ends with the escape character
}

// likePiece is literal text, or runs of it with a single character between
// each two where the pattern has _.
type likePiece struct{ runs []string }

// compileLike takes a pattern apart. Backslash is the escape character.
func compileLike(pattern string, single bool) *likePattern {
	p := &likePattern{single: single}
	var run strings.Builder
	piece := likePiece{}
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '%':
			p.pieces = append(p.pieces, likePiece{append(piece.runs, run.String())})
			piece = likePiece{}
			run.Reset()
		case c == '_':
			piece.runs = append(piece.runs, run.String())
			run.Reset()
		case c == '\\' && i+1 == len(pattern):
			p.broken = true
		case c == '\\':
			i++
			run.WriteByte(pattern[i])
		default:
			run.WriteByte(c)
		}
	}
	p.pieces = append(p.pieces, likePiece{append(piece.runs, run.String())})
	return p
}

// match reports whether s has the pattern.
func (p *likePattern) match(s string) (bool, error) {
	if p.broken {
		return p.matchBroken(s)
	}
	first, last := &p.pieces[0], &p.pieces[len(p.pieces)-1]
	rest, ok := first.cutPrefix(s, p.single)
	if !ok || len(p.pieces) == 1 {
		return ok && rest == "", nil
	}
	for i := 1; i < len(p.pieces)-1; i++ {
		if rest, ok = p.pieces[i].cutThrough(rest, p.single); !ok {
			return false, nil
		}
	}
	return last.isSuffix(rest, p.single), nil
}

// matchBroken complains only if the text reaches the dangling escape.
func (p *likePattern) matchBroken(s string) (bool, error) {
	last := p.pieces[len(p.pieces)-1]
	reaching := likePattern{single: p.single, pieces: p.pieces[:len(p.pieces)-1]}
	reaching.pieces = append(reaching.pieces[:len(reaching.pieces):len(reaching.pieces)],
		likePiece{append(last.runs[:len(last.runs):len(last.runs)], "")}, likePiece{[]string{""}})
	if ok, _ := reaching.match(s); !ok {
		return false, nil
	}
	return false, pgerr.New(pgerr.InvalidEscapeSequence, "LIKE pattern must not end with escape character")
}

// cutPrefix returns what follows the piece at the start of s.
func (p *likePiece) cutPrefix(s string, single bool) (string, bool) {
	for i, run := range p.runs {
		if i > 0 {
			if s == "" {
				return "", false
			}
			s = s[width(s, single):]
		}
		if !strings.HasPrefix(s, run) {
			return "", false
		}
		s = s[len(run):]
	}
	return s, true
}

// width is the number of bytes that _ takes from s.
func width(s string, single bool) int {
	if single {
		return 1
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// cutThrough returns what follows the first occurrence of the piece.
func (p *likePiece) cutThrough(s string, single bool) (string, bool) {
	if len(p.runs) == 1 {
		_, after, found := strings.Cut(s, p.runs[0])
		return after, found
	}
	for {
		if rest, ok := p.cutPrefix(s, single); ok {
			return rest, true
		}
		if s == "" {
			return "", false
		}
		s = s[width(s, single):]
	}
}

// isSuffix reports whether s ends with the piece.
func (p *likePiece) isSuffix(s string, single bool) bool {
	if len(p.runs) == 1 {
		return strings.HasSuffix(s, p.runs[0])
	}
	for {
		if rest, ok := p.cutPrefix(s, single); ok && rest == "" {
			return true
		}
		if s == "" {
			return false
		}
		s = s[width(s, single):]
	}
}
