package s3db_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"math/rand"
	"testing"

	"github.com/s3dbsql/s3dbsql/internal/testutil"
	"github.com/s3dbsql/s3dbsql/s3db"
)

// TestContentOnS3 sends 20 MiB through a real S3 server: in parts, read back
// before and after they lie with their record, and kept by an update.
func TestContentOnS3(t *testing.T) {
	ctx := t.Context()
	db, err := s3db.Open(ctx, testutil.S3Bucket(t, testutil.Versitygw(t), "content")+"/db", s3db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(context.Background())
	files, err := db.CreateResource(ctx, s3db.Config{Name: "files", Attributes: s3db.Attributes{{"name", "string"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := files.Insert(ctx, s3db.Record{"id": "f", "name": "a"}); err != nil {
		t.Fatal(err)
	}
	body := make([]byte, 20<<20)
	_, _ = rand.New(rand.NewSource(1)).Read(body)
	// A reader that tells nothing of its size.
	if err := files.SetContent(ctx, "f", io.MultiReader(bytes.NewReader(body)), "video/mp4"); err != nil {
		t.Fatal(err)
	}
	want := sha256.Sum256(body)
	for _, when := range []string{"committed", "applied", "updated"} {
		switch when {
		case "updated":
			if _, err := files.Update(ctx, "f", s3db.Record{"name": "b"}); err != nil {
				t.Fatal(err)
			}
			fallthrough
		case "applied":
			if err := db.WaitApplied(ctx); err != nil {
				t.Fatal(err)
			}
		}
		content, err := files.Content(ctx, "f")
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.New()
		n, err := content.WriteTo(sum)
		if err != nil || n != int64(len(body)) || content.Type != "video/mp4" || !bytes.Equal(sum.Sum(nil), want[:]) {
			t.Errorf("%s: %d bytes of %s, %v", when, n, content.Type, err)
		}
	}
}
