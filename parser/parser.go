package parser

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// Parse reads the commands of sql, which semicolons separate; there may be
// none. The errors are *pgerr.Error with a position: 42601 for bad syntax,
// 22021 and 22025 for bad characters and escapes, 54001 for text that is
// nested too deeply, and 0A000 for expressions that have no tree here.
//
// A valid command that has no tree here is an Unmodelled, not an error.
func Parse(sql string) ([]Statement, error) {
	if err := pgerr.CheckText(sql); err != nil {
		return nil, err
	}
	if err := checkDepth(sql); err != nil {
		return nil, err
	}
	tree, err := pg.Parse(sql)
	if err != nil {
		return nil, grammarError(sql, err)
	}
	statements := make([]Statement, len(tree.Stmts))
	for i, raw := range tree.Stmts {
		if statements[i], err = convert(sql, raw); err != nil {
			return nil, err
		}
	}
	return statements, nil
}

func convert(sql string, raw *pg.RawStmt) (Statement, error) {
	text, start := extent(sql, int(raw.StmtLocation), int(raw.StmtLen))
	c := converter{sql: sql, start: Loc(start)}
	node := c.stmt(raw.Stmt)
	return Statement{Node: node, Text: text, Start: start}, c.err
}

// extent is the text of a command without the space around it. The grammar
// gives the length 0 to the last command.
func extent(sql string, start, length int) (string, int) {
	text := sql[start:]
	if length > 0 {
		text = text[:length]
	}
	trimmed := strings.TrimLeft(text, space)
	start += len(text) - len(trimmed)
	return strings.TrimRight(trimmed, space), start
}

// space is what PostgreSQL's scanner takes for white space.
const space = " \t\n\r\f\v"
