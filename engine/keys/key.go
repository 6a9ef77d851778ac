package keys

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind is what an object is, told from its key.
type Kind uint8

// The kinds.
const (
	Other      Kind = iota // not ours and not a record, e.g. s3db.js's plugin objects
	Manifest               // s3db.json
	Record                 // Resource, ID
	Reference              // Resource, Partition, Fields, ID
	Historical             // Resource, ID, Name: version, "" for the last copy
	Catalog                // s3dbsql/catalog.json
	Entry                  // Number: position in the journal
	Part                   // Name: batch id, Number: index from 0
	Keeper                 // s3dbsql/keeper.json
	Sequence               // Name
	Consumer               // Name
	Conflict               // Number
	Parked                 // Number
	Probe                  // Name
	Cluster                // s3dbsql/cluster.json
	Content                // Name: id of the content
)

// Key is a parsed key.
type Key struct {
	Kind      Kind
	Resource  string
	ID        string
	Partition string
	Fields    []Field
	Name      string
	Number    uint64
}

// Prefixes to list; each ends in a slash.
const (
	OwnPrefix       = "s3dbsql/" // everything that s3db.js does not know
	ResourcePrefix  = "resource="
	JournalPrefix   = OwnPrefix + "journal/"
	PartsPrefix     = OwnPrefix + "parts/"
	ContentPrefix   = OwnPrefix + "content/"
	SequencePrefix  = OwnPrefix + "sequence/"
	ConsumerPrefix  = OwnPrefix + "consumers/"
	ConflictsPrefix = OwnPrefix + "conflicts/"
	ParkedPrefix    = OwnPrefix + "parked/"
	ProbePrefix     = OwnPrefix + "probe/"
)

// Keys of single objects.
const (
	ManifestKey = "s3db.json"
	CatalogKey  = OwnPrefix + "catalog.json"
	KeeperKey   = OwnPrefix + "keeper.json"
	ClusterKey  = OwnPrefix + "cluster.json"

	// ManifestLockKey is the lock under which s3db.js 21 and later replace
	// s3db.json.
	ManifestLockKey = "plugin=s3db-core/locks/namespace=metadata/s3db-metadata.json"
)

// EntryKey returns the key of a journal entry. Twenty digits hold every
// position, and make byte order the order of positions.
func EntryKey(position uint64) string { return JournalPrefix + digits(position) }

// ConflictKey returns the key of the n-th lost version.
func ConflictKey(n uint64) string { return ConflictsPrefix + digits(n) }

// ParkedKey returns the key of the n-th row that the store refused.
func ParkedKey(n uint64) string { return ParkedPrefix + digits(n) }

// BatchPrefix returns the prefix of the parts of a batch.
func BatchPrefix(batch string) string { return PartsPrefix + batch + "/" }

// PartKey returns the key of the k-th part of a batch, from 0.
func PartKey(batch string, k uint64) string {
	return BatchPrefix(batch) + strconv.FormatUint(k, 10)
}

// ContentKey returns the key under which content waits to become part of its
// record.
func ContentKey(id string) string { return ContentPrefix + escape(id) }

// SequenceKey returns the key of a sequence. Its qualified name is escaped.
func SequenceKey(name string) string { return SequencePrefix + escape(name) }

// ConsumerKey returns the key of a consumer's cursor.
func ConsumerKey(name string) string { return ConsumerPrefix + escape(name) }

// ProbeKey returns the key of an object of the start-up probe.
func ProbeKey(name string) string { return ProbePrefix + escape(name) }

// BackupKey returns the key under which an unreadable s3db.json is kept. stamp
// is the time in ISO form with milliseconds, as s3db.js writes it.
func BackupKey(stamp string) string {
	return ManifestKey + ".corrupted." + strings.NewReplacer(":", "-", ".", "-").Replace(stamp) + ".backup"
}

func digits(n uint64) string { return fmt.Sprintf("%020d", n) }

// String returns the key of k, "" for Other. Ids and fields stand as they
// are: it undoes Parse.
func (k Key) String() string {
	switch k.Kind {
	case Record:
		return Resource{Name: k.Resource}.Record(k.ID)
	case Historical:
		r := Resource{Name: k.Resource}
		if k.Name == "" {
			return r.History(k.ID)
		}
		return r.HistoryOf(k.ID, k.Name)
	case Reference:
		var b strings.Builder
		b.WriteString(Resource{Name: k.Resource}.Partition(k.Partition))
		for _, f := range k.Fields {
			b.WriteString(f.Name + "=" + f.Value + "/")
		}
		return b.String() + "id=" + k.ID
	case Entry:
		return EntryKey(k.Number)
	case Conflict:
		return ConflictKey(k.Number)
	case Parked:
		return ParkedKey(k.Number)
	case Part:
		return PartKey(k.Name, k.Number)
	case Content:
		return ContentKey(k.Name)
	case Sequence:
		return SequenceKey(k.Name)
	case Consumer:
		return ConsumerKey(k.Name)
	case Probe:
		return ProbeKey(k.Name)
	}
	for key, kind := range single {
		if kind == k.Kind {
			return key
		}
	}
	return ""
}

var single = map[string]Kind{
	ManifestKey: Manifest, CatalogKey: Catalog, KeeperKey: Keeper, ClusterKey: Cluster,
}
