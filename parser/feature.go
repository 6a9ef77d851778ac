package parser

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

// feature is the command tag of a command that has no tree here.
func feature(n *pg.Node) string {
	switch s := n.GetNode().(type) {
	case *pg.Node_DefineStmt:
		return "CREATE " + objectName(s.DefineStmt.Kind)
	case *pg.Node_CreateFunctionStmt:
		return createFunction(s.CreateFunctionStmt)
	case *pg.Node_AlterFunctionStmt:
		return "ALTER " + objectName(s.AlterFunctionStmt.Objtype)
	case *pg.Node_AlterOwnerStmt:
		return "ALTER " + alteredName(s.AlterOwnerStmt.ObjectType)
	case *pg.Node_AlterObjectDependsStmt:
		return "ALTER " + alteredName(s.AlterObjectDependsStmt.ObjectType)
	case *pg.Node_AlterTableMoveAllStmt:
		return "ALTER " + objectName(s.AlterTableMoveAllStmt.Objtype)
	case *pg.Node_GrantStmt:
		return grantOrRevoke(s.GrantStmt.IsGrant)
	case *pg.Node_GrantRoleStmt:
		return grantOrRevoke(s.GrantRoleStmt.IsGrant) + " ROLE"
	}
	m := n.ProtoReflect()
	field := m.WhichOneof(m.Descriptor().Oneofs().ByName("node"))
	return features[string(field.Name())]
}

func createFunction(s *pg.CreateFunctionStmt) string {
	if s.IsProcedure {
		return "CREATE PROCEDURE"
	}
	return "CREATE FUNCTION"
}

func grantOrRevoke(grant bool) string {
	if grant {
		return "GRANT"
	}
	return "REVOKE"
}

// features are the command tags of the commands that have no tree here and
// whose tag does not depend on what they say, by the grammar's names.
var features = map[string]string{
	"alter_collation_stmt":             "ALTER COLLATION",
	"alter_database_refresh_coll_stmt": "ALTER DATABASE",
	"alter_database_set_stmt":          "ALTER DATABASE",
	"alter_database_stmt":              "ALTER DATABASE",
	"alter_default_privileges_stmt":    "ALTER DEFAULT PRIVILEGES",
	"alter_domain_stmt":                "ALTER DOMAIN",
	"alter_enum_stmt":                  "ALTER TYPE",
	"alter_event_trig_stmt":            "ALTER EVENT TRIGGER",
	"alter_extension_contents_stmt":    "ALTER EXTENSION",
	"alter_extension_stmt":             "ALTER EXTENSION",
	"alter_fdw_stmt":                   "ALTER FOREIGN DATA WRAPPER",
	"alter_foreign_server_stmt":        "ALTER SERVER",
	"alter_op_family_stmt":             "ALTER OPERATOR FAMILY",
	"alter_operator_stmt":              "ALTER OPERATOR",
	"alter_policy_stmt":                "ALTER POLICY",
	"alter_publication_stmt":           "ALTER PUBLICATION",
	"alter_role_set_stmt":              "ALTER ROLE",
	"alter_role_stmt":                  "ALTER ROLE",
	"alter_stats_stmt":                 "ALTER STATISTICS",
	"alter_subscription_stmt":          "ALTER SUBSCRIPTION",
	"alter_system_stmt":                "ALTER SYSTEM",
	"alter_table_space_options_stmt":   "ALTER TABLESPACE",
	"alter_tsconfiguration_stmt":       "ALTER TEXT SEARCH CONFIGURATION",
	"alter_tsdictionary_stmt":          "ALTER TEXT SEARCH DICTIONARY",
	"alter_type_stmt":                  "ALTER TYPE",
	"alter_user_mapping_stmt":          "ALTER USER MAPPING",
	"call_stmt":                        "CALL",
	"cluster_stmt":                     "CLUSTER",
	"composite_type_stmt":              "CREATE TYPE",
	"create_am_stmt":                   "CREATE ACCESS METHOD",
	"create_cast_stmt":                 "CREATE CAST",
	"create_conversion_stmt":           "CREATE CONVERSION",
	"create_domain_stmt":               "CREATE DOMAIN",
	"create_enum_stmt":                 "CREATE TYPE",
	"create_event_trig_stmt":           "CREATE EVENT TRIGGER",
	"create_extension_stmt":            "CREATE EXTENSION",
	"create_fdw_stmt":                  "CREATE FOREIGN DATA WRAPPER",
	"create_foreign_server_stmt":       "CREATE SERVER",
	"create_foreign_table_stmt":        "CREATE FOREIGN TABLE",
	"create_op_class_stmt":             "CREATE OPERATOR CLASS",
	"create_op_family_stmt":            "CREATE OPERATOR FAMILY",
	"create_plang_stmt":                "CREATE LANGUAGE",
	"create_policy_stmt":               "CREATE POLICY",
	"create_publication_stmt":          "CREATE PUBLICATION",
	"create_range_stmt":                "CREATE TYPE",
	"create_role_stmt":                 "CREATE ROLE",
	"create_stats_stmt":                "CREATE STATISTICS",
	"create_subscription_stmt":         "CREATE SUBSCRIPTION",
	"create_table_space_stmt":          "CREATE TABLESPACE",
	"create_transform_stmt":            "CREATE TRANSFORM",
	"create_trig_stmt":                 "CREATE TRIGGER",
	"create_user_mapping_stmt":         "CREATE USER MAPPING",
	"do_stmt":                          "DO",
	"drop_owned_stmt":                  "DROP OWNED",
	"drop_role_stmt":                   "DROP ROLE",
	"drop_subscription_stmt":           "DROP SUBSCRIPTION",
	"drop_table_space_stmt":            "DROP TABLESPACE",
	"drop_user_mapping_stmt":           "DROP USER MAPPING",
	"import_foreign_schema_stmt":       "IMPORT FOREIGN SCHEMA",
	"load_stmt":                        "LOAD",
	"reassign_owned_stmt":              "REASSIGN OWNED",
	"return_stmt":                      "RETURN",
	"rule_stmt":                        "CREATE RULE",
	"sec_label_stmt":                   "SECURITY LABEL",
}

