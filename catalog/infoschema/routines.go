package infoschema

import (
	"strconv"

	"github.com/s3dbsql/s3dbsql/catalog/systable"
	"github.com/s3dbsql/s3dbsql/functions"
)

func routines() *systable.Table {
	return view(13377, "routines", `
		specific_catalog sql_identifier, specific_schema sql_identifier = pg_catalog, specific_name sql_identifier,
		routine_catalog sql_identifier, routine_schema sql_identifier = pg_catalog, routine_name sql_identifier,
		routine_type character_data = FUNCTION, module_catalog sql_identifier, module_schema sql_identifier,
		module_name sql_identifier, udt_catalog sql_identifier, udt_schema sql_identifier, udt_name sql_identifier,
		data_type character_data, character_maximum_length cardinal_number, character_octet_length cardinal_number,
		character_set_catalog sql_identifier, character_set_schema sql_identifier, character_set_name sql_identifier,
		collation_catalog sql_identifier, collation_schema sql_identifier, collation_name sql_identifier,
		numeric_precision cardinal_number, numeric_precision_radix cardinal_number, numeric_scale cardinal_number,
		datetime_precision cardinal_number, interval_type character_data, interval_precision cardinal_number,
		type_udt_catalog sql_identifier, type_udt_schema sql_identifier = pg_catalog, type_udt_name sql_identifier,
		scope_catalog sql_identifier, scope_schema sql_identifier, scope_name sql_identifier,
		maximum_cardinality cardinal_number, dtd_identifier sql_identifier = 0, routine_body character_data = EXTERNAL,
		routine_definition character_data, external_name character_data, external_language character_data = INTERNAL,
		parameter_style character_data = GENERAL, is_deterministic yes_or_no,
		sql_data_access character_data = MODIFIES, is_null_call yes_or_no, sql_path character_data,
		schema_level_routine yes_or_no = YES, max_dynamic_result_sets cardinal_number = 0,
		is_user_defined_cast yes_or_no, is_implicitly_invocable yes_or_no, security_type character_data = INVOKER,
		to_sql_specific_catalog sql_identifier, to_sql_specific_schema sql_identifier,
		to_sql_specific_name sql_identifier, as_locator yes_or_no = NO, created time_stamp, last_altered time_stamp,
		new_savepoint_level yes_or_no, is_udt_dependent yes_or_no = NO, result_cast_from_data_type character_data,
		result_cast_as_locator yes_or_no, result_cast_char_max_length cardinal_number,
		result_cast_char_octet_length cardinal_number, result_cast_char_set_catalog sql_identifier,
		result_cast_char_set_schema sql_identifier, result_cast_char_set_name sql_identifier,
		result_cast_collation_catalog sql_identifier, result_cast_collation_schema sql_identifier,
		result_cast_collation_name sql_identifier, result_cast_numeric_precision cardinal_number,
		result_cast_numeric_precision_radix cardinal_number, result_cast_numeric_scale cardinal_number,
		result_cast_datetime_precision cardinal_number, result_cast_interval_type character_data,
		result_cast_interval_precision cardinal_number, result_cast_type_udt_catalog sql_identifier,
		result_cast_type_udt_schema sql_identifier, result_cast_type_udt_name sql_identifier,
		result_cast_scope_catalog sql_identifier, result_cast_scope_schema sql_identifier,
		result_cast_scope_name sql_identifier, result_cast_maximum_cardinality cardinal_number,
		result_cast_dtd_identifier sql_identifier`, routineRows)
}

// routineRows lists the functions that return one value.
func routineRows(env *systable.Env, add func(systable.Fields)) {
	for _, f := range env.Functions.Families() {
		for _, o := range f.Functions {
			if o.OID != 0 {
				add(routine(env, &o))
			}
		}
	}
}

func routine(env *systable.Env, o *functions.Overload) systable.Fields {
	return systable.Fields{
		"specific_catalog": env.Database, "specific_name": o.Name + "_" + strconv.Itoa(int(o.OID)),
		"routine_catalog": env.Database, "routine_name": o.Name, "routine_definition": o.Name,
		"data_type": o.Result.SQLName, "type_udt_catalog": env.Database, "type_udt_name": o.Result.Name,
		"is_deterministic": yesNo(o.Volatility == functions.Immutable), "is_null_call": yesNo(!o.NullCall),
	}
}
