package parser

import pg "github.com/pganalyze/pg_query_go/v5"

func (c *converter) alterTable(s *pg.AlterTableStmt) Stmt {
	kind, ok := relationKinds[s.Objtype]
	if !ok {
		return &Unmodelled{Loc: c.start, Feature: "ALTER " + objectName(s.Objtype)}
	}
	return &AlterTable{
		Loc:      c.start,
		Kind:     kind,
		Table:    c.table(s.Relation),
		IfExists: s.MissingOk,
		Commands: each(s.Cmds, func(n *pg.Node) *AlterCommand { return c.alterCommand(n.GetAlterTableCmd()) }),
	}
}

var alterActions = map[pg.AlterTableType]AlterAction{
	pg.AlterTableType_AT_AddColumn:          AddColumn,
	pg.AlterTableType_AT_DropColumn:         DropColumn,
	pg.AlterTableType_AT_AlterColumnType:    AlterType,
	pg.AlterTableType_AT_ColumnDefault:      SetDefaultValue,
	pg.AlterTableType_AT_SetNotNull:         SetNotNull,
	pg.AlterTableType_AT_DropNotNull:        DropNotNull,
	pg.AlterTableType_AT_DropExpression:     DropExpression,
	pg.AlterTableType_AT_AddIdentity:        AddIdentity,
	pg.AlterTableType_AT_SetIdentity:        AlterIdentity,
	pg.AlterTableType_AT_DropIdentity:       DropIdentity,
	pg.AlterTableType_AT_SetStatistics:      SetStatistics,
	pg.AlterTableType_AT_SetOptions:         SetColumnOptions,
	pg.AlterTableType_AT_ResetOptions:       ResetColumnOptions,
	pg.AlterTableType_AT_SetStorage:         SetStorage,
	pg.AlterTableType_AT_SetCompression:     SetCompression,
	pg.AlterTableType_AT_AddConstraint:      AddConstraint,
	pg.AlterTableType_AT_AlterConstraint:    AlterConstraint,
	pg.AlterTableType_AT_ValidateConstraint: ValidateConstraint,
	pg.AlterTableType_AT_DropConstraint:     DropConstraint,
	pg.AlterTableType_AT_ChangeOwner:        OwnerTo,
	pg.AlterTableType_AT_SetRelOptions:      SetOptions,
	pg.AlterTableType_AT_ResetRelOptions:    ResetOptions,
	pg.AlterTableType_AT_SetTableSpace:      SetTablespace,
	pg.AlterTableType_AT_SetLogged:          SetLogged,
	pg.AlterTableType_AT_SetUnLogged:        SetUnlogged,
	pg.AlterTableType_AT_AddInherit:         AddInherit,
	pg.AlterTableType_AT_DropInherit:        DropInherit,
	pg.AlterTableType_AT_AttachPartition:    AttachPartition,
	pg.AlterTableType_AT_DetachPartition:    DetachPartition,
}

// otherActions names the actions that have no AlterAction.
var otherActions = map[pg.AlterTableType]string{
	pg.AlterTableType_AT_AlterColumnGenericOptions: "ALTER COLUMN OPTIONS",
	pg.AlterTableType_AT_ClusterOn:                 "CLUSTER ON",
	pg.AlterTableType_AT_DropCluster:               "SET WITHOUT CLUSTER",
	pg.AlterTableType_AT_DropOids:                  "SET WITHOUT OIDS",
	pg.AlterTableType_AT_SetAccessMethod:           "SET ACCESS METHOD",
	pg.AlterTableType_AT_EnableTrig:                "ENABLE TRIGGER",
	pg.AlterTableType_AT_EnableAlwaysTrig:          "ENABLE ALWAYS TRIGGER",
	pg.AlterTableType_AT_EnableReplicaTrig:         "ENABLE REPLICA TRIGGER",
	pg.AlterTableType_AT_DisableTrig:               "DISABLE TRIGGER",
	pg.AlterTableType_AT_EnableTrigAll:             "ENABLE TRIGGER ALL",
	pg.AlterTableType_AT_DisableTrigAll:            "DISABLE TRIGGER ALL",
	pg.AlterTableType_AT_EnableTrigUser:            "ENABLE TRIGGER USER",
	pg.AlterTableType_AT_DisableTrigUser:           "DISABLE TRIGGER USER",
	pg.AlterTableType_AT_EnableRule:                "ENABLE RULE",
	pg.AlterTableType_AT_EnableAlwaysRule:          "ENABLE ALWAYS RULE",
	pg.AlterTableType_AT_EnableReplicaRule:         "ENABLE REPLICA RULE",
	pg.AlterTableType_AT_DisableRule:               "DISABLE RULE",
	pg.AlterTableType_AT_AddOf:                     "OF",
	pg.AlterTableType_AT_DropOf:                    "NOT OF",
	pg.AlterTableType_AT_ReplicaIdentity:           "REPLICA IDENTITY",
	pg.AlterTableType_AT_EnableRowSecurity:         "ENABLE ROW LEVEL SECURITY",
	pg.AlterTableType_AT_DisableRowSecurity:        "DISABLE ROW LEVEL SECURITY",
	pg.AlterTableType_AT_ForceRowSecurity:          "FORCE ROW LEVEL SECURITY",
	pg.AlterTableType_AT_NoForceRowSecurity:        "NO FORCE ROW LEVEL SECURITY",
	pg.AlterTableType_AT_GenericOptions:            "OPTIONS",
	pg.AlterTableType_AT_DetachPartitionFinalize:   "DETACH PARTITION FINALIZE",
}

