package session

import (
	"math"
	"slices"
	"strings"

	"github.com/s3dbsql/s3dbsql/internal/version"
)

// Settings lists every run-time parameter. A planner switch that this planner
// has no use for is accepted, so that scripts run, and says so in its help.
var Settings = []*Setting{
	{Name: "application_name", Kind: StringSetting, Report: true, Help: "Sets the application name to be shown in statistics and logs."},
	{Name: "bytea_output", Kind: EnumSetting, Default: "hex", Values: []string{"escape", "hex"}, Help: "Sets the output format for bytea."},
	{Name: "check_function_bodies", Kind: BoolSetting, Default: "on", Help: "Accepted; there are no function bodies to check."},
	{Name: "client_encoding", Kind: StringSetting, Default: "UTF8", Report: true, Check: checkEncoding, Help: "Sets the client's character set encoding; only UTF8."},
	{Name: "client_min_messages", Kind: EnumSetting, Default: "notice", Values: messageLevels, Help: "Sets the message levels that are sent to the client."},
	{Name: "DateStyle", Kind: StringSetting, Default: "ISO, MDY", Report: true, Help: "Sets the display format for date and time values."},
	{Name: "default_transaction_deferrable", Kind: BoolSetting, Default: "off", Help: "Sets the default deferrable status of new transactions."},
	{Name: "default_transaction_isolation", Kind: EnumSetting, Default: "read committed", Values: isolationLevels, Help: "Sets the transaction isolation level of each new transaction."},
	{Name: "default_transaction_read_only", Kind: BoolSetting, Default: "off", Report: true, Help: "Sets the default read-only status of new transactions."},
	{Name: "default_table_access_method", Kind: StringSetting, Default: "heap", Help: "Accepted; tables are resources in a bucket."},
	{Name: "default_tablespace", Kind: StringSetting, Help: "Accepted; a bucket has no tablespaces."},
	{Name: "extra_float_digits", Kind: IntSetting, Default: "1", Min: -15, Max: 3, Help: "Sets the number of digits displayed for floating-point values."},
	{Name: "idle_in_transaction_session_timeout", Kind: IntSetting, Default: "0", Max: math.MaxInt32, Unit: "ms", Help: "Sets the longest idle time between queries of a transaction; 0 is unlimited."},
	{Name: "in_hot_standby", Kind: BoolSetting, Default: "off", ReadOnly: true, Report: true, Help: "Shows whether hot standby is currently active."},
	{Name: "integer_datetimes", Kind: BoolSetting, Default: "on", ReadOnly: true, Report: true, Help: "Shows whether datetimes are integer based."},
	{Name: "IntervalStyle", Kind: EnumSetting, Default: "postgres", Report: true, Values: []string{"postgres", "postgres_verbose", "sql_standard", "iso_8601"}, Help: "Sets the display format for interval values."},
	{Name: "is_superuser", Kind: BoolSetting, Default: "on", ReadOnly: true, Report: true, Help: "Shows whether the current user is a superuser."},
	{Name: "lc_collate", Kind: StringSetting, Default: "C.UTF-8", ReadOnly: true, Help: "Shows the collation order locale."},
	{Name: "lc_ctype", Kind: StringSetting, Default: "C.UTF-8", ReadOnly: true, Help: "Shows the character classification and case conversion locale."},
	{Name: "lc_messages", Kind: StringSetting, Default: "C.UTF-8", Help: "Sets the language in which messages are displayed; only English."},
	{Name: "lc_monetary", Kind: StringSetting, Default: "C.UTF-8", Help: "Sets the locale for formatting monetary amounts."},
	{Name: "lc_numeric", Kind: StringSetting, Default: "C.UTF-8", Help: "Sets the locale for formatting numbers."},
	{Name: "lc_time", Kind: StringSetting, Default: "C.UTF-8", Help: "Sets the locale for formatting date and time values."},
	{Name: "lock_timeout", Kind: IntSetting, Default: "0", Max: math.MaxInt32, Unit: "ms", Help: "Sets the longest wait for a row lock; 0 is unlimited."},
	{Name: "max_connections", Kind: IntSetting, Default: "100", Max: math.MaxInt32, ReadOnly: true, Help: "Shows the greatest number of concurrent connections."},
	{Name: "max_identifier_length", Kind: IntSetting, Default: "63", Max: 63, ReadOnly: true, Help: "Shows the maximum identifier length."},
	{Name: "max_index_keys", Kind: IntSetting, Default: "32", Max: 32, ReadOnly: true, Help: "Shows the maximum number of index keys."},
	{Name: "row_security", Kind: BoolSetting, Default: "on", Help: "Accepted; there are no row security policies."},
	{Name: "search_path", Kind: StringSetting, Default: `"$user", public`, Help: "Sets the schema search order for names that are not qualified."},
	{Name: "server_encoding", Kind: StringSetting, Default: "UTF8", ReadOnly: true, Report: true, Help: "Shows the server's character set encoding."},
	{Name: "server_version", Kind: StringSetting, Default: version.PostgreSQL, ReadOnly: true, Report: true, Help: "Shows the PostgreSQL version that is followed."},
	{Name: "server_version_num", Kind: IntSetting, Default: "150018", Max: math.MaxInt32, ReadOnly: true, Help: "Shows the version as an integer."},
	{Name: "session_authorization", Kind: StringSetting, ReadOnly: true, Report: true, Help: "Shows the session's user name."},
	{Name: "standard_conforming_strings", Kind: BoolSetting, Default: "on", Report: true, Help: "Causes '...' strings to treat backslashes literally; only on."},
	{Name: "statement_timeout", Kind: IntSetting, Default: "0", Max: math.MaxInt32, Unit: "ms", Help: "Sets the longest duration of any statement; 0 is unlimited."},
	{Name: "s3db.synchronous_apply", Kind: BoolSetting, Default: "off", Help: "Makes COMMIT wait until its rows are objects that s3db.js can read."},
	{Name: "synchronous_commit", Kind: EnumSetting, Default: "on", Values: []string{"local", "remote_write", "remote_apply", "on", "off"}, Help: "Accepted; a commit always waits for the store."},
	{Name: "TimeZone", Kind: StringSetting, Default: "UTC", Report: true, Check: checkTimeZone, Help: "Sets the time zone for displaying and interpreting time stamps."},
	{Name: "transaction_deferrable", Kind: BoolSetting, Default: "off", Help: "Whether to defer a read-only serializable transaction."},
	{Name: "transaction_isolation", Kind: EnumSetting, Default: "read committed", Values: isolationLevels, Help: "Sets the current transaction's isolation level."},
	{Name: "transaction_read_only", Kind: BoolSetting, Default: "off", Help: "Sets the current transaction's read-only status."},
	{Name: "s3db.untrusted_partitions", Kind: BoolSetting, Default: "off", Help: "Lets queries use partitions that may lack rows, because s3db.js writes them too."},
	{Name: "work_mem", Kind: IntSetting, Default: "4MB", Min: 64, Max: math.MaxInt32, Unit: "kB", Help: "Accepted; query-memory bounds a query's memory."},
	{Name: "xmloption", Kind: EnumSetting, Default: "content", Values: []string{"content", "document"}, Help: "Accepted; there is no xml type."},
}

