package catalog

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// Healing says what Heal has done to s3db.json.
type Healing struct {
	Repairs []string // in plain words; none: the document was sound
	// Backup says that something was lost, so the old bytes must be kept
	// under another key before the healed document is written.
	Backup bool
}

// Heal reads an s3db.json that may be damaged, as s3db.js does on connecting
// (format, section 3.4). Unlike s3db.js it asks for a backup whenever
// something is lost. now becomes lastUpdated of a document that was repaired.
func Heal(data []byte, now string) (*Manifest, Healing) {
	o, h := healText(data)
	if o == nil {
		return NewManifest(now), Healing{append(h.Repairs, "replaced by an empty document"), true}
	}
	o, repairs, lost := repairStructure(o, now)
	h.Repairs = append(h.Repairs, repairs...)
	h.Backup = h.Backup || lost
	if strings.HasPrefix(o.String("s3dbVersion"), "10.") {
		if cleaned, ok := cleanHooks(o); ok {
			o = cleaned
			h.Repairs = append(h.Repairs, "removed empty hooks")
		}
	}
	if len(h.Repairs) > 0 {
		o = o.With("lastUpdated", now)
	}
	return parseManifest(o), h
}

var (
	trailingComma = regexp.MustCompile(`,(\s*[}\]])`)
	bareKey       = regexp.MustCompile(`([{,]\s*)([a-zA-Z_$][a-zA-Z0-9_$]*)\s*:`)
)

// healText parses the text or the first of its repairs that parses. A text
// that is no object gives nil.
func healText(data []byte) (*Object, Healing) {
	text := string(data)
	attempts := []struct{ repair, text string }{
		{"", text},
		{"removed trailing commas", trailingComma.ReplaceAllString(text, "$1")},
		{"quoted bare names", bareKey.ReplaceAllString(text, `$1"$2":`)},
		{closedBrackets, closeBrackets(text)},
	}
	for _, a := range attempts {
		v, err := ParseJSON([]byte(a.text))
		if err != nil {
			continue
		}
		o, _ := v.(*Object)
		if a.repair == "" {
			return o, Healing{}
		}
		// Nobody knows what else a document had that was cut off.
		return o, Healing{Repairs: []string{a.repair}, Backup: a.repair == closedBrackets}
	}
	return nil, Healing{}
}

const closedBrackets = "closed open brackets"

// closeBrackets appends the ] and } that are missing outside strings.
func closeBrackets(text string) string {
	square, curly, quoted := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			square++
		case c == ']':
			square--
		case c == '{':
			curly++
		case c == '}':
			curly--
		}
	}
	return text + strings.Repeat("]", max(square, 0)) + strings.Repeat("}", max(curly, 0))
}

// repairStructure gives a parsed document the shape that the rest of this
// package relies on. lost says that something was dropped.
func repairStructure(o *Object, now string) (healed *Object, repairs []string, lost bool) {
	note := func(format string, args ...any) { repairs = append(repairs, fmt.Sprintf(format, args...)) }
	for _, m := range []Member{{"version", "1"}, {"s3dbVersion", S3dbVersion}} {
		if _, ok := o.Get(m.Key).(string); !ok {
			o = o.With(m.Key, textOf(o.Get(m.Key), m.Value))
			note("%s was no text", m.Key)
		}
	}
	if o.String("lastUpdated") == "" {
		o = o.With("lastUpdated", now)
		note("lastUpdated was missing")
	}
	resources := o.Object("resources")
	if resources == nil {
		note("resources was no object")
		lost = !isEmpty(o.Get("resources"))
		resources = NewObject()
	}
	kept := &Object{}
	for _, m := range resources.members {
		r, wrong, dropped := repairResource(m.Value)
		for _, w := range wrong {
			note("resource %s: %s", m.Key, w)
		}
		lost = lost || dropped
		if r != nil {
			kept.members = append(kept.members, Member{m.Key, r})
		}
	}
	return o.With("resources", kept), repairs, lost
}

// isEmpty reports whether a value can be replaced by an empty object without
// loss.
func isEmpty(v any) bool {
	list, ok := v.([]any)
	return v == nil || ok && len(list) == 0
}

func textOf(v, fallback any) any {
	if n, ok := v.(json.Number); ok {
		return string(n)
	}
	return fallback
}

// repairResource returns nil for an entry that cannot be kept.
func repairResource(v any) (r *Object, repairs []string, lost bool) {
	r, ok := v.(*Object)
	if !ok {
		return nil, []string{"dropped, it was no object"}, true
	}
	if _, ok := r.Get("partitions").(*Object); !ok && r.Get("partitions") != nil {
		lost = !isEmpty(r.Get("partitions"))
		r = r.With("partitions", NewObject())
		repairs = append(repairs, "partitions was no object")
	}
	versions := &Object{}
	for _, m := range r.Object("versions").Members() {
		if version, ok := m.Value.(*Object); ok && version.Object("attributes") != nil {
			versions.members = append(versions.members, m)
			continue
		}
		repairs = append(repairs, m.Key+": dropped, it had no attributes")
		lost = true
	}
	if len(versions.members) == 0 {
		return nil, append(repairs, "dropped, it had no version"), true
	}
	current := currentOf(r, versions)
	if current != r.String("currentVersion") {
		repairs = append(repairs, "currentVersion is now "+current)
	}
	return r.With("versions", versions).With("currentVersion", current), repairs, lost
}

// currentOf returns the current version if there is such a one, else the
// first.
func currentOf(r, versions *Object) string {
	current := r.String("currentVersion")
	if current == "" {
		current = "v0"
	}
	if versions.Get(current) == nil {
		return versions.members[0].Key
	}
	return current
}
