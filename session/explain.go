package session

import (
	"context"

	"github.com/s3dbsql/s3dbsql/parser"
	"github.com/s3dbsql/s3dbsql/pgerr"
)

func explainFields(*parser.Explain) ([]Field, error) { return nil, pgerr.Unsupported("EXPLAIN") }

func (s *Session) runExplain(context.Context, *command, *parser.Explain, Writer) (*result, error) {
	return nil, pgerr.Unsupported("EXPLAIN")
}
