package session

import (
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// notice sends a message to the client if client_min_messages wants it. INFO
// is always wanted.
func (s *Session) notice(w Writer, severity string, e *pgerr.Error) error {
	least, _ := s.vars.Get("client_min_messages")
	level := slices.Index(messageLevels, strings.ToLower(severity))
	if w == nil || severity != "INFO" && level < slices.Index(messageLevels, least) {
		return nil
	}
	return w.Notice(severity, e)
}
