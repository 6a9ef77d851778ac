package document

import (
	"regexp"
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/s3dbsql/s3dbsql/behaviors"
	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// KeyText returns the text by which the value of a path stands in keys; ok is
// false if the record has no value there.
type KeyText func(path string) (text string, ok bool, err error)

// References returns the keys of a record's references, one for each
// partition whose fields all have a value. A *keys.RefusedError says which
// value a key cannot hold.
func References(r keys.Resource, partitions []catalog.PartitionDef, id string, value KeyText) ([]string, error) {
	var list []string
	for _, p := range partitions {
		fields, ok, err := keyFields(p, value)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		key, err := r.Reference(p.Name, fields, id)
		if err != nil {
			return nil, err
		}
		list = append(list, key)
	}
	return list, nil
}

func keyFields(p catalog.PartitionDef, value KeyText) (fields []keys.Field, ok bool, err error) {
	for _, f := range p.Fields {
		text, ok, err := value(f.Path)
		if err != nil || !ok {
			return nil, false, err
		}
		fields = append(fields, keys.Field{Name: f.Path, Value: PartitionText(f.Rule, text)})
	}
	return fields, len(fields) > 0, nil
}

// FieldsKeyText takes values from the fields of a record, as s3db.js does: by
// the rules of its attributes, and for _v the version. Unlike s3db.js it takes
// no secrets, which keys would show.
func FieldsKeyText(v *catalog.Version, fields Fields) KeyText {
	return func(path string) (string, bool, error) {
		if path == behaviors.VersionName {
			return v.Name, true, nil
		}
		text, ok := fields.Get(path)
		if !ok {
			return "", false, nil
		}
		rule, _ := v.Attributes.Rule(path)
		if codec.IsSecret(rule) {
			return "", false, nil
		}
		text, err := v.Attributes.Dialect().RuleKeyText(rule, text)
		return text, true, err
	}
}

// PartitionText applies the rule of a partition field to a value: maxlength,
// then date (format, section 11). Only ISO dates are taken for dates.
func PartitionText(rule, text string) string {
	parsed := catalog.ParseRule(rule)
	text = cutText(parsed, text)
	if parsed.Type == "date" {
		text = isoDay(text)
	}
	return text
}

// cutText cuts a text as the rule maxlength says.
func cutText(rule catalog.Rule, text string) string {
	if limit, ok := rule.Argument("maxlength"); ok {
		if n, err := strconv.Atoi(limit); err == nil && n >= 0 {
			return firstUnits(text, n)
		}
	}
	return text
}

// firstUnits returns the first n UTF-16 units of a text, without the first
// half of a character that n would split.
func firstUnits(text string, n int) string {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > n {
			return text[:i]
		}
	}
	return text
}

// Ambiguous reports whether s3db.js may form a key of its own: under a rule
// for dates it takes whatever JavaScript does for one, of which only ISO forms
// are known here.
func Ambiguous(rule, text string) bool {
	parsed := catalog.ParseRule(rule)
	text = cutText(parsed, text)
	return parsed.Type == "date" && text != "" && !isoDate.MatchString(text) && !isoTime.MatchString(text)
}

var isoDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)

var isoTime = regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$`)

// isoDay returns the day of an ISO time, in UTC where it has an offset.
func isoDay(text string) string {
	if !isoTime.MatchString(text) {
		return text
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC().Format(time.DateOnly)
		}
	}
	return text[:len(time.DateOnly)]
}

// ReferenceObject is what a reference holds: nothing but the version.
func ReferenceObject(v *catalog.Version) storage.Upload {
	return storage.Upload{Metadata: map[string]string{behaviors.VersionName: v.Attributes.Dialect().Encode(v.Name)}}
}
