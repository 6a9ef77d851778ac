package behaviors

import (
	"strconv"
	"unicode/utf16"

	"github.com/s3dbsql/s3dbsql/codec"
)

// Joined is what the metadata of an object says, decoded.
type Joined struct {
	Fields    []Field // short names, or sanitised paths in lower case
	Nulls     []Field // fields whose text s3db.js writes for no value: null or undefined
	Version   string  // "" if there is none
	Map       string  // JSON of the map that body-only records carry, "" if none
	PluginMap string  // JSON of the map of attributes that belong to plugins
	Overflow  bool
	Truncated bool
	System    System
}

// System is what s3db.js notes of binary content when it writes it. It also
// leaks these notes into later versions of a record, so they prove nothing
// alone.
type System struct {
	HasContent bool
	Length     int
	MimeType   string
}

// StrayName is a field that s3db.js writes by mistake when it updates a
// record with timestamps.
const StrayName = "metadata_updatedat"

// Join decodes the metadata of an object, whatever behavior wrote it. Fields
// of the body go under these: metadata wins. forms are those in which the
// fields were written, d is the dialect of their resource.
func Join(d codec.Dialect, metadata map[string]string, forms Forms) Joined {
	j := Joined{Fields: make([]Field, 0, len(metadata))}
	for name, value := range metadata {
		if name[:min(1, len(name))] == "_" {
			j.internal(d, name, value)
			continue
		}
		text, null := forms.of(d, name).Decode(value)
		switch {
		case name == StrayName, name == "": // s3db.js 21 writes the latter for an empty record
		case null:
			j.Nulls = append(j.Nulls, Field{Name: name, Text: value})
		default:
			j.Fields = append(j.Fields, Field{Name: name, Text: text})
		}
	}
	return j
}

// internal takes a name that s3db.js keeps for itself; unknown ones are
// dropped, as it does.
func (j *Joined) internal(d codec.Dialect, name, value string) {
	text, _ := d.Decode(value)
	switch name {
	case VersionName:
		j.Version = text
	case MapName:
		j.Map = text
	case "_pluginmap":
		j.PluginMap = text
	case OverflowFlag:
		j.Overflow = text == flagValue
	case TruncatedFlag:
		j.Truncated = text == flagValue
	case "_hascontent":
		j.System.HasContent = text == flagValue
	case "_contentlength":
		j.System.Length, _ = strconv.Atoi(text)
	case "_mimetype":
		j.System.MimeType = text
	}
}

// Describes reports whether the notes are about this very body.
func (s System) Describes(contentType string, body []byte) bool {
	if !s.HasContent || s.MimeType != contentType {
		return false
	}
	units := len(utf16.Encode([]rune(string(body)))) // what s3db.js counts of a string
	return s.Length == len(body) || s.Length == units
}
