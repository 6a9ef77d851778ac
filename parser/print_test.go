package parser

import (
	"fmt"
	"reflect"
	"strings"
)

// printer writes a tree without offsets and empty fields:
// (Select targets=[(Target (ColumnRef a))]).
type printer struct{ strings.Builder }

func printTree(node any) string {
	var p printer
	p.value(reflect.ValueOf(node))
	return p.String()
}

func (p *printer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		p.value(v.Elem())
	case reflect.Struct:
		p.node(v)
	case reflect.Slice:
		p.list(v)
	case reflect.String:
		p.text(v.String())
	default:
		p.scalar(v)
	}
}

func (p *printer) scalar(v reflect.Value) {
	if names, ok := enums[v.Type()]; ok {
		p.WriteString(names[v.Int()])
		return
	}
	fmt.Fprint(p, v.Interface())
}

func (p *printer) text(s string) {
	if s != "" && !strings.ContainsAny(s, " '\"()[]=\n") {
		p.WriteString(s)
		return
	}
	fmt.Fprintf(p, "%q", s)
}

func (p *printer) list(v reflect.Value) {
	p.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			p.WriteByte(' ')
		}
		p.value(v.Index(i))
	}
	p.WriteByte(']')
}

// node prints a struct: its type unless its place tells it, then its fields;
// a name is printed as it is written.
func (p *printer) node(v reflect.Value) {
	if name, ok := v.Interface().(QualifiedName); ok {
		p.text(strings.TrimLeft(name.Catalog+"."+name.Schema+"."+name.Name, "."))
		return
	}
	p.WriteString("(" + v.Type().Name())
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.Name != "Loc" && !v.Field(i).IsZero() {
			p.field(f.Name, v.Field(i))
		}
	}
	p.WriteByte(')')
}

func (p *printer) field(name string, v reflect.Value) {
	p.WriteString(" " + name)
	if v.Kind() == reflect.Bool {
		return
	}
	if v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Bool {
		fmt.Fprintf(p, "=%v", v.Elem().Bool())
		return
	}
	p.WriteByte('=')
	p.value(v)
}

// enums are the names of the constants of the small types.
var enums = map[reflect.Type][]string{
	reflect.TypeFor[Persistence]():      {"Permanent", "Temporary", "Unlogged"},
	reflect.TypeFor[DropBehavior]():     {"Restrict", "Cascade"},
	reflect.TypeFor[SetOpKind]():        {"Union", "Intersect", "Except"},
	reflect.TypeFor[Materialized]():     {"MaterializeDefault", "MaterializeAlways", "MaterializeNever"},
	reflect.TypeFor[NullsOrder]():       {"NullsDefault", "NullsFirst", "NullsLast"},
	reflect.TypeFor[LockStrength]():     {"ForKeyShare", "ForShare", "ForNoKeyUpdate", "ForUpdate"},
	reflect.TypeFor[LockWait]():         {"WaitBlock", "SkipLocked", "NoWait"},
	reflect.TypeFor[GroupingSetKind]():  {"EmptySet", "Rollup", "Cube", "GroupingSets"},
	reflect.TypeFor[FrameMode]():        {"FrameRange", "FrameRows", "FrameGroups"},
	reflect.TypeFor[BoundKind]():        {"UnboundedPreceding", "OffsetPreceding", "CurrentRow", "OffsetFollowing", "UnboundedFollowing"},
	reflect.TypeFor[FrameExclusion]():   {"ExcludeNoOthers", "ExcludeCurrentRow", "ExcludeGroup", "ExcludeTies"},
	reflect.TypeFor[JoinKind]():         {"InnerJoin", "LeftJoin", "RightJoin", "FullJoin", "CrossJoin"},
	reflect.TypeFor[LiteralKind]():      {"Null", "Bool", "Integer", "Numeric", "String", "BitString"},
	reflect.TypeFor[Truth]():            {"True", "False", "UnknownTruth"},
	reflect.TypeFor[LikeKind]():         {"CaseLike", "ILike", "SimilarTo"},
	reflect.TypeFor[Overriding]():       {"OverridingNone", "OverridingUser", "OverridingSystem"},
	reflect.TypeFor[MergeAction]():      {"MergeNothing", "MergeInsert", "MergeUpdate", "MergeDelete"},
	reflect.TypeFor[OnCommit]():         {"OnCommitDefault", "OnCommitPreserve", "OnCommitDelete", "OnCommitDrop"},
	reflect.TypeFor[CheckOption]():      {"CheckNone", "CheckLocal", "CheckCascaded"},
	reflect.TypeFor[ConstraintKind]():   {"NullConstraint", "NotNullConstraint", "DefaultConstraint", "IdentityConstraint", "GeneratedConstraint", "CheckConstraint", "PrimaryKey", "UniqueConstraint", "ExcludeConstraint", "ForeignKey"},
	reflect.TypeFor[ForeignKeyMatch]():  {"MatchSimple", "MatchFull", "MatchPartial"},
	reflect.TypeFor[ForeignKeyAction](): {"NoAction", "RestrictAction", "CascadeAction", "SetNull", "SetDefault"},
	reflect.TypeFor[AlterAction]():      {"OtherAction", "AddColumn", "DropColumn", "AlterType", "SetDefaultValue", "DropDefault", "SetNotNull", "DropNotNull", "DropExpression", "AddIdentity", "AlterIdentity", "DropIdentity", "SetStatistics", "SetColumnOptions", "ResetColumnOptions", "SetStorage", "SetCompression", "AddConstraint", "AlterConstraint", "ValidateConstraint", "DropConstraint", "OwnerTo", "SetOptions", "ResetOptions", "SetTablespace", "SetLogged", "SetUnlogged", "AddInherit", "DropInherit", "AttachPartition", "DetachPartition"},
	reflect.TypeFor[TransactionKind]():  {"Begin", "Start", "Commit", "Rollback", "Savepoint", "Release", "RollbackTo", "PrepareTransaction", "CommitPrepared", "RollbackPrepared"},
	reflect.TypeFor[FetchDirection]():   {"FetchForward", "FetchBackward", "FetchAbsolute", "FetchRelative"},
}
