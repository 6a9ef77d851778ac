package live

import (
	"context"
	"reflect"
	"testing"
)

// TestContent hands binary content to and fro. What s3db.js's own update
// would do to it is s3db.js's.
func TestContent(t *testing.T) {
	t.Parallel()
	b := start(t)
	c := b.connect()
	b.peer.must(t, "createResource", "", record{"name": "files", "attributes": record{"name": "string"}})
	for _, id := range []string{"ours", "theirs"} {
		b.peer.must(t, "insert", "files", record{"id": id, "name": id})
	}
	run(t, c, "SELECT s3db.set_content('files', 'ours', 'by SQL', 'text/plain')")
	if got, want := b.peer.must(t, "content", "files", "ours"), (record{"text": "by SQL", "type": "text/plain"}); !reflect.DeepEqual(got, want) {
		t.Errorf("s3db.js reads %v", got)
	}
	run(t, c, "UPDATE files SET name = 'renamed' WHERE id = 'ours'")
	if rec := b.peer.get(t, "files", "ours"); rec["name"] != "renamed" || b.peer.must(t, "hasContent", "files", "ours") != true {
		t.Errorf("after an update s3db.js reads %v", rec)
	}
	b.peer.must(t, "setContent", "files", record{"id": "theirs", "buffer": "by s3db.js", "contentType": "text/html"})
	var text, kind string
	err := c.QueryRow(context.Background(),
		`SELECT convert_from(s3db.content('files', 'theirs'), 'UTF8'), "_mimeType" FROM files WHERE id = 'theirs'`).Scan(&text, &kind)
	if err != nil || text != "by s3db.js" || kind != "text/html" {
		t.Errorf("SQL reads %q of type %q, %v", text, kind, err)
	}
	run(t, c, "SELECT s3db.delete_content('files', 'ours')")
	if rec := b.peer.get(t, "files", "ours"); rec["name"] != "renamed" {
		t.Errorf("without its content s3db.js reads %v", rec)
	}
}
