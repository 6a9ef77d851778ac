package document

import (
	"bytes"
	"crypto/rand"
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/codec"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// replayer runs the steps of a fixture as this program would: it keeps what
// each record should hold, and writes every state of it as an object.
type replayer struct {
	t        *testing.T
	scenario string
	release  string
	options  *catalog.Object
	secrets  *codec.Secrets
	// accepted skips the steps that s3db.js refused, to know what its bucket
	// should hold.
	accepted bool

	position uint64
	manifest *catalog.Manifest
	objects  map[string]storage.Object
	records  map[string]*catalog.Object // by key
	result   *catalog.Object            // of the step under way: its clock and generated ids
}

const journalID = "Zk3vQ8aT"

func replay(t *testing.T, fx *fixture, accepted bool) *replayer {
	passphrase := fx.options.String("passphrase")
	if passphrase == "" {
		passphrase = codec.DefaultPassphrase
	}
	r := &replayer{
		t: t, scenario: fx.name, release: fx.release, options: fx.options, accepted: accepted,
		secrets: codec.NewSecrets(passphrase, rand.Reader),
		objects: map[string]storage.Object{},
		records: map[string]*catalog.Object{},
	}
	for _, s := range fx.steps {
		r.step(s)
	}
	return r
}

// refused tells the errors of validation and of operations, which are not
// tested here, from those of the format.
func refused(err *catalog.Object) bool {
	message := err.String("message")
	return err != nil && !strings.Contains(message, "metadata size exceeds") && err.String("code") != "MetadataTooLarge" &&
		!strings.HasPrefix(message, "Unhandled error")
}

func (r *replayer) step(s *catalog.Object) {
	failed := s.Object("error")
	op := s.String("op")
	if refused(failed) || failed != nil && r.accepted && op != "insertMany" {
		return
	}
	r.result = s.Object("result")
	args := argsOf(s)
	switch op {
	case "connect":
		r.connect()
	case "createResource":
		r.createResource(s.Object("config"))
	case "putRaw":
		r.putRaw(s)
	case "insert":
		r.insert(s.String("resource"), args[0].(*catalog.Object))
	case "insertMany":
		for _, item := range args[0].([]any) {
			r.insert(s.String("resource"), item.(*catalog.Object))
		}
	case "update":
		r.update(s.String("resource"), args[0].(string), args[1].(*catalog.Object))
	case "upsert":
		r.upsert(s.String("resource"), args[0].(*catalog.Object))
	case "replace":
		r.delete(s.String("resource"), args[0].(string))
		r.insert(s.String("resource"), args[1].(*catalog.Object).With("id", args[0]))
	case "delete":
		r.delete(s.String("resource"), args[0].(string))
	case "deleteMany":
		for _, id := range args[0].([]any) {
			r.delete(s.String("resource"), id.(string))
		}
	case "deleteAll", "deleteAllData":
		r.deleteAll(s.String("resource"))
	case "setContent":
		r.setContent(s.String("resource"), args[0].(*catalog.Object))
	case "deleteContent":
		r.put(s.String("resource"), args[0].(string), r.record(s.String("resource"), args[0].(string)), nil)
	case "get", "getMany", "exists", "wait", "updateConditional":
	default:
		r.t.Fatalf("unknown operation %s", op)
	}
}

func argsOf(s *catalog.Object) []any {
	args, _ := plainValue(s.Get("args")).([]any)
	return args
}

const now = "2026-11-23T08:00:00.000Z"

func (r *replayer) connect() {
	stored, ok := r.objects[keys.ManifestKey]
	if !ok {
		r.manifest = newManifest(r.release)
		r.putManifest()
		return
	}
	m, healing := catalog.Heal(stored.Body, now)
	r.manifest = m
	if healing.Backup {
		r.objects[keys.BackupKey(now)] = storage.Object{ContentType: "application/json", Body: stored.Body}
	}
	if len(healing.Repairs) > 0 {
		r.putManifest()
	}
}

// newManifest returns the manifest of an empty database of a release.
func newManifest(release string) *catalog.Manifest {
	m := catalog.NewManifest(now)
	if release == "" {
		return m
	}
	m, _ = catalog.ParseManifest(bytes.Replace(m.JSON(), []byte(catalog.S3dbVersion), []byte(release), 1))
	return m
}

func (r *replayer) putManifest() {
	r.objects[keys.ManifestKey] = storage.Object{ContentType: "application/json", Body: r.manifest.JSON()}
}

func (r *replayer) createResource(config *catalog.Object) {
	d := definitionOf(config, r.options)
	d.Dialect = r.manifest.Dialect()
	res := r.manifest.Resource(config.String("name"))
	if res == nil {
		res = catalog.NewResource(config.String("name"), d, now)
	} else if next := res.Define(d, now); next != res {
		res = next
	} else {
		return
	}
	r.manifest = r.manifest.With(res, now)
	r.putManifest()
}

func (r *replayer) putRaw(s *catalog.Object) {
	obj := storage.Object{ContentType: s.String("contentType"), Body: []byte(s.String("body")), Metadata: map[string]string{}}
	for _, m := range s.Object("metadata").Members() {
		obj.Metadata[m.Key] = m.Value.(string)
	}
	r.objects[s.String("key")] = obj
	if k := keys.Parse(s.String("key")); k.Kind == keys.Record {
		d := Decode(r.manifest.Resource(k.Resource), k.ID, &obj)
		r.records[k.String()] = r.assemble(d)
	}
}

func (r *replayer) assemble(d *Document) *catalog.Object {
	o, err := Assemble(r.manifestVersion(d), d.Fields, r.secrets)
	if err != nil {
		r.t.Errorf("record %s: %v", d.ID, err)
	}
	return o
}

func (r *replayer) manifestVersion(d *Document) *catalog.Attributes {
	for _, res := range r.manifest.Resources {
		if v := res.Version(d.Version); v != nil {
			return v.Attributes
		}
	}
	return nil
}

// sortedKeys returns the keys of both buckets.
func sortedKeys(a, b map[string]storage.Object) []string {
	var list []string
	for k := range a {
		list = append(list, k)
	}
	for k := range b {
		list = append(list, k)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
