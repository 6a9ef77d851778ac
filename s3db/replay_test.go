package s3db_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/s3db"
)

// TestReplay asks what s3db.js was asked, of an empty bucket, and then what
// was asked through a new connection, and compares the answers.
func TestReplay(t *testing.T) {
	held := newDifferences(t, replayDifferences)
	eachFixture(t, func(t *testing.T, fx *fixture) {
		c := &connection{t: t, fx: fx, bucket: (&fixture{}).bucket(t)}
		defer c.close()
		for i, step := range fx.steps {
			c.step(fmt.Sprintf("%s %d", fx.name, i), step, held)
		}
		c.open(nil)
		for _, step := range fx.readback {
			c.step(fx.name+" back", step, held)
		}
	})
}

// TestReadBack asks of the bucket that s3db.js left what was asked of it
// through a new connection.
func TestReadBack(t *testing.T) {
	held := newDifferences(t, readDifferences)
	eachFixture(t, func(t *testing.T, fx *fixture) {
		c := &connection{t: t, fx: fx, bucket: fx.bucket(t)}
		defer c.close()
		c.open(nil)
		for _, step := range fx.readback {
			c.step(fx.name+" back", step, held)
		}
	})
}

// step runs a step and compares its answer. place says where it stands.
func (c *connection) step(place string, step *catalog.Object, held *differences) {
	switch step.String("op") {
	case "connect":
		c.open(step.Object("options"))
		return
	case "putRaw":
		c.close()
		put(c.t, c.bucket, step.String("key"), step, []byte(step.String("body")))
		c.open(nil)
		return
	case "wait":
		return
	}
	args := argument(step.Get("args"))
	got, err := c.ask(step, args)
	place = place + " " + step.String("op")
	if id := idOf(args); id != "" {
		place += " " + id
	}
	want, wantErr := answer(step.String("op"), argument(step.Get("result"))), step.Object("error")
	problem := ""
	switch {
	case err != nil && wantErr != nil:
		problem = wrongKind(err, wantErr.String("message"))
	case err != nil:
		problem = fmt.Sprintf("failed: %v", err)
	case wantErr != nil:
		problem = fmt.Sprintf("gave %s, want the error %s", short(got), wantErr.String("message"))
	case !reflect.DeepEqual(got, want):
		problem = fmt.Sprintf("gave %s\nwant %s", short(got), short(want))
	}
	held.check(c.t, place, problem)
}

// wrongKind says that an error does not tell what s3db.js's does.
func wrongKind(err error, message string) string {
	var ok bool
	switch {
	case strings.Contains(message, "No such key"), strings.Contains(message, "does not exist"):
		ok = errors.As(err, new(*s3db.NotFoundError))
	case strings.Contains(message, "already exists"):
		ok = errors.As(err, new(*s3db.ExistsError))
	default:
		ok = true
	}
	if ok {
		return ""
	}
	return fmt.Sprintf("failed with %T %v, want the kind of %q", err, err, message)
}

func short(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprintf("%#v", v)
	}
	if len(text) > 600 {
		text = append(text[:600], "..."...)
	}
	return string(text)
}

// idOf is the id that a call is about.
func idOf(args any) string {
	list, _ := args.([]any)
	if len(list) == 0 {
		return ""
	}
	switch first := list[0].(type) {
	case string:
		return first
	case map[string]any:
		id, _ := first["id"].(string)
		return id
	}
	return ""
}

// ask calls the method of a step. What it gives is in the form of answer.
func (c *connection) ask(step *catalog.Object, args any) (any, error) {
	ctx := c.t.Context()
	if step.String("op") == "createResource" {
		r, err := c.db.CreateResource(ctx, c.fx.config(step.Object("config")))
		if err != nil {
			return nil, err
		}
		return r.Version(), nil
	}
	r := c.db.Resource(step.String("resource"))
	list, _ := args.([]any)
	text := func(i int) string {
		s, _ := list[i].(string)
		return s
	}
	object := func(i int) map[string]any {
		if i >= len(list) {
			return nil
		}
		m, _ := list[i].(map[string]any)
		return m
	}
	switch step.String("op") {
	case "insert":
		return shown(r.Insert(ctx, object(0)))
	case "get":
		return shown(r.Get(ctx, text(0)))
	case "update":
		return shown(r.Update(ctx, text(0), object(1)))
	case "upsert":
		rec := s3db.Record(object(0))
		return shown(r.Upsert(ctx, rec.ID(), rec))
	case "replace":
		return shown(r.Replace(ctx, text(0), object(1)))
	case "updateConditional":
		return c.updateIf(r, text(0), object(1), object(2))
	case "delete":
		return nil, r.Delete(ctx, text(0))
	case "insertMany":
		_, err := r.InsertMany(ctx, records(list[0]))
		return nil, err
	case "setContent":
		return nil, r.SetContent(ctx, idOf(args), bytesOf(object(0)["buffer"]), mimeType(object(0)))
	case "content":
		return contentOf(r.Content(ctx, text(0)))
	case "hasContent":
		return boolean(r.HasContent(ctx, text(0)))
	case "deleteContent":
		return nil, r.DeleteContent(ctx, text(0))
	case "getFromPartition":
		o := object(0)
		partition, _ := o["partitionName"].(string)
		values, _ := o["partitionValues"].(map[string]any)
		return shown(r.GetFromPartition(ctx, idOf(args), partition, values))
	case "deleteMany":
		_, err := r.DeleteMany(ctx, texts(list[0]))
		return nil, err
	case "deleteAll", "deleteAllData":
		n, err := r.DeleteAll(ctx)
		return float64(n), err
	case "exists":
		return boolean(r.Exists(ctx, text(0)))
	case "getMany":
		return all(r.GetMany(ctx, texts(list[0])))
	case "list", "getAll":
		return all(r.List(ctx, listOptions(object(0))))
	case "listIds":
		return plainTexts(r.ListIDs(ctx, listOptions(object(0))))
	case "count":
		n, err := r.Count(ctx, listOptions(object(0)))
		return float64(n), err
	case "query":
		return all(r.Query(ctx, object(0), listOptions(object(1))))
	case "page":
		return pageOf(r.Page(ctx, s3db.PageOptions{ListOptions: listOptions(object(0))}))
	}
	return nil, fmt.Errorf("no %s here", step.String("op"))
}

