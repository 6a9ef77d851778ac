package infoschema_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/infoschema"
	"github.com/s3dbsql/s3dbsql/catalog/pgcatalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
	"github.com/s3dbsql/s3dbsql/types"
)

var system = systable.NewList(pgcatalog.Tables(), infoschema.Tables())

// substitutes are types of PostgreSQL that this server does not have.
var substitutes = strings.NewReplacer(
	" pg_lsn", " text", " pg_ndistinct", " bytea", " pg_dependencies", " bytea", " pg_mcv_list", " bytea", " _pg_statistic", " _text",
)

// TestColumns compares kinds, names and types of all columns with those that
// PostgreSQL 15 lists in pg_attribute (domains by the types under them).
func TestColumns(t *testing.T) {
	golden, err := os.ReadFile("testdata/columns.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(substitutes.Replace(string(golden))), "\n")
	var got []string
	for _, table := range system.Tables() {
		var columns []string
		for _, c := range table.Columns {
			if c.Type == nil {
				t.Fatalf("%s.%s has no type", table.Name, c.Name)
			}
			columns = append(columns, c.Name+" "+c.Type.Name)
		}
		got = append(got, table.Schema+"."+table.Name+" "+string(table.Kind)+" "+strings.Join(columns, ", "))
	}
	slices.Sort(got)
	slices.Sort(want)
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Fatalf("missing: %s", want[i])
		case i >= len(want):
			t.Fatalf("PostgreSQL has no %s", got[i])
		case got[i] != want[i]:
			t.Fatalf("got\n%s\nPostgreSQL has\n%s", got[i], want[i])
		}
	}
}

// shop is a database with one of everything.
func shop() *catalog.Snapshot {
	d := catalog.NewSnapshot().Draft()
	column := func(n int16, name string, typ *types.Type) *catalog.Column {
		return &catalog.Column{Name: name, Number: n, Type: typ, Typmod: types.NoTypmod}
	}
	id, email, price := column(1, "id", types.Int4), column(2, "Email", types.Varchar), column(4, "price", types.Numeric)
	id.NotNull, id.Default, id.Sequence = true, "nextval('customers_id_seq'::regclass)", "public.customers_id_seq"
	email.Typmod, email.Comment = 24, "unique"
	price.Typmod = 655366
	customers := &catalog.Table{
		OID: d.OID(), Schema: "public", Name: "customers", PrimaryKey: []int{0}, Comment: "who buys",
		Columns: []*catalog.Column{id, email, price, column(5, "tags", types.Text.Array)},
	}
	customers.Constraints = []*catalog.Constraint{
		{OID: d.OID(), Name: "customers_pkey", Kind: catalog.PrimaryKey, Columns: []int{0}},
		{OID: d.OID(), Name: "customers_Email_key", Kind: catalog.Unique, Columns: []int{1}},
		{OID: d.OID(), Name: "customers_price_check", Kind: catalog.Check, Columns: []int{2}, Expr: "price > 0"},
	}
	customers.Partitions = []*catalog.Partition{
		{OID: d.OID(), Name: "customers_Email_key", Unique: true, Fields: []catalog.PartitionField{{Column: 1}}},
		{OID: d.OID(), Name: "by_price", Fields: []catalog.PartitionField{{Column: 2}, {Column: 0}}},
	}
	d.PutTable(customers)
	d.PutSequence(&catalog.Sequence{
		OID: d.OID(), Schema: "public", Name: "customers_id_seq", Type: types.Int4, Start: 1, Increment: 1,
		Min: 1, Max: 1<<31 - 1, Cache: 1, OwnedBy: customers.OID, Column: 1,
	})
	orders := &catalog.Table{OID: d.OID(), Schema: "public", Name: "orders", Columns: []*catalog.Column{column(1, "customer", types.Int4)}}
	orders.Constraints = []*catalog.Constraint{{
		OID: d.OID(), Name: "orders_customer_fkey", Kind: catalog.ForeignKey, Columns: []int{0},
		RefTable: customers.OID, RefColumns: []int{0}, OnDelete: 'c', OnUpdate: 'a',
	}}
	d.PutTable(orders)
	d.PutView(&catalog.View{OID: d.OID(), Schema: "public", Name: "rich", Query: "SELECT id FROM customers", Columns: []*catalog.Column{column(1, "id", types.Int4)}})
	return d.Snapshot
}

