package catalog

import "github.com/s3dbsql/s3dbsql/types"

// SystemColumn is a column that every table has and that no * shows: what
// s3db.js adds to a record that it returns (format, section 8). In the row of
// a scan it stands behind the table's own columns.
type SystemColumn uint8

// The system columns. ID comes first in the row of every scan.
const (
	ID            SystemColumn = iota
	RowVersion                 // name of the version of the definition that wrote the record
	RowPosition                // position of the journal entry that wrote it; NULL if a foreign client did
	ETag                       // of the object, as the store gives it; NULL while the journal alone has the row
	LastModified               // of the object, likewise
	ContentLength              // bytes of binary content, 0 if there is none
	MimeType                   // of binary content, NULL if there is none
	HasContent                 // whether there is binary content
)

var systemColumns = [...]struct {
	name string
	of   *types.Type
}{
	ID:            {"_id", types.Text},
	RowVersion:    {"_v", types.Text},
	RowPosition:   {"_seq", types.Int8},
	ETag:          {"_etag", types.Text},
	LastModified:  {"_lastModified", types.TimestampTZ},
	ContentLength: {"_contentLength", types.Int8},
	MimeType:      {"_mimeType", types.Text},
	HasContent:    {"_hasContent", types.Bool},
}

// SystemColumns returns all of them, ID first.
func SystemColumns() []SystemColumn {
	all := make([]SystemColumn, len(systemColumns))
	for i := range all {
		all[i] = SystemColumn(i)
	}
	return all
}

// Name returns the name by which SQL knows the column.
func (c SystemColumn) Name() string { return systemColumns[c].name }

// Type returns the type of the column.
func (c SystemColumn) Type() *types.Type { return systemColumns[c].of }

// Listed reports whether the listing of a record tells the column.
func (c SystemColumn) Listed() bool { return c == ETag || c == LastModified }