// updateIf takes the revision of the record for the ETag that the scenario
// calls right.
func (c *connection) updateIf(r *s3db.Resource, id string, changes, options map[string]any) (any, error) {
	info, err := r.Info(c.t.Context(), id)
	if err != nil {
		return nil, err
	}
	revision, _ := options["ifMatch"].(string)
	if revision != "" && !strings.Contains(revision, "0000000000") {
		revision = info.Revision
	}
	_, err = r.UpdateIf(c.t.Context(), id, changes, revision)
	if errors.As(err, new(*s3db.ChangedError)) {
		return false, nil
	}
	return err == nil, err
}

func records(v any) []s3db.Record {
	var list []s3db.Record
	for _, item := range v.([]any) {
		list = append(list, item.(map[string]any))
	}
	return list
}

func bytesOf(v any) io.Reader {
	if text, ok := v.(string); ok {
		return strings.NewReader(text)
	}
	return bytes.NewReader(v.([]byte))
}

func mimeType(o map[string]any) string {
	t, _ := o["contentType"].(string)
	return t
}

func contentOf(c *s3db.Content, err error) (any, error) {
	if err != nil {
		return map[string]any{}, nil // nulls in s3db.js
	}
	body, err := c.Bytes()
	return map[string]any{"buffer": body, "contentType": c.Type}, err
}

func listOptions(o map[string]any) s3db.ListOptions {
	number := func(names ...string) int {
		for _, name := range names {
			if n, ok := o[name].(float64); ok {
				return int(n)
			}
		}
		return 0
	}
	partition, _ := o["partition"].(string)
	values, _ := o["partitionValues"].(map[string]any)
	return s3db.ListOptions{Partition: partition, Values: values, Limit: number("limit", "size"), Offset: number("offset")}
}

func texts(v any) []string {
	var list []string
	for _, item := range v.([]any) {
		list = append(list, item.(string))
	}
	return list
}

func plainTexts(list []string, err error) (any, error) {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out, err
}

func boolean(b bool, err error) (any, error) { return b, err }

func shown(r s3db.Record, err error) (any, error) { return comparable(map[string]any(r)), err }

func all(list []s3db.Record, err error) (any, error) {
	out := make([]any, len(list))
	for i, r := range list {
		out[i] = map[string]any(r)
	}
	return comparable(sortedByID(out)), err
}

func pageOf(p s3db.Page, err error) (any, error) {
	items, err := all(p.Items, err)
	return map[string]any{
		"items": items, "totalItems": float64(p.TotalItems), "page": float64(p.Page),
		"pageSize": float64(p.PageSize), "totalPages": float64(p.TotalPages), "hasMore": p.HasMore,
	}, err
}

// answer brings what s3db.js answered into the form of ask: without system
// fields and without what is told of the connection.
func answer(op string, v any) any {
	m, _ := v.(map[string]any)
	switch op {
	case "createResource":
		return m["version"]
	case "deleteAll", "deleteAllData":
		return m["deletedCount"]
	case "updateConditional":
		return m["success"]
	case "delete", "deleteMany", "setContent", "deleteContent":
		return nil
	case "page":
		if m != nil {
			m["items"] = comparable(sortedByID(m["items"]))
			delete(m, "_debug")
		}
		return m
	case "list", "getAll", "getMany", "query":
		return comparable(sortedByID(v))
	}
	return comparable(v)
}

// sortedByID orders records: s3db.js gives them as they come.
func sortedByID(v any) any {
	list, _ := v.([]any)
	for i := range list {
		for j := i; j > 0 && idAt(list, j) < idAt(list, j-1); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	return list
}

func idAt(list []any, i int) string {
	m, _ := list[i].(map[string]any)
	id, _ := m["id"].(string)
	return id
}

// comparable drops system fields and what has no value, and makes numbers
// float64.
func comparable(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for name, child := range v {
			if child != nil && !strings.HasPrefix(name, "_") && !strings.HasPrefix(name, "$") {
				m[name] = comparable(child)
			}
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = comparable(item)
		}
		return list
	case int64:
		return float64(v)
	case time.Time:
		return v.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	return v
}

// difference is a place where the answers differ, on purpose.
type difference struct{ fixture, step, reason string }

// differences holds a table to what happens: a place that differs must be in
// it, and each line of it must differ somewhere.
type differences struct {
	list []difference
	used []bool
}

func newDifferences(t *testing.T, list []difference) *differences {
	d := &differences{list, make([]bool, len(list))}
	t.Cleanup(func() {
		for i, line := range d.list {
			if !d.used[i] && !t.Failed() && haveFixtures() {
				t.Errorf("no difference any more: %+v", line)
			}
		}
	})
	return d
}

func (d *differences) check(t *testing.T, place, problem string) {
	t.Helper()
	if problem == "" {
		return
	}
	name, step, _ := strings.Cut(place, " ")
	for i, line := range d.list {
		at, _ := path.Match(line.fixture, name)
		is, _ := path.Match(line.step, step)
		if at && is {
			d.used[i] = true
			return
		}
	}
	t.Errorf("%s: %s", place, problem)
}
