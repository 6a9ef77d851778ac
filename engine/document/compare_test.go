package document

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/engine/keys"
	"github.com/s3dbsql/s3dbsql/storage"
)

// TestFixturesRead holds that every record that s3db.js wrote gives back what
// was put in.
func TestFixturesRead(t *testing.T) {
	ledger := newLedger(readDifferences)
	eachFixture(t, func(t *testing.T, fx *fixture) {
		r := replay(t, fx, true)
		m, _ := catalog.Heal(fx.objects[keys.ManifestKey].Body, now)
		got := map[string]string{}
		for key, obj := range fx.objects {
			if k := keys.Parse(key); k.Kind == keys.Record {
				d := Decode(m.Resource(k.Resource), k.ID, &obj)
				if d.Stamped {
					t.Errorf("%s: taken for ours", key)
				}
				o, err := Assemble(m.Resource(k.Resource).Version(d.Version).Attributes, d.Fields, r.secrets)
				if err != nil {
					t.Errorf("%s: %v", key, err)
				}
				got[key] = canonical(o)
			}
		}
		for key, o := range r.records {
			if want := canonical(plainNulls(defined(o)).Without("id")); want != got[key] {
				ledger.differ(t, fx.name, key, "want %s\n got %s", want, got[key])
			}
			delete(got, key)
		}
		for key, o := range got {
			ledger.differ(t, fx.name, key, "want no record\n got %s", o)
		}
	})
	ledger.close(t)
}

// TestFixturesWrite holds that the same steps make the same bucket here, but
// for the differences listed.
func TestFixturesWrite(t *testing.T) {
	ledger := newLedger(writeDifferences)
	eachFixture(t, func(t *testing.T, fx *fixture) {
		r := replay(t, fx, false)
		for _, key := range sortedKeys(fx.objects, r.objects) {
			want, got := r.show(fx.objects, key), r.show(r.objects, key)
			if want == got {
				continue
			}
			reason := ledger.differ(t, fx.name, key, "want %s\n got %s", want, got)
			if sameRecord[reason] && keys.Parse(key).Kind == keys.Record {
				if want, got := r.read(fx.objects[key], key), r.read(r.objects[key], key); want != got {
					t.Errorf("%s: the layout may differ (%s), not the record\nwant %s\n got %s", key, reason, clip(want), clip(got))
				}
			}
		}
	})
	ledger.close(t)
}

// read decodes a record and prints its fields.
func (r *replayer) read(obj storage.Object, key string) string {
	k := keys.Parse(key)
	return canonical(r.assemble(Decode(r.manifest.Resource(k.Resource), k.ID, &obj)))
}

// show prints an object without what may differ: the stamp, the clock in
// s3db.json, and the randomness of ciphertexts.
func (r *replayer) show(objects map[string]storage.Object, key string) string {
	obj, ok := objects[key]
	if !ok {
		return "no object"
	}
	var b strings.Builder
	for _, name := range sortedNames(obj.Metadata) {
		value := obj.Metadata[name]
		if strings.Contains(r.scenario, "secrets") && len(value) >= 60 {
			if plain, err := r.secrets.Decrypt(value); err == nil {
				value = "secret " + plain
			}
		}
		if name != StampName {
			fmt.Fprintf(&b, "%s=%s ", name, value)
		}
	}
	body, _ := cutRun(obj.Body)
	text := strings.TrimRight(string(body), " \t\n")
	if v, err := catalog.ParseJSON([]byte(text)); err == nil {
		text = canonical(v)
		if key == keys.ManifestKey {
			text = string(catalog.AppendJSON(nil, withoutClock(v), "")) // the order counts
		} else if text == "{}" {
			text = "" // what stands before the run under truncate-data
		}
	}
	if text != "" {
		fmt.Fprintf(&b, "%s %s", obj.ContentType, text)
	}
	return b.String()
}

func sortedNames(m map[string]string) []string {
	var names []string
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func withoutClock(v any) any {
	if list, ok := v.([]any); ok {
		out := make([]any, len(list))
		for i := range list {
			out[i] = withoutClock(list[i])
		}
		return out
	}
	o, ok := v.(*catalog.Object)
	if !ok {
		return v
	}
	out := catalog.NewObject()
	for _, m := range o.Members() {
		if m.Key != "lastUpdated" && m.Key != "createdAt" && m.Key != "burnedAt" {
			out = out.With(m.Key, withoutClock(m.Value))
		} else if _, rule := m.Value.(string); rule && strings.Contains(m.Value.(string), "|") {
			out = out.With(m.Key, m.Value)
		}
	}
	return out
}

// canonical prints JSON with sorted members and shortest numbers.
func canonical(v any) string {
	var plain any
	if err := json.Unmarshal(catalog.AppendJSON(nil, v, ""), &plain); err != nil {
		return err.Error()
	}
	text, _ := json.Marshal(plain)
	return string(text)
}

// plainNulls drops the members that are null: here null is no value.
func plainNulls(o *catalog.Object) *catalog.Object {
	out := catalog.NewObject()
	for _, m := range o.Members() {
		child, nested := m.Value.(*catalog.Object)
		if nested && len(child.Members()) > 0 {
			if child = plainNulls(child); len(child.Members()) > 0 {
				out = out.With(m.Key, child)
			}
		} else if m.Value != nil {
			out = out.With(m.Key, m.Value)
		}
	}
	return out
}

// difference is a row of a table of differences: the records of one scenario
// that differ for one reason.
type difference struct {
	scenario string
	keys     string // pattern of keys as of path.Match, or several with blanks
	reason   string
}

// ledger checks differences against a table: one that is not in it fails, and
// so does a row without a difference.
type ledger struct {
	table []difference
	used  []bool
	ran   map[string]bool
}

func newLedger(table []difference) *ledger {
	return &ledger{table, make([]bool, len(table)), map[string]bool{}}
}

func (l *ledger) differ(t *testing.T, scenario, key, format string, args ...any) (reason string) {
	t.Helper()
	for i, d := range l.table {
		if d.scenario == scenario && slices.ContainsFunc(strings.Fields(d.keys), func(pattern string) bool {
			return matches(pattern, key)
		}) {
			l.used[i] = true
			return d.reason
		}
	}
	t.Errorf("%s:\n%s", key, clip(fmt.Sprintf(format, args...)))
	return ""
}

// matches compares a key with a pattern: the id of a record, or the whole key
// where the pattern has a slash or the key is no record's.
func matches(pattern, key string) bool {
	if k := keys.Parse(key); k.Kind == keys.Record && !strings.Contains(pattern, "/") {
		key = k.ID
	}
	ok, _ := path.Match(pattern, key)
	return ok
}

func clip(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if len(line) > 400 {
			line = line[:200] + " ... " + line[len(line)-200:]
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "")
}

func (l *ledger) close(t *testing.T) {
	if t.Failed() || testing.Short() {
		return
	}
	for i, d := range l.table {
		if !l.used[i] && haveDesign() {
			t.Errorf("%s %s no longer differs: %s", d.scenario, d.keys, d.reason)
		}
	}
}
