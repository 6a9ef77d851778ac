package codec

import (
	"cmp"
	"slices"
	"strings"
)

// dictionaryMark begins a text that stands in V21's dictionary.
const dictionaryMark = "d:"

// words are the texts that V21 stores as a mark and one letter. font/woff2 is
// missing: s3db.js stores it under the letter of failed, and reads that.
var words = map[string]string{
	"application/json": "j", "application/xml": "X", "application/ld+json": "J", "text/html": "H", "text/plain": "T",
	"text/css": "C", "text/javascript": "V", "text/csv": "v", "image/png": "P", "image/jpeg": "I", "image/gif": "G",
	"image/svg+xml": "S", "image/webp": "W", "application/pdf": "Q", "application/zip": "z",
	"application/octet-stream": "o", "application/x-www-form-urlencoded": "u", "multipart/form-data": "F",
	"font/woff":  "w",
	"processing": "p", "completed": "c", "succeeded": "s", "failed": "f", "cancelled": "x", "timeout": "t",
	"retrying": "r", "authorized": "a", "captured": "K", "refunded": "R", "declined": "d", "shipped": "h",
	"delivered": "D", "returned": "e", "in_transit": "i", "initialized": "n", "terminated": "m",
}

// beginnings are the beginnings of texts that V21 stores as a mark, @ and one
// letter.
var beginnings = map[string]string{
	"/api/v1/": "1", "/api/v2/": "2", "/api/v3/": "3", "/api/": "a", "https://api.example.com/": "A",
	"https://api.": "H", "https://www.": "W", "https://": "h", "http://": "t", "https://s3.amazonaws.com/": "s",
	"https://s3-": "S", "http://localhost:": "L", "http://localhost": "l", "/v1/": "v", "/users/": "u",
	"/products/": "p",
}

// wordOf and beginningOf undo the tables.
var (
	wordOf      = inverse(words)
	beginningOf = inverse(beginnings)
	// longestFirst are the beginnings in the order in which they are tried.
	longestFirst = sortedByLength(beginnings)
)

func inverse(table map[string]string) map[string]string {
	inverted := make(map[string]string, len(table))
	for text, letter := range table {
		inverted[letter] = text
	}
	return inverted
}

func sortedByLength(table map[string]string) []string {
	list := make([]string, 0, len(table))
	for text := range table {
		list = append(list, text)
	}
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	return list
}

// toDictionary returns the form of a text in the dictionary. ok is false if it
// has none, or none that is shorter and reads back.
func toDictionary(s string) (stored string, ok bool) {
	if letter, ok := words[s]; ok {
		return dictionaryMark + letter, true
	}
	for _, beginning := range longestFirst {
		if rest, found := strings.CutPrefix(s, beginning); found {
			stored := dictionaryMark + "@" + beginnings[beginning] + rest
			return stored, len(stored) < len(s)
		}
	}
	return "", false
}

// fromDictionary undoes toDictionary; ok is false for a text that is no such
// form.
func fromDictionary(stored string) (s string, ok bool) {
	letter, marked := strings.CutPrefix(stored, dictionaryMark)
	if !marked {
		return "", false
	}
	if s, ok := wordOf[letter]; ok {
		return s, true
	}
	if len(letter) < len("@x") || letter[0] != '@' {
		return "", false
	}
	beginning, ok := beginningOf[letter[1:2]]
	return beginning + letter[2:], ok
}
