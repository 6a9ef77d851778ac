package parser

import (
	"strings"
	"testing"
)

func BenchmarkParseShortSelect(b *testing.B) {
	benchmarkParse(b, "SELECT name FROM users WHERE country = $1 AND age > 30 LIMIT 10")
}

func BenchmarkParseInsertRows(b *testing.B) {
	benchmarkParse(b, "INSERT INTO t VALUES (1, 'a')"+strings.Repeat(", (1, 'a')", 999))
}

func benchmarkParse(b *testing.B, sql string) {
	b.ReportAllocs()
	b.SetBytes(int64(len(sql)))
	for b.Loop() {
		if _, err := Parse(sql); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBoundDepth(b *testing.B) {
	sql := "INSERT INTO t VALUES (1, 'a')" + strings.Repeat(", (1, 'a')", 999)
	b.SetBytes(int64(len(sql)))
	for b.Loop() {
		boundDepth(sql)
	}
}