func (c *converter) alterCommand(a *pg.AlterTableCmd) *AlterCommand {
	cmd := &AlterCommand{
		Action:   alterActions[a.Subtype],
		Name:     a.Name,
		IfExists: a.MissingOk,
		Number:   int(a.Num),
		Owner:    role(a.Newowner),
		Behavior: behavior(a.Behavior),
		Feature:  otherActions[a.Subtype],
	}
	if cmd.Action == SetDefaultValue && a.Def == nil {
		cmd.Action = DropDefault
	}
	if cmd.Action != OtherAction {
		c.alterDetail(cmd, a.Def)
	}
	return cmd
}

// alterDetail reads the one node that the grammar keeps the details of an
// action in, whatever they are.
func (c *converter) alterDetail(cmd *AlterCommand, def *pg.Node) {
	switch d := def.GetNode().(type) {
	case nil:
	case *pg.Node_ColumnDef:
		c.alterColumnDef(cmd, d.ColumnDef)
	case *pg.Node_Constraint:
		cmd.Constraint = c.constraint(d.Constraint)
	case *pg.Node_Integer:
		cmd.Number = int(d.Integer.Ival)
	case *pg.Node_String_:
		cmd.Value = d.String_.Sval
	case *pg.Node_RangeVar:
		cmd.Parent = c.table(d.RangeVar)
	case *pg.Node_PartitionCmd:
		cmd.Parent, cmd.Bound = c.table(d.PartitionCmd.Name), c.partitionBound(d.PartitionCmd.Bound)
	case *pg.Node_List:
		c.alterOptions(cmd, d.List.Items)
	default:
		cmd.Expr = c.expr(def)
	}
}

func (c *converter) alterColumnDef(cmd *AlterCommand, d *pg.ColumnDef) {
	if cmd.Action == AddColumn {
		cmd.Column = c.columnDef(d)
		return
	}
	cmd.Type, cmd.Collation, cmd.Expr = c.typeName(d.TypeName), c.collate(d.CollClause), c.expr(d.RawDefault)
}

func (c *converter) alterOptions(cmd *AlterCommand, list []*pg.Node) {
	if cmd.Action != AlterIdentity {
		cmd.Options = c.options(list)
		return
	}
	options := c.sequenceOptions(list)
	cmd.Sequence = &options
	for _, n := range list {
		// The value is the letter of pg_attribute.attidentity.
		if d := n.GetDefElem(); d.GetDefname() == "generated" {
			byDefault := d.Arg.GetInteger().GetIval() == 'd'
			cmd.ByDefault = &byDefault
		}
	}
}

func role(r *pg.RoleSpec) *Role {
	if r == nil {
		return nil
	}
	return &Role{Loc: Loc(r.Location), Name: r.Rolename, Keyword: roleKeywords[r.Roletype]}
}

var roleKeywords = map[pg.RoleSpecType]string{
	pg.RoleSpecType_ROLESPEC_CURRENT_ROLE: "CURRENT_ROLE",
	pg.RoleSpecType_ROLESPEC_CURRENT_USER: "CURRENT_USER",
	pg.RoleSpecType_ROLESPEC_SESSION_USER: "SESSION_USER",
	pg.RoleSpecType_ROLESPEC_PUBLIC:       "PUBLIC",
}
