package s3db

import (
	"time"
)

// EventName names an event, as s3db.js does.
type EventName string

// Events of a resource. Those of the first group follow the journal: they
// tell of every change, whether SQL or a program made it and through which
// server. The others are of this process, and come once the operation has
// committed.
const (
	EventInsert         EventName = "insert"         // ID, Record
	EventUpdate         EventName = "update"         // ID, Record, Before, After
	EventDelete         EventName = "delete"         // ID, Record: the one before, Before
	EventExceedsLimit   EventName = "exceedsLimit"   // ID, Record, Size: too large for metadata, refused or moved to the body
	EventTruncate       EventName = "truncate"       // ID, Record: values were cut
	EventOverflow       EventName = "overflow"       // ID, Record, Size: values were moved to the body
	EventVersionUpdated EventName = "versionUpdated" // OldVersion, NewVersion

	EventGet     EventName = "get"     // ID, Record
	EventGetMany EventName = "getMany" // Count
	EventList    EventName = "list"    // Count, Partition
	EventListIDs EventName = "listIds" // Count, Partition
	EventCount   EventName = "count"   // Count, Partition
	EventPage    EventName = "page"    // Page, Partition
	EventQuery   EventName = "query"   // Count

	EventGetFromPartition EventName = "getFromPartition" // ID, Record

	EventInsertMany    EventName = "insertMany"    // Count
	EventDeleteMany    EventName = "deleteMany"    // Count; a delete for each record besides
	EventDeleted       EventName = "deleted"       // ID; one for each record of deleteMany
	EventDeleteAll     EventName = "deleteAll"     // Count; a delete for each record besides
	EventSetContent    EventName = "setContent"    // ID, ContentType, Length
	EventContent       EventName = "content"       // ID, ContentType, Length
	EventDeleteContent EventName = "deleteContent" // ID

	EventError EventName = "error" // Method, ID, Record, Err; also one of Database
)

// Events of a database.
const (
	EventConnected                  EventName = "connected"                  // At
	EventResourceCreated            EventName = "s3db.resourceCreated"       // Resource
	EventResourceUpdated            EventName = "s3db.resourceUpdated"       // Resource, OldVersion, NewVersion
	EventResourceDefinitionsChanged EventName = "resourceDefinitionsChanged" // Changes
	EventMetadataHealed             EventName = "metadataHealed"             // Healing: s3db.json was broken and has been mended
	EventHookError                  EventName = "hookError"                  // Err, of a DatabaseHook after its moment
)

// Event tells what happened. Which fields count its name says.
type Event struct {
	Name     EventName
	Resource string
	At       time.Time // of the commit, by the store's clock; else by this process's

	ID            string
	Record        Record
	Before, After Record // $before and $after
	Size          *Size

	Count       int
	Page        *Page
	Partition   string
	ContentType string
	Length      int64 // bytes

	OldVersion, NewVersion string
	Changes                []ResourceChange
	Healing                *Healing

	Method Method
	Err    error
}

// Size says by how much a record is too large for the metadata of an object.
type Size struct {
	Operation Method // insert or update
	Total     int    // bytes of names and encoded values
	Limit     int    // bytes that they may have
	Excess    int    // Total less Limit
}

// Healing is what was done to a broken s3db.json.
type Healing struct {
	Repairs []string
	Backup  string // key of the old document, "" if nothing was lost
}

// ResourceChange is a resource whose definition changed: Type is new, changed
// or deleted.
type ResourceChange struct {
	Type, Resource, OldVersion, NewVersion string
}
