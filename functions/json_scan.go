package functions

import (
	"iter"
	"strings"
)

// A json or jsonb value is handled as the text it is: it was checked when it
// was read, so the functions of this file find the parts of a valid text,
// allocate nothing and cannot fail. On a text that is not valid they stop at
// its end.

// jsonSpace is the white space of JSON.
const jsonSpace = " \t\n\r"

// trimJSON is the value in s without the white space around it.
func trimJSON(s string) string { return strings.Trim(s, jsonSpace) }

// kindOfJSON is the first byte of a value: { [ " t f n, or 0 for a number.
func kindOfJSON(s string) byte {
	i := skipJSONSpace(s, 0)
	if i == len(s) {
		return 'n'
	}
	switch c := s[i]; c {
	case '{', '[', '"', 't', 'f', 'n':
		return c
	}
	return '0'
}

// isScalarJSON reports whether a value is neither an object nor an array.
func isScalarJSON(s string) bool {
	kind := kindOfJSON(s)
	return kind != '{' && kind != '['
}

// jsonTypeName is what json_typeof calls a value.
func jsonTypeName(s string) string {
	switch kindOfJSON(s) {
	case '{':
		return "object"
	case '[':
		return "array"
	case '"':
		return "string"
	case 't', 'f':
		return "boolean"
	case 'n':
		return "null"
	}
	return "number"
}

func isJSONSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func skipJSONSpace(s string, i int) int {
	for i < len(s) && isJSONSpace(s[i]) {
		i++
	}
	return i
}

// jsonValueEnd is the index behind the value that starts at s[i].
func jsonValueEnd(s string, i int) int {
	if i >= len(s) {
		return i
	}
	switch s[i] {
	case '"':
		return jsonStringEnd(s, i)
	case '{', '[':
		return jsonContainerEnd(s, i)
	}
	return jsonWordEnd(s, i)
}

// jsonWordEnd is the end of a number, true, false or null.
func jsonWordEnd(s string, i int) int {
	for i++; i < len(s); i++ {
		if c := s[i]; c == ',' || c == ']' || c == '}' || isJSONSpace(c) {
			return i
		}
	}
	return len(s)
}

func jsonStringEnd(s string, i int) int {
	for i++; i < len(s); i++ {
		if s[i] == '"' {
			return i + 1
		}
		if s[i] == '\\' {
			i++
		}
	}
	return len(s)
}

func jsonContainerEnd(s string, i int) int {
	depth := 0
	for i < len(s) {
		switch s[i] {
		case '"':
			i = jsonStringEnd(s, i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		i++
	}
	return len(s)
}

// jsonElements yields the elements of an array.
func jsonElements(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		i := skipJSONSpace(s, skipJSONSpace(s, 0)+1)
		for i < len(s) && s[i] != ']' {
			end := jsonValueEnd(s, i)
			if !yield(s[i:end]) {
				return
			}
			i = skipJSONSpace(s, skipJSONComma(s, end))
		}
	}
}

// jsonMembers yields the keys of an object, as written, and their values.
func jsonMembers(s string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		i := skipJSONSpace(s, skipJSONSpace(s, 0)+1)
		for i < len(s) && s[i] != '}' {
			keyEnd := jsonValueEnd(s, i)
			colon := skipJSONSpace(s, keyEnd)
			start := skipJSONSpace(s, min(colon+1, len(s)))
			end := jsonValueEnd(s, start)
			if !yield(s[i:keyEnd], s[start:end]) {
				return
			}
			i = skipJSONSpace(s, skipJSONComma(s, end))
		}
	}
}

// skipJSONComma goes past the comma behind a value that ended at i.
func skipJSONComma(s string, i int) int {
	i = skipJSONSpace(s, i)
	if i < len(s) && s[i] == ',' {
		i++
	}
	return i
}

// countJSON is the number of elements of an array.
func countJSON(s string) int {
	n := 0
	for range jsonElements(s) {
		n++
	}
	return n
}

// jsonElement is the element at an index from 0, or from -1 backwards.
func jsonElement(s string, index int64) (string, bool) {
	if index < 0 {
		index += int64(countJSON(s))
	}
	for element := range jsonElements(s) {
		if index == 0 {
			return element, true
		}
		index--
	}
	return "", false
}

// jsonMember is the value of the last member called key.
func jsonMember(s, key string) (value string, found bool) {
	for k, v := range jsonMembers(s) {
		if jsonKeyIs(k, key) {
			value, found = v, true
		}
	}
	return value, found
}

// jsonKeyIs compares a key as written with a name.
func jsonKeyIs(key, name string) bool {
	if strings.IndexByte(key, '\\') < 0 {
		return len(key) == len(name)+2 && key[1:len(key)-1] == name
	}
	return unquoteJSON(key) == name
}