func environment() *systable.Env {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return &systable.Env{
		Catalog: shop(), Functions: functions.Builtins(), System: system, Database: "shop",
		Databases: []systable.Database{{OID: 5, Name: "postgres"}, {OID: 20000, Name: "shop"}},
		User:      "ada", Path: []string{"public"}, Now: at,
		Updatable: func(oid types.OID) (map[int16]bool, bool) { return map[int16]bool{1: true}, oid >= 16384 },
		Settings:  []systable.Setting{{Name: "work_mem", Value: "4096", Unit: "kB", Kind: "integer", Min: "64", Context: "user"}},
		Backends:  []systable.Backend{{ProcessID: 7, Database: "shop", User: "ada", Address: "127.0.0.1", Started: at, State: "active", Query: "SELECT 1"}},
		Prepared:  []systable.Prepared{{Name: "p", Statement: "SELECT $1", At: at, Parameters: []*types.Type{types.Int4}}},
		Cursors:   []systable.Cursor{{Name: "c", Statement: "SELECT 1", At: at}},
	}
}

// TestRows fills every table: rows have as many values as columns, of the
// kinds of their types, and OIDs are unique.
func TestRows(t *testing.T) {
	env := environment()
	for _, table := range system.Tables() {
		rows, err := table.Rows(env)
		if err != nil {
			t.Error(err)
			continue
		}
		seen := map[int64]bool{}
		for _, row := range rows {
			for i, v := range row {
				if c := table.Columns[i]; !v.IsNull() && v.Kind() != c.Type.Kind {
					t.Fatalf("%s.%s is of kind %d", table.Name, c.Name, v.Kind())
				}
			}
			if table.Columns[0].Name != "oid" {
				continue
			}
			if seen[row[0].Int()] {
				t.Errorf("%s has OID %d twice", table.Name, row[0].Int())
			}
			seen[row[0].Int()] = true
		}
	}
}

// text prints the rows of a table with a value in a column, some columns only.
func text(t *testing.T, env *systable.Env, schema, name, columns, column, value string) string {
	t.Helper()
	table := system.Lookup(schema, name)
	rows, err := table.Rows(env)
	if err != nil {
		t.Fatal(err)
	}
	st := *types.DefaultStyle
	st.RegName = func(t *types.Type, oid types.OID) string { return pgcatalog.RegName(env, t, oid) }
	var lines []string
	for _, row := range rows {
		fields := map[string]string{}
		for i, c := range table.Columns {
			fields[c.Name] = "NULL"
			if !row[i].IsNull() {
				fields[c.Name] = string(types.AppendText(nil, c.Type, row[i], &st))
			}
		}
		if column != "" && fields[column] != value {
			continue
		}
		var line []string
		for _, c := range strings.Fields(columns) {
			line = append(line, fields[c])
		}
		lines = append(lines, strings.Join(line, "|"))
	}
	return strings.Join(lines, "\n")
}

func TestContents(t *testing.T) {
	env := environment()
	for _, c := range []struct{ schema, table, columns, column, value, want string }{
		{"pg_catalog", "pg_class", "relname relkind relnamespace relhasindex relam", "relnamespace", "2200",
			"customers|r|2200|t|2\ncustomers_pkey|i|2200|f|403\ncustomers_Email_key|i|2200|f|403\nby_price|i|2200|f|403\ncustomers_id_seq|S|2200|f|0\norders|r|2200|f|2\nrich|v|2200|f|0"},
		{"pg_catalog", "pg_type", "typname typlen typinput typsend typarray typcategory typdelim", "typname", "int4", "int4|4|int4in|int4send|1007|N|,"},
		{"pg_catalog", "pg_type", "typinput typelem typalign", "typname", "_timestamptz", "array_in|1184|d"},
		{"pg_catalog", "pg_type", "oid typtype typrelid", "typname", "customers", "16384|c|16384"},
		{"pg_catalog", "pg_index", "indrelid indisunique indisprimary indkey indclass indcollation", "indrelid", "16384",
			"16384|t|t|1|1978|0\n16384|t|f|2|3126|100\n16384|f|f|4 1|3125 1978|0 0"},
		{"pg_catalog", "pg_constraint", "conname contype conindid conkey confkey confdeltype conpfeqop", "contype", "f",
			"orders_customer_fkey|f|16385|{1}|{1}|c|{96}"},
		{"pg_catalog", "pg_attrdef", "adrelid adnum adbin", "", "", "16384|1|nextval('customers_id_seq'::regclass)"},
		{"pg_catalog", "pg_depend", "objid refobjid refobjsubid", "deptype", "a",
			"33554433|16384|1\n16385|16384|1\n16386|16384|2\n16387|16384|4\n16389|16384|4\n16389|16384|1\n16390|16384|1\n16392|16391|1"},
		{"pg_catalog", "pg_proc", "oid prokind proargtypes prorettype proisstrict", "proname", "lower", "870|f|25|25|t"},
		{"pg_catalog", "pg_operator", "oprleft oprright oprcom oprnegate", "oid", "96", "23|23|96|518"},
		{"pg_catalog", "pg_description", "objoid objsubid description", "objoid", "16384", "16384|0|who buys\n16384|2|unique"},
		{"pg_catalog", "pg_prepared_statements", "name parameter_types", "", "", "p|{integer}"},
		{"pg_catalog", "pg_stat_activity", "datid client_addr backend_start xact_start", "", "", "20000|127.0.0.1|2026-01-02 03:04:05+00|NULL"},
		{"pg_catalog", "pg_timezone_names", "abbrev utc_offset is_dst", "name", "Asia/Kolkata", "IST|05:30:00|f"},
		{"information_schema", "columns", "ordinal_position column_default is_nullable data_type character_maximum_length character_octet_length numeric_precision numeric_scale udt_name", "table_name", "customers",
			"1|nextval('customers_id_seq'::regclass)|NO|integer|NULL|NULL|32|0|int4\n2|NULL|YES|character varying|20|80|NULL|NULL|varchar\n4|NULL|YES|numeric|NULL|NULL|10|2|numeric\n5|NULL|YES|ARRAY|NULL|NULL|NULL|NULL|_text"},
		{"information_schema", "tables", "table_schema table_name table_type is_insertable_into", "table_schema", "public",
			"public|customers|BASE TABLE|YES\npublic|orders|BASE TABLE|YES\npublic|rich|VIEW|YES"},
		{"information_schema", "key_column_usage", "table_name column_name position_in_unique_constraint", "constraint_name", "orders_customer_fkey", "orders|customer|1"},
		{"information_schema", "constraint_column_usage", "table_name column_name", "constraint_name", "orders_customer_fkey", "customers|id"},
		{"information_schema", "referential_constraints", "unique_constraint_name update_rule delete_rule", "", "", "customers_pkey|NO ACTION|CASCADE"},
		{"information_schema", "check_constraints", "constraint_name check_clause", "", "", "customers_price_check|((price > 0))\n2200_16384_1_not_null|id IS NOT NULL"},
	} {
		if got := text(t, env, c.schema, c.table, c.columns, c.column, c.value); got != c.want {
			t.Errorf("%s where %s = %s:\n%s\nwant\n%s", c.table, c.column, c.value, got, c.want)
		}
	}
}

