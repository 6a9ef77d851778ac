package keys

import (
	"fmt"
	"strings"
)

// Field is one partition field in a key. Value is the plain text of the value
// where keys are built and the text as it stands in the key where they are
// parsed (Mode.Value undoes its escaping).
type Field struct{ Name, Value string }

// Resource builds the keys of one resource.
type Resource struct {
	Name string // as in s3db.json
	Mode Mode
}

// All returns the prefix of everything the resource has.
func (r Resource) All() string { return "resource=" + r.Name + "/" }

// Records returns the prefix of the resource's records.
func (r Resource) Records() string { return r.All() + "data/" }

// Record returns the key of a record.
func (r Resource) Record(id string) string { return r.Records() + "id=" + id }

// Histories returns the prefix of the copies of records of older versions.
func (r Resource) Histories() string { return r.All() + "historical/" }

// History returns the key under which s3db.js keeps the last copy of a record
// (format, section 13).
func (r Resource) History(id string) string { return r.Histories() + "id=" + id }

// HistoryOf returns the key of the copy of a record under one version.
func (r Resource) HistoryOf(id, version string) string { return r.History(id) + versionPart + version }

const versionPart = "/_v="

// Partitions returns the prefix of all references of the resource.
func (r Resource) Partitions() string { return r.All() + "partition=" }

// Partition returns the prefix of all references of one partition.
func (r Resource) Partition(name string) string { return r.Partitions() + name + "/" }

// References returns the prefix of the references whose leading fields, in
// key order, have these values. names are all fields of the partition in any
// order: the room of a value depends on them, not on the values.
func (r Resource) References(partition string, names []string, leading []Field) (string, error) {
	budget := r.valueBudget(partition, names)
	var b strings.Builder
	b.WriteString(r.Partition(partition))
	for _, f := range leading {
		v, err := r.Mode.value(f.Name, f.Value, min(budget, MaxSegment-len(f.Name)-1))
		if err != nil {
			return "", err
		}
		b.WriteString(f.Name + "=" + v + "/")
	}
	return b.String(), nil
}

// ReferencesBeginning is References for a next field, of which only the
// beginning of its value is known.
func (r Resource) ReferencesBeginning(partition string, names []string, leading []Field, next Field) (string, error) {
	prefix, err := r.References(partition, names, leading)
	budget := min(r.valueBudget(partition, names), MaxSegment-len(next.Name)-1)
	return prefix + next.Name + "=" + r.Mode.beginning(next.Value, budget), err
}

// RecordsBeginning returns the prefix of the records whose id, of one part,
// begins with a text.
func (r Resource) RecordsBeginning(text string) string {
	return r.Record(r.Mode.beginning(text, MaxSegment-len("id=")))
}

// RecordsOf returns the prefix of the records whose id, of more parts, has
// these first ones; exact is false if it is that of other records too.
func (r Resource) RecordsOf(parts []string) (prefix string, exact bool) {
	text, exact := leading(parts)
	return r.Record(text), exact
}

// Reference returns the key of one reference. fields are all fields of the
// partition in any order; they are sorted in place.
func (r Resource) Reference(partition string, fields []Field, id string) (string, error) {
	SortFields(fields)
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	prefix, err := r.References(partition, names, fields)
	if err != nil {
		return "", err
	}
	key := prefix + "id=" + id
	if len(key) > MaxKey {
		return "", &RefusedError{"id", id, fmt.Sprintf("the key of its reference in partition %s is longer than %d bytes", partition, MaxKey)}
	}
	return key, nil
}

// valueBudget shares among the values of a reference what the names, the
// longest id and the longest prefix leave of MaxKey.
func (r Resource) valueBudget(partition string, names []string) int {
	left := MaxKey - MaxPrefix - MaxSegment - len(r.Partition(partition))
	for _, n := range names {
		left -= len(n) + len("=/")
	}
	return left / max(len(names), 1)
}
