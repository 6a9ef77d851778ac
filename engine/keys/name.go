package keys

import "strings"

// Name returns the form of a table, column or index name in s3db: escaped as
// ids are, and a dot, which separates schema from table and parent from
// child there, is ~2E.
func Name(name string) string {
	return cut(strings.ReplaceAll(escape(name), ".", "~2E"), MaxSegment-len("partition="))
}

// PlainName undoes Name. A name that Name does not make, as s3db.js may have
// chosen it, stands for itself.
func PlainName(name string) string {
	if plain, ok := unescapeName(name); ok {
		return plain
	}
	return name
}

func unescapeName(name string) (string, bool) {
	if plain, ok := unescape(name); ok {
		return plain, true
	}
	// unescape knows ~2E only in "." and "..".
	plain, ok := unescape(strings.ReplaceAll(name, "~2E", "."))
	return plain, ok && Name(plain) == name
}

// ResourceName returns the name of the resource that holds a table: tables of
// public go by their own name, others by schema.table.
func ResourceName(schema, table string) string {
	if schema == "public" {
		return Name(table)
	}
	return Name(schema) + "." + Name(table)
}

// TableName undoes ResourceName: a name with dots is split at the first.
func TableName(resource string) (schema, table string) {
	if schema, table, ok := strings.Cut(resource, "."); ok && schema != "" && table != "" {
		return PlainName(schema), PlainName(table)
	}
	return "public", PlainName(resource)
}
