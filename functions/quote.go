package functions

import (
	"strings"

	"github.com/s3dbsql/s3dbsql/types"
)

// quoteFunctions make SQL text of names and values.
func quoteFunctions() []Overload {
	return []Overload{
		pure(1282, "quote_ident", takes(types.Text), types.Text, unary(texts, texts, sure(QuoteIdent))),
		pure(1283, "quote_literal", takes(types.Text), types.Text, unary(texts, texts, sure(QuoteLiteral))),
		pure(1285, "quote_literal", takes(types.AnyElement), types.Text, body{}).stable().withBind(quoteValue),
		pure(1289, "quote_nullable", takes(types.Text), types.Text, orNull(quoteValue(takes(types.Text), nil))).nullCall(),
		pure(1290, "quote_nullable", takes(types.AnyElement), types.Text, body{}).stable().nullCall().withBind(
			func(args []*types.Type, result *types.Type) Scalar { return orNull(quoteValue(args, result)).fn }),
	}
}

func quoteValue(args []*types.Type, _ *types.Type) Scalar {
	return func(env *Env, values []types.Value) (types.Value, error) {
		return types.NewText(QuoteLiteral(output(env, args[0], values[0]))), nil
	}
}

// orNull makes a function print NULL as that word.
func orNull(fn Scalar) body {
	return scalar(func(env *Env, values []types.Value) (types.Value, error) {
		if values[0].IsNull() {
			return types.NewText("NULL"), nil
		}
		return fn(env, values)
	})
}

// QuoteLiteral writes s as a string constant of SQL.
func QuoteLiteral(s string) string {
	quoted := "'" + strings.ReplaceAll(s, "'", "''") + "'"
	if strings.Contains(s, "\\") {
		return "E" + strings.ReplaceAll(quoted, "\\", "\\\\")
	}
	return quoted
}

// QuoteIdent writes s as an identifier of SQL, in quotes only where it must be.
func QuoteIdent(s string) string {
	if isPlainIdent(s) && !quotedWords[s] {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

func isPlainIdent(s string) bool {
	for i, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// quotedWords are the key words that are not free to be names everywhere
// (manual, appendix C).
var quotedWords = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`
	all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean
	both case cast char character check coalesce collate collation column concurrently constraint
	create cross current_catalog current_date current_role current_schema current_time
	current_timestamp current_user dec decimal default deferrable desc distinct do else end except
	exists extract false fetch float for foreign freeze from full grant greatest group grouping having
	ilike in initially inner inout int integer intersect interval into is isnull join lateral leading
	least left like limit localtime localtimestamp national natural nchar none normalize not notnull
	null nullif numeric offset on only or order out outer overlaps overlay placing position precision
	primary real references returning right row select session_user setof similar smallint some
	substring symmetric table tablesample then time timestamp to trailing treat trim true union unique
	user using values varchar variadic verbose when where window with xmlattributes xmlconcat
	xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
`) {
		words[w] = true
	}
	return words
}()
