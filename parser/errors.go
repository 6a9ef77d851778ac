package parser

import (
	"errors"
	"strconv"
	"strings"

	grammar "github.com/pganalyze/pg_query_go/v5/parser"

	"github.com/s3dbsql/s3dbsql/pgerr"
)

// grammarError gives an error of the grammar the code that PostgreSQL has for
// it: the library hands over everything but that.
func grammarError(sql string, err error) error {
	var g *grammar.Error
	if !errors.As(err, &g) {
		// The only other failure is a tree too deep for the library to hand over.
		return tooDeep()
	}
	out := pgerr.New(pgerr.SyntaxError, g.Message)
	for _, m := range messages {
		if strings.Contains(g.Message, m.text) && (m.function == "" || m.function == g.Funcname) {
			out.Code, out.Hint = m.code, m.hint
			break
		}
	}
	out.Position = g.Cursorpos
	return out
}

// messages are the errors of PostgreSQL's scanner and grammar that are not a
// 42601 or have a hint, by a part of their text and, where texts are equal, the
// C function that raises them.
var messages = []struct {
	text     string
	function string
	code     pgerr.Code
	hint     string
}{
	{text: "invalid byte sequence for encoding", code: pgerr.CharacterNotInRepertoire},
	{
		text: "invalid Unicode escape", function: "core_yylex", code: pgerr.InvalidEscapeSequence,
		hint: `Unicode escapes must be \uXXXX or \UXXXXXXXX.`,
	},
	{
		text: "invalid Unicode escape", function: "str_udeescape", code: pgerr.SyntaxError,
		hint: `Unicode escapes must be \XXXX or \+XXXXXX.`,
	},
	{
		text: "LIMIT #,# syntax", code: pgerr.SyntaxError,
		hint: "Use separate LIMIT and OFFSET clauses.",
	},
	{text: "constraints cannot be marked", code: pgerr.FeatureNotSupported},
	{text: "not yet implemented", code: pgerr.FeatureNotSupported},
	{text: "no longer supported", code: pgerr.FeatureNotSupported},
	{text: "is not supported", function: "base_yyparse", code: pgerr.FeatureNotSupported},
	{text: "cannot include schema elements", code: pgerr.FeatureNotSupported},
	{text: "not supported on recursive views", code: pgerr.FeatureNotSupported},
	{text: "only supported for ON DELETE actions", code: pgerr.FeatureNotSupported},
	{text: "aggregates cannot have output arguments", code: pgerr.FeatureNotSupported},
	{text: "VARIADIC aggregated argument", code: pgerr.FeatureNotSupported},
	{text: "current database cannot be changed", code: pgerr.FeatureNotSupported},
	{text: "precision for type float", code: pgerr.InvalidParameterValue},
	{text: "unrecognized partitioning strategy", code: pgerr.InvalidParameterValue},
	{text: "column number must be in range", code: pgerr.InvalidParameterValue},
	{text: "provided more than once", code: pgerr.DuplicateObject},
	{text: "cannot be used as a role name", code: pgerr.ReservedName},
	{text: "is reserved", code: pgerr.ReservedName},
	{text: "frame start", code: pgerr.WindowingError},
	{text: "frame end", code: pgerr.WindowingError},
}

func tooDeep() *pgerr.Error {
	err := pgerr.New(pgerr.StatementTooComplex, "stack depth limit exceeded")
	err.Hint = `Increase the configuration parameter "max_stack_depth" (currently 2048kB), ` +
		`after ensuring the platform's stack depth limit is adequate.`
	return err
}

// dotted joins the parts of a name as messages show them.
func dotted(parts []string) string { return strings.Join(parts, ".") }

func isRange(err error) bool { return errors.Is(err, strconv.ErrRange) }
