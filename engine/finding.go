package engine

// Problem is what is wrong with an object.
type Problem string

// Problems of references, as s3db.check_partitions names them.
const (
	Missing      Problem = "missing"       // a record asks for it, and it is not there
	Stale        Problem = "stale"         // its record has other values, or its partition is gone
	Orphan       Problem = "orphan"        // its record is gone
	WrongVersion Problem = "wrong version" // its record has another version by now
)

// Problems of records.
const (
	Unreadable     Problem = "unreadable"      // a value is none of its column
	UnknownVersion Problem = "unknown version" // s3db.json does not have the version it names
	ForeignWrite   Problem = "foreign write"   // the journal did not write it, and external_writers is off
	Emptied        Problem = "emptied"         // its table was truncated or dropped since
)

// Problems of the journal and of the catalog.
const (
	LostEntry       Problem = "lost entry"       // a number between the boundary and the head is free
	DamagedEntry    Problem = "damaged entry"    // it cannot be decoded, or is another journal's
	Leftover        Problem = "leftover"         // an entry under the boundary, parts that no entry names
	DamagedManifest Problem = "damaged manifest" // s3db.json is no valid document
	LostResource    Problem = "lost resource"    // a table's resource is not in s3db.json
	OtherDefinition Problem = "other definition" // s3db.json and catalog.json differ in a table of ours
	WrongHash       Problem = "wrong hash"       // of a version in s3db.json
)

// Finding is a problem that a check has found.
type Finding struct {
	Problem   Problem `json:"problem"`
	Table     string  `json:"table,omitempty"`
	Partition string  `json:"partition,omitempty"` // as keys name it
	ID        string  `json:"id,omitempty"`        // of the record
	Key       string  `json:"key"`                 // of the object
	Detail    string  `json:"detail,omitempty"`
	Repaired  bool    `json:"repaired"`

	modified int64 // LastModified of a reference in Unix seconds, if it was listed
}

// String is the finding in one line.
func (f *Finding) String() string {
	text := string(f.Problem) + ": " + f.Key
	if f.Detail != "" {
		text += " (" + f.Detail + ")"
	}
	return text
}

// Report is what a check looked at and found.
type Report struct {
	Tables     int        `json:"tables"`
	Records    int        `json:"records"`
	References int        `json:"references"`
	Entries    int        `json:"entries"` // of the journal
	Owed       int        `json:"owed"`    // rows committed that are no objects yet; no problem
	Findings   []*Finding `json:"findings"`
}

// Left returns how many findings were not repaired.
func (r *Report) Left() int {
	left := 0
	for _, f := range r.Findings {
		if !f.Repaired {
			left++
		}
	}
	return left
}
