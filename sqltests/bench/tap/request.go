package tap

import (
	"net/http"
	"strings"

	"github.com/s3dbsql/s3dbsql/storage"
	"github.com/s3dbsql/s3dbsql/storage/wrap"
)

// Op tells which operation of S3 a request with the bucket in its path is.
func Op(r *http.Request) storage.Op {
	_, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch r.Method {
	case http.MethodHead:
		return storage.OpHead
	case http.MethodPut:
		return storage.OpPut
	case http.MethodDelete:
		return storage.OpDelete
	case http.MethodPost:
		if r.URL.Query().Has("delete") {
			return storage.OpDeleteMany
		}
		return storage.OpPut // priced like one
	}
	if key == "" {
		return storage.OpList
	}
	return storage.OpGet
}

// add counts one request.
func add(u wrap.Usage, op storage.Op) wrap.Usage {
	switch op {
	case storage.OpGet:
		u.Get++
	case storage.OpHead:
		u.Head++
	case storage.OpPut:
		u.Put++
	case storage.OpDelete:
		u.Delete++
	case storage.OpDeleteMany:
		u.DeleteMany++
	case storage.OpList:
		u.List++
	}
	return u
}
