package pgcatalog

import "github.com/s3dbsql/s3dbsql/catalog/systable"

// statisticsTables are what ANALYZE gathers: this planner asks the store
// instead.
func statisticsTables() []*systable.Table {
	return []*systable.Table{
		table(2619, "pg_statistic", `
			starelid oid, staattnum int2, stainherit bool, stanullfrac float4, stawidth int4, stadistinct float4,
			stakind1 int2, stakind2 int2, stakind3 int2, stakind4 int2, stakind5 int2, staop1 oid, staop2 oid, staop3 oid,
			staop4 oid, staop5 oid, stacoll1 oid, stacoll2 oid, stacoll3 oid, stacoll4 oid, stacoll5 oid,
			stanumbers1 _float4, stanumbers2 _float4, stanumbers3 _float4, stanumbers4 _float4, stanumbers5 _float4,
			stavalues1 anyarray, stavalues2 anyarray, stavalues3 anyarray, stavalues4 anyarray, stavalues5 anyarray`, nil),
		table(3381, "pg_statistic_ext", `
			oid oid, stxrelid oid, stxname name, stxnamespace oid, stxowner oid, stxstattarget int4, stxkeys int2vector,
			stxkind _char, stxexprs pg_node_tree`, nil),
		table(3429, "pg_statistic_ext_data", `
			stxoid oid, stxdinherit bool, stxdndistinct pg_ndistinct, stxddependencies pg_dependencies,
			stxdmcv pg_mcv_list, stxdexpr _pg_statistic`, nil),
		view(12053, "pg_stats", `
			schemaname name, tablename name, attname name, inherited bool, null_frac float4, avg_width int4,
			n_distinct float4, most_common_vals anyarray, most_common_freqs _float4, histogram_bounds anyarray,
			correlation float4, most_common_elems anyarray, most_common_elem_freqs _float4, elem_count_histogram _float4`, nil),
		view(12058, "pg_stats_ext", `
			schemaname name, tablename name, statistics_schemaname name, statistics_name name, statistics_owner name,
			attnames _name, exprs _text, kinds _char, inherited bool, n_distinct pg_ndistinct,
			dependencies pg_dependencies, most_common_vals _text, most_common_val_nulls _bool, most_common_freqs _float8,
			most_common_base_freqs _float8`, nil),
		view(12063, "pg_stats_ext_exprs", `
			schemaname name, tablename name, statistics_schemaname name, statistics_name name, statistics_owner name,
			expr text, inherited bool, null_frac float4, avg_width int4, n_distinct float4, most_common_vals anyarray,
			most_common_freqs _float4, histogram_bounds anyarray, correlation float4, most_common_elems anyarray,
			most_common_elem_freqs _float4, elem_count_histogram _float4`, nil),
	}
}
