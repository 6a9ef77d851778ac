package inspect

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/document"
	"github.com/s3dbsql/s3dbsql/engine/journal"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// lister prints the objects of one database.
type lister struct {
	bucket   storage.Bucket
	out      *bufio.Writer
	manifest *catalog.Manifest         // nil if there is no s3db.json
	tables   map[string]*catalog.Table // by resource
	applied  uint64
	owed     map[string]uint64 // records whose newest version the journal holds, and since which entry
	seen     map[string]bool   // of owed: found as an object
}

// List prints every object under the bucket's prefix in the order of keys:
// records with their decoded fields, journal entries with what they owe. Rows
// that the journal holds and the objects do not show yet are marked.
func List(ctx context.Context, bucket storage.Bucket, out io.Writer) error {
	l := &lister{bucket: bucket, out: bufio.NewWriter(out), owed: map[string]uint64{}, seen: map[string]bool{}}
	if err := l.prepare(ctx); err != nil {
		return err
	}
	opts := storage.ListOptions{}
	for {
		page, err := bucket.List(ctx, opts)
		if err != nil {
			return err
		}
		for _, o := range page.Objects {
			if err := l.object(ctx, o); err != nil {
				return err
			}
		}
		if page.Next == "" {
			break
		}
		opts.Token = page.Next
	}
	for _, key := range slices.Sorted(maps.Keys(l.owed)) {
		if !l.seen[key] {
			l.printf("%s\n    not there yet: journal entry %d\n", key, l.owed[key])
		}
	}
	return l.out.Flush()
}

func (l *lister) printf(format string, args ...any) { fmt.Fprintf(l.out, format, args...) }

// prepare reads s3db.json and the entries that are not applied.
func (l *lister) prepare(ctx context.Context) error {
	obj, err := l.bucket.Get(ctx, keys.ManifestKey, storage.GetOptions{})
	if err == nil {
		if l.manifest, err = catalog.ParseManifest(obj.Body); err != nil {
			return err
		}
	} else if !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	if l.tables, err = readTables(ctx, l.bucket); err != nil {
		return err
	}
	obj, err = l.bucket.Get(ctx, keys.KeeperKey, storage.GetOptions{})
	if errors.Is(err, storage.ErrNotFound) {
		return nil // s3db.js alone has written here
	}
	if err != nil {
		return err
	}
	var keeper struct {
		Journal string `json:"journal"`
		Applied uint64 `json:"applied"`
	}
	if err := json.Unmarshal(obj.Body, &keeper); err != nil {
		return fmt.Errorf("%s: %w", keys.KeeperKey, err)
	}
	l.applied = keeper.Applied
	return l.readOwed(ctx, keeper.Journal)
}

// readTables reads what catalog.json says of the tables over the resources.
func readTables(ctx context.Context, bucket storage.Bucket) (map[string]*catalog.Table, error) {
	obj, err := bucket.Get(ctx, keys.CatalogKey, storage.GetOptions{})
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	extras, err := catalog.DecodeExtras(obj.Body)
	if err != nil {
		return nil, err
	}
	tables := map[string]*catalog.Table{}
	for _, t := range extras.Tables() {
		tables[t.Resource] = t
	}
	return tables, nil
}

// readOwed walks the journal behind the applied position.
func (l *lister) readOwed(ctx context.Context, id string) error {
	shapes := &journal.Shapes{}
	for position := l.applied + 1; ; position++ {
		e, err := journal.Load(ctx, l.bucket, id, position, shapes)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, op := range e.AllOps() {
			if op.Kind == journal.Write {
				l.owed[(keys.Resource{Name: op.Resource}).Record(op.ID)] = position
			}
		}
	}
}

// object prints one object.
func (l *lister) object(ctx context.Context, o storage.Info) error {
	l.printf("%s  (%d bytes)\n", o.Key, o.Size)
	k := keys.Parse(o.Key)
	switch k.Kind {
	case keys.Record:
		return l.record(ctx, o.Key, k)
	case keys.Entry:
		state := "applied"
		if k.Number > l.applied {
			state = "owed: its rows are not all objects yet"
		}
		l.printf("    journal entry %d, %s\n", k.Number, state)
	}
	return nil
}

// record prints the decoded fields of a record and what the journal says.
func (l *lister) record(ctx context.Context, key string, k keys.Key) error {
	if l.manifest == nil || l.manifest.Resource(k.Resource) == nil {
		l.printf("    no resource %q in %s\n", k.Resource, keys.ManifestKey)
		return nil
	}
	obj, err := l.bucket.Get(ctx, key, storage.GetOptions{})
	if errors.Is(err, storage.ErrNotFound) {
		return nil // deleted since it was listed
	}
	if err != nil {
		return err
	}
	resource := l.manifest.Resource(k.Resource)
	if t := l.tables[k.Resource]; t != nil {
		resource = t.Encoded(resource)
	}
	d := document.Decode(resource, k.ID, obj)
	attributes := resource.Current().Attributes
	if v := resource.Version(d.Version); v != nil {
		attributes = v.Attributes
	}
	for _, f := range d.Fields {
		rule, _ := attributes.Leaf(f.Path)
		l.printf("    %s = %s\n", f.Path, shown(resource.Dialect, rule, f.Text))
	}
	if d.Stamped {
		l.printf("    version %s, written by journal entry %d\n", d.Version, d.Stamp.Position)
	} else {
		l.printf("    version %s, written by s3db.js\n", d.Version)
	}
	entry, owed := l.owed[key]
	l.seen[key] = owed
	if owed && (!d.Stamped || d.Stamp.Position < entry) {
		l.printf("    owed: journal entry %d has a newer version\n", entry)
	}
	return nil
}

// shown is a stored text as JSON. What cannot be decoded is shown as it is
// stored, and so are secrets, whose plain text is nobody's business here.
func shown(d codec.Dialect, rule, text string) string {
	if strings.HasPrefix(rule, "secret") {
		return text
	}
	v, err := d.ForRule(rule, nil).Decode(text)
	if err != nil {
		return text
	}
	return string(d.AppendJSON(nil, rule, v))
}