// objectNames are the words for a kind of object that the grammar's own name
// does not give.
var objectNames = map[pg.ObjectType]string{
	pg.ObjectType_OBJECT_MATVIEW:         "MATERIALIZED VIEW",
	pg.ObjectType_OBJECT_FDW:             "FOREIGN DATA WRAPPER",
	pg.ObjectType_OBJECT_FOREIGN_SERVER:  "SERVER",
	pg.ObjectType_OBJECT_LARGEOBJECT:     "LARGE OBJECT",
	pg.ObjectType_OBJECT_OPCLASS:         "OPERATOR CLASS",
	pg.ObjectType_OBJECT_OPFAMILY:        "OPERATOR FAMILY",
	pg.ObjectType_OBJECT_STATISTIC_EXT:   "STATISTICS",
	pg.ObjectType_OBJECT_TABCONSTRAINT:   "CONSTRAINT",
	pg.ObjectType_OBJECT_DOMCONSTRAINT:   "CONSTRAINT",
	pg.ObjectType_OBJECT_TSCONFIGURATION: "TEXT SEARCH CONFIGURATION",
	pg.ObjectType_OBJECT_TSDICTIONARY:    "TEXT SEARCH DICTIONARY",
	pg.ObjectType_OBJECT_TSPARSER:        "TEXT SEARCH PARSER",
	pg.ObjectType_OBJECT_TSTEMPLATE:      "TEXT SEARCH TEMPLATE",
}

// objectName is the word for a kind of object in command tags.
func objectName(t pg.ObjectType) string {
	if name, ok := objectNames[t]; ok {
		return name
	}
	return strings.ReplaceAll(strings.TrimPrefix(t.String(), "OBJECT_"), "_", " ")
}

// alteredName is what ALTER changes when it changes a member of the object.
func alteredName(t pg.ObjectType) string {
	switch t {
	case pg.ObjectType_OBJECT_DOMCONSTRAINT:
		return "DOMAIN"
	case pg.ObjectType_OBJECT_ATTRIBUTE:
		return "TYPE"
	}
	return objectName(t)
}