func TestDescribe(t *testing.T) {
	env := environment()
	for _, c := range []struct {
		what   string
		oid    types.OID
		column int
		want   string
	}{
		{"index", 16385, 0, "CREATE UNIQUE INDEX customers_pkey ON public.customers USING btree (id)"},
		{"index", 16389, 0, "CREATE INDEX by_price ON public.customers USING btree (price, id)"},
		{"index", 16388, 1, `"Email"`},
		{"index", 16388, 2, ""},
		{"constraint", 16385, 0, "PRIMARY KEY (id)"},
		{"constraint", 16387, 0, "CHECK ((price > 0))"},
		{"constraint", 16392, 0, "FOREIGN KEY (customer) REFERENCES customers(id) ON DELETE CASCADE"},
		{"view", 16393, 0, " SELECT id FROM customers;"},
		{"comment", 16384, 0, "who buys"},
		{"comment", 16384, 2, "unique"},
		{"sequence of id", 16384, 0, "public.customers_id_seq"},
		{"sequence of price", 16384, 0, ""},
		{"function arguments", 870, 0, "text"},
		{"function result", 1069, 0, "SETOF bigint"},
		{"nonsense", 16384, 0, ""},
	} {
		if got, ok := pgcatalog.Describe(env, c.what, c.oid, c.column); got != c.want || ok != (c.want != "") {
			t.Errorf("%s of %d, %d: %q, want %q", c.what, c.oid, c.column, got, c.want)
		}
	}
}

func TestRegName(t *testing.T) {
	env := environment()
	for _, c := range []struct {
		t    *types.Type
		oid  types.OID
		want string
	}{
		{types.RegClass, 16384, "customers"}, {types.RegClass, 1259, "pg_class"}, {types.RegClass, 13425, "information_schema.tables"},
		{types.RegClass, 4711, ""}, {types.RegType, 16384, "customers"}, {types.RegType, 23, "integer"},
		{types.RegProc, 750, "array_in"}, {types.RegProcedure, 2108, "sum(integer)"}, {types.RegProc, 2108, "pg_catalog.sum"},
		{types.RegOperator, 96, "=(integer,integer)"}, {types.RegNamespace, 11, "pg_catalog"}, {types.RegNamespace, 4711, ""}, {types.RegRole, 10, "ada"},
	} {
		if got := pgcatalog.RegName(env, c.t, c.oid); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.t, c.oid, got, c.want)
		}
	}
}

func BenchmarkAttributes(b *testing.B) {
	env := environment()
	table := system.Lookup("pg_catalog", "pg_attribute")
	for b.Loop() {
		_, _ = table.Rows(env)
	}
}
