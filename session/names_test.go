package session

import (
	"slices"
	"testing"
)

func TestSplitNames(t *testing.T) {
	for _, c := range []struct {
		list string
		want []string
	}{
		{`"$user", public`, []string{"$user", "public"}},
		{`A,"B b" , c`, []string{"a", "B b", "c"}},
		{`"a""b", "c,d"`, []string{`a"b`, "c,d"}},
		{``, nil},
		{`"open`, []string{"open"}},
	} {
		if got := splitNames(c.list); !slices.Equal(got, c.want) {
			t.Errorf("%q is split into %q, want %q", c.list, got, c.want)
		}
	}
}

func TestSearchPath(t *testing.T) {
	for _, c := range []struct {
		value string
		want  []string
	}{
		{`"$user", public`, []string{"pg_temp", "pg_catalog", "me", "public"}},
		{`a, pg_catalog`, []string{"pg_temp", "a", "pg_catalog"}},
		{``, []string{"pg_temp", "pg_catalog"}},
	} {
		if got := searchPath(c.value, "me"); !slices.Equal(got, c.want) {
			t.Errorf("%q is searched as %q, want %q", c.value, got, c.want)
		}
	}
}

func TestSplitQualified(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{`T`, []string{"t"}},
		{`S."T.t"`, []string{"s", "T.t"}},
		{`"a""b".c`, []string{`a"b`, "c"}},
		{``, []string{""}},
		{`a..b`, []string{"a", "", "b"}},
	} {
		if got := splitQualified(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q is split into %q, want %q", c.text, got, c.want)
		}
	}
}
