package types

import "strings"

func appendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, 't')
	}
	return append(dst, 'f')
}

func appendBoolBinary(dst []byte, b bool) []byte {
	if b {
		return append(dst, 1)
	}
	return append(dst, 0)
}

// boolWords are the words of boolean input with the shortest prefix that is
// understood: "of" is off, "o" is nothing.
var boolWords = []struct {
	word  string
	least int
	value bool
}{
	{"true", 1, true}, {"false", 1, false}, {"yes", 1, true}, {"no", 1, false},
	{"on", 2, true}, {"off", 2, false}, {"1", 1, true}, {"0", 1, false},
}

func parseBool(s string) (Value, error) {
	word := strings.ToLower(trimSpace(s))
	for _, w := range boolWords {
		if len(word) >= w.least && strings.HasPrefix(w.word, word) {
			return NewBool(w.value), nil
		}
	}
	return Null, syntaxError("boolean", s)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
