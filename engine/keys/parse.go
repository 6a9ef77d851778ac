package keys

import (
	"strconv"
	"strings"
)

// Parse tells what a key is. It accepts everything that s3db.js may have
// written, ids with slashes included, though none is made here; what it does
// not know is Other.
func Parse(key string) Key {
	if kind, ok := single[key]; ok {
		return Key{Kind: kind}
	}
	if rest, ok := strings.CutPrefix(key, ResourcePrefix); ok {
		return parseResource(rest)
	}
	if rest, ok := strings.CutPrefix(key, OwnPrefix); ok {
		folder, name, _ := strings.Cut(rest, "/")
		if k := parseOwn(folder, name); k.String() == key {
			return k
		}
	}
	return Key{}
}

func parseOwn(folder, name string) Key {
	switch folder {
	case "journal":
		return numbered(Entry, name)
	case "conflicts":
		return numbered(Conflict, name)
	case "parked":
		return numbered(Parked, name)
	case "parts":
		batch, k, _ := strings.Cut(name, "/")
		part := numbered(Part, k)
		part.Name = batch
		return part
	case "content":
		return named(Content, name)
	case "sequence":
		return named(Sequence, name)
	case "consumers":
		return named(Consumer, name)
	case "probe":
		return named(Probe, name)
	}
	return Key{}
}

func numbered(kind Kind, text string) Key {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return Key{}
	}
	return Key{Kind: kind, Number: n}
}

func named(kind Kind, text string) Key {
	name, _ := unescape(text)
	return Key{Kind: kind, Name: name}
}

// parseResource parses what follows "resource=". A resource's name has no
// slash.
func parseResource(rest string) Key {
	name, rest, _ := strings.Cut(rest, "/")
	if id, ok := strings.CutPrefix(rest, "data/id="); ok && id != "" {
		return Key{Kind: Record, Resource: name, ID: id}
	}
	if id, ok := strings.CutPrefix(rest, "historical/id="); ok && id != "" {
		id, version, _ := strings.Cut(id, versionPart)
		return Key{Kind: Historical, Resource: name, ID: id, Name: version}
	}
	if rest, ok := strings.CutPrefix(rest, "partition="); ok {
		partition, rest, _ := strings.Cut(rest, "/")
		if fields, id, ok := parseFields(rest); ok {
			return Key{Kind: Reference, Resource: name, Partition: partition, Fields: fields, ID: id}
		}
	}
	return Key{}
}

// parseFields parses <field>=<value>/.../id=<id>. The last segment that begins
// with id= starts the id, for a field may be called id too. A segment without
// = continues the raw value before it, which had a slash.
func parseFields(rest string) (fields []Field, id string, ok bool) {
	at := strings.LastIndex(rest, "/id=")
	if at < 0 || at+len("/id=") == len(rest) {
		return nil, "", false
	}
	for segment := range strings.SplitSeq(rest[:at], "/") {
		if name, value, ok := strings.Cut(segment, "="); ok {
			fields = append(fields, Field{name, value})
		} else if n := len(fields); n > 0 {
			fields[n-1].Value += "/" + segment
		} else {
			return nil, "", false
		}
	}
	return fields, rest[at+len("/id="):], true
}
