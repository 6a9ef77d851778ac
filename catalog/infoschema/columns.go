package infoschema

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog"
	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/types"
)

func columns() *systable.Table {
	return view(13295, "columns", `
		table_catalog sql_identifier, table_schema sql_identifier, table_name sql_identifier,
		column_name sql_identifier, ordinal_position cardinal_number, column_default character_data,
		is_nullable yes_or_no, data_type character_data, character_maximum_length cardinal_number,
		character_octet_length cardinal_number, numeric_precision cardinal_number,
		numeric_precision_radix cardinal_number, numeric_scale cardinal_number, datetime_precision cardinal_number,
		interval_type character_data, interval_precision cardinal_number, character_set_catalog sql_identifier,
		character_set_schema sql_identifier, character_set_name sql_identifier, collation_catalog sql_identifier,
		collation_schema sql_identifier, collation_name sql_identifier, domain_catalog sql_identifier,
		domain_schema sql_identifier, domain_name sql_identifier, udt_catalog sql_identifier,
		udt_schema sql_identifier, udt_name sql_identifier, scope_catalog sql_identifier, scope_schema sql_identifier,
		scope_name sql_identifier, maximum_cardinality cardinal_number, dtd_identifier sql_identifier,
		is_self_referencing yes_or_no = NO, is_identity yes_or_no = NO, identity_generation character_data,
		identity_start character_data, identity_increment character_data, identity_maximum character_data,
		identity_minimum character_data, identity_cycle yes_or_no = NO, is_generated character_data = NEVER,
		generation_expression character_data, is_updatable yes_or_no`, columnRows)
}

func columnRows(env *systable.Env, add func(systable.Fields)) {
	for _, r := range relations(env) {
		updatable, _ := env.Updatable(r.oid)
		for _, c := range r.columns {
			row := typeFields(env, c.Type, c.Typmod)
			row["table_catalog"], row["table_schema"], row["table_name"] = env.Database, r.schema, r.name
			row["column_name"], row["ordinal_position"] = c.Name, c.Number
			row["dtd_identifier"] = strconv.Itoa(int(c.Number))
			row["is_nullable"], row["is_updatable"] = yesNo(!c.NotNull), yesNo(updatable[c.Number])
			origin(env, r.oid, c, row)
			add(row)
		}
	}
}

// origin fills in where values come from that an INSERT does not give.
func origin(env *systable.Env, table types.OID, c *catalog.Column, row systable.Fields) {
	switch {
	case c.Generated != "":
		row["is_generated"], row["generation_expression"] = "ALWAYS", c.Generated
	case c.Identity != 0:
		row["is_identity"], row["identity_generation"] = "YES", "BY DEFAULT"
		if c.Identity == 'a' {
			row["identity_generation"] = "ALWAYS"
		}
		if s := owned(env.Catalog, table, c.Number); s != nil {
			row["identity_start"], row["identity_increment"] = decimal(s.Start), decimal(s.Increment)
			row["identity_minimum"], row["identity_maximum"] = decimal(s.Min), decimal(s.Max)
			row["identity_cycle"] = yesNo(s.Cycle)
		}
	case c.Default != "":
		row["column_default"] = c.Default
	}
}

// owned is the sequence that a column owns, or nil.
func owned(s *catalog.Snapshot, table types.OID, number int16) *catalog.Sequence {
	for _, r := range s.Relations() {
		if seq, ok := r.(*catalog.Sequence); ok && seq.OwnedBy == table && seq.Column == number {
			return seq
		}
	}
	return nil
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
