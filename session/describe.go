package session

import "github.com/s3dbsql/s3dbsql/types"

// Describe implements functions.SessionInfo: SQL text about an object, for
// pg_get_viewdef and its kin.
func (s *Session) Describe(what string, oid types.OID, column int) (string, bool) {
	if s.db.System == nil {
		return "", false
	}
	return s.db.System.Describe(s, what, oid, column)
}
