package parser

import "strings"

// scanner splits SQL as far as boundDepth needs it: it knows what is inside of
// strings, quoted names and comments, and a dozen keywords.
type scanner struct {
	sql string
	pos int
	// label is set behind a dot and AS, where a keyword is a name.
	label bool
}

type token struct {
	kind   tokenKind
	closer byte // of an openToken or closeToken
}

type tokenKind int8

const (
	endToken tokenKind = iota
	otherToken
	openToken
	closeToken
	separatorToken
	chainToken
)

// endOfCase stands for END where a bracket would have its closing one.
const endOfCase = 'E'

var keywords = map[string]token{
	"case":      {kind: openToken, closer: endOfCase},
	"end":       {kind: closeToken, closer: endOfCase},
	"and":       {kind: separatorToken},
	"or":        {kind: separatorToken},
	"when":      {kind: separatorToken},
	"union":     {kind: chainToken},
	"intersect": {kind: chainToken},
	"except":    {kind: chainToken},
	"join":      {kind: chainToken},
}

var symbols = [256]token{
	'(': {kind: openToken, closer: ')'},
	')': {kind: closeToken, closer: ')'},
	'[': {kind: openToken, closer: ']'},
	']': {kind: closeToken, closer: ']'},
	',': {kind: separatorToken},
	';': {kind: separatorToken},
}

// next is the next token.
func (s *scanner) next() token {
	s.skipSpace()
	if s.pos >= len(s.sql) {
		return token{kind: endToken}
	}
	label := s.label
	s.label = false
	switch c := s.sql[s.pos]; {
	case c == '\'':
		s.skipString(false)
	case c == '"':
		s.skipUntil(`"`, 1)
	case c == '$' && s.skipDollarQuoted():
	case isIdentStart(c):
		return s.word(label)
	default:
		s.pos++
		s.label = c == '.'
		if t := symbols[c]; t.kind != endToken {
			return t
		}
	}
	return token{kind: otherToken}
}

func (s *scanner) word(label bool) token {
	start := s.pos
	for s.pos < len(s.sql) && isIdentPart(s.sql[s.pos]) {
		s.pos++
	}
	word := s.sql[start:s.pos]
	if len(word) == 1 && (word[0]|0x20) == 'e' && s.at('\'') {
		s.skipString(true)
		return token{kind: otherToken}
	}
	if label || len(word) > len("intersect") {
		return token{kind: otherToken}
	}
	word = strings.ToLower(word)
	s.label = word == "as"
	if t, ok := keywords[word]; ok {
		return t
	}
	return token{kind: otherToken}
}

func (s *scanner) at(c byte) bool { return s.pos < len(s.sql) && s.sql[s.pos] == c }

func (s *scanner) ahead(text string) bool { return strings.HasPrefix(s.sql[s.pos:], text) }

func (s *scanner) skipSpace() {
	for s.pos < len(s.sql) {
		switch c := s.sql[s.pos]; {
		case c == ' ' || c >= '\t' && c <= '\r':
			s.pos++
		case c == '-' && s.ahead("--"):
			s.skipUntil("\n", 2)
		case c == '/' && s.ahead("/*"):
			s.skipComment()
		default:
			return
		}
	}
}

// skipUntil skips some bytes and then all up to and with stop.
func (s *scanner) skipUntil(stop string, skip int) {
	i := strings.Index(s.sql[s.pos+skip:], stop)
	if i < 0 {
		s.pos = len(s.sql)
		return
	}
	s.pos += skip + i + len(stop)
}

// skipComment skips a comment with those inside of it.
func (s *scanner) skipComment() {
	for depth := 0; s.pos < len(s.sql); {
		switch {
		case s.ahead("/*"):
			depth++
			s.pos += 2
		case s.ahead("*/"):
			depth--
			s.pos += 2
			if depth == 0 {
				return
			}
		default:
			s.pos++
		}
	}
}

// skipString skips a string in single quotes, and its continuation behind a
// line break, which has the same rules for escapes.
func (s *scanner) skipString(escapes bool) {
	for {
		s.skipQuoted(escapes)
		end := s.pos
		s.skipSpace()
		if !s.at('\'') || !strings.ContainsAny(s.sql[end:s.pos], "\n\r") {
			s.pos = end
			return
		}
	}
}

// skipQuoted skips one string; two quotes in a row end one and begin the
// next, which comes to the same.
func (s *scanner) skipQuoted(escapes bool) {
	for s.pos++; s.pos < len(s.sql); s.pos++ {
		switch s.sql[s.pos] {
		case '\\':
			if escapes {
				s.pos++
			}
		case '\'':
			s.pos++
			if !s.at('\'') {
				return
			}
		}
	}
	s.pos = len(s.sql)
}

// skipDollarQuoted skips $tag$...$tag$ if there is one.
func (s *scanner) skipDollarQuoted() bool {
	end := s.pos + 1
	for end < len(s.sql) && isIdentPart(s.sql[end]) && s.sql[end] != '$' {
		end++
	}
	digit := end > s.pos+1 && s.sql[s.pos+1] >= '0' && s.sql[s.pos+1] <= '9'
	if digit || end == len(s.sql) || s.sql[end] != '$' {
		return false
	}
	delimiter := s.sql[s.pos : end+1]
	s.skipUntil(delimiter, len(delimiter))
	return true
}

func isIdentStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

func isIdentPart(c byte) bool {
	return isIdentStart(c) || c >= '0' && c <= '9' || c == '$'
}