var (
	messageLevels   = []string{"debug5", "debug4", "debug3", "debug2", "debug1", "log", "notice", "warning", "error"}
	isolationLevels = []string{"serializable", "repeatable read", "read committed", "read uncommitted"}
)

// plannerSwitches are PostgreSQL's planner settings without a counterpart
// here.
var plannerSwitches = strings.Fields(`enable_async_append enable_bitmapscan enable_gathermerge enable_hashagg
	enable_hashjoin enable_incremental_sort enable_indexonlyscan enable_indexscan enable_material enable_memoize
	enable_mergejoin enable_nestloop enable_parallel_append enable_parallel_hash enable_partition_pruning
	enable_partitionwise_aggregate enable_partitionwise_join enable_seqscan enable_sort enable_tidscan geqo jit
	parallel_leader_participation synchronize_seqscans`)

// settingsByName has every setting under its name in lower case.
var settingsByName = indexSettings()

func indexSettings() map[string]*Setting {
	for _, name := range plannerSwitches {
		Settings = append(Settings, &Setting{Name: name, Kind: BoolSetting, Default: "on", Help: "Accepted; this planner makes no such choice."})
	}
	slices.SortFunc(Settings, func(a, b *Setting) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	index := make(map[string]*Setting, len(Settings))
	for _, s := range Settings {
		index[strings.ToLower(s.Name)] = s
	}
	return index
}
