package functions

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A template of to_char, to_date or to_timestamp, taken apart (manual, 9.8).

// formatNode is one field of a template, or text between fields.
type formatNode struct {
	key     string // a key of formatKeys as it is written; "" for text
	text    string
	fill    bool // FM: no padding
	local   bool // TM: the name without padding
	ordinal string
	// quoted text is copied; other text is punctuation, which input need not
	// repeat exactly.
	quoted bool
}

// formatKeys are the fields, longer ones before those they begin with. Each
// may be written in lower case too, which counts for names and zones.
var formatKeys = strings.Fields("A.D. A.M. AD AM B.C. BC CC DAY DDD DD DY Day Dy D FF1 FF2 FF3 FF4 FF5 FF6 FX HH24 HH12 HH " +
	"IDDD ID IW IYYY IYY IY I J MI MM MONTH MON MS Month Mon OF P.M. PM Q RM SSSSS SSSS SS TZH TZM TZ US WW W " +
	"Y,YYY YYYY YYY YY Y")

// templates keeps the templates taken apart, as columns share one.
var templates struct {
	sync.Mutex
	nodes map[string][]formatNode
}

const templateCacheSize = 128

// parseTemplate takes a template of dates and times apart.
func parseTemplate(template string) []formatNode {
	templates.Lock()
	defer templates.Unlock()
	if nodes, ok := templates.nodes[template]; ok {
		return nodes
	}
	if templates.nodes == nil || len(templates.nodes) >= templateCacheSize {
		templates.nodes = map[string][]formatNode{}
	}
	nodes := splitTemplate(template)
	templates.nodes[template] = nodes
	return nodes
}

func splitTemplate(rest string) []formatNode {
	var nodes []formatNode
	for rest != "" {
		var node formatNode
		before := rest
		rest = cutPrefixes(rest, &node)
		if key := keyAt(rest); key != "" {
			node.key = key
			rest = cutOrdinal(rest[len(key):], &node)
			nodes = append(nodes, node)
			continue
		}
		if before[0] == '"' {
			node.text, rest = cutQuotedText(before[1:])
			node.quoted = true
		} else {
			node.text, rest = cutCharacter(rest)
		}
		nodes = append(nodes, node)
	}
	return nodes
}

// cutCharacter takes one character; a backslash keeps a double quote from
// beginning a quoted text.
func cutCharacter(s string) (text, rest string) {
	if strings.HasPrefix(s, `\"`) {
		s = s[1:]
	}
	n := utf8Len(s)
	return s[:n], s[n:]
}

func utf8Len(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

func cutPrefixes(s string, node *formatNode) string {
	for {
		switch {
		case strings.HasPrefix(s, "FM"), strings.HasPrefix(s, "fm"):
			node.fill = true
		case strings.HasPrefix(s, "TM"), strings.HasPrefix(s, "tm"):
			node.local = true
		default:
			return s
		}
		s = s[2:]
	}
}

func cutOrdinal(s string, node *formatNode) string {
	for _, suffix := range []string{"TH", "th"} {
		if rest, ok := strings.CutPrefix(s, suffix); ok {
			node.ordinal = suffix
			return rest
		}
	}
	return s
}

// keyAt is the field that s begins with.
func keyAt(s string) string {
	for _, key := range formatKeys {
		if strings.HasPrefix(s, key) || strings.HasPrefix(s, strings.ToLower(key)) {
			return s[:len(key)]
		}
	}
	return ""
}

// cutQuotedText reads up to the closing quote; a backslash keeps one.
func cutQuotedText(s string) (text, rest string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}
