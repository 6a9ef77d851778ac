package parser

import "testing"

// TestOutputName compares with the column names of PostgreSQL 15.
func TestOutputName(t *testing.T) {
	for _, c := range []struct{ expr, want string }{
		{"1", "?column?"},
		{"a", "a"},
		{"t.a", "a"},
		{"1 AS x", "x"},
		{"true", "?column?"},
		{"'1'::int", "int4"},
		{"a::text", "a"},
		{"1 + 2", "?column?"},
		{"f(1)", "f"},
		{"(a).b", "b"},
		{"a[1]", "a"},
		{"(ARRAY[1])[1]", "array"},
		{"CASE WHEN a THEN 1 ELSE b END", "b"},
		{"CASE WHEN a THEN 1 ELSE 2 END", "case"},
		{"CASE WHEN a THEN 1 ELSE true END", "case"},
		{"COALESCE(a, 1)", "coalesce"},
		{"GREATEST(a, 1)", "greatest"},
		{"LEAST(a, 1)", "least"},
		{"NULLIF(a, 1)", "nullif"},
		{"ROW(1)", "row"},
		{"EXISTS (SELECT 1)", "exists"},
		{"ARRAY(SELECT 1)", "array"},
		{"(SELECT 1 AS q)", "q"},
		{"(SELECT 1)", "?column?"},
		{"(VALUES (1))", "column1"},
		{"(SELECT a UNION SELECT 1)", "a"},
		{"a IN (SELECT 1)", "?column?"},
		{"current_date", "current_date"},
		{"current_timestamp(3)", "current_timestamp"},
		{"EXTRACT(year FROM a)", "extract"},
		{"a AT TIME ZONE 'UTC'", "timezone"},
		{"TRIM(a)", "btrim"},
		{"GROUPING(a)", "grouping"},
		{"a COLLATE \"C\"", "a"},
		{"a IS NULL", "?column?"},
		{"interval '1' DAY", "interval"},
	} {
		statements, err := Parse("SELECT " + c.expr)
		if err != nil {
			t.Fatal(err)
		}
		target := statements[0].Node.(*Query).Body.(*Select).Targets[0]
		if got := target.OutputName(); got != c.want {
			t.Errorf("%s is named %s, want %s", c.expr, got, c.want)
		}
	}
}
