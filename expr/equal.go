package expr

import "slices"

// Equal reports whether two expressions are the same computation: positions
// and names for display do not count.
func Equal(a, b Expr) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Type() == b.Type() && sameNode(a, b) && slices.EqualFunc(a.Children(), b.Children(), Equal)
}

// sameNode compares what a node holds beside its operands.
func sameNode(a, b Expr) bool {
	switch a := a.(type) {
	case *Const:
		b, ok := b.(*Const)
		return ok && a.String() == b.String()
	case *Column:
		b, ok := b.(*Column)
		return ok && a.Index == b.Index
	case *Outer:
		b, ok := b.(*Outer)
		return ok && a.Index == b.Index
	case *Param:
		b, ok := b.(*Param)
		return ok && a.Number == b.Number
	case *Call:
		b, ok := b.(*Call)
		return ok && a.Overload.Name == b.Overload.Name && slices.Equal(a.Overload.Args, b.Overload.Args)
	case *Cast:
		b, ok := b.(*Cast)
		return ok && a.Mod == b.Mod && a.Explicit == b.Explicit
	case *TestIs:
		b, ok := b.(*TestIs)
		return ok && a.Test == b.Test
	case *Distinct:
		b, ok := b.(*Distinct)
		return ok && a.Negated == b.Negated && sameNode(a.Equal, b.Equal)
	case *Case:
		b, ok := b.(*Case)
		return ok && (a.Else == nil) == (b.Else == nil)
	}
	return sameCollection(a, b)
}

func sameCollection(a, b Expr) bool {
	switch a := a.(type) {
	case *MinMax:
		b, ok := b.(*MinMax)
		return ok && a.Greatest == b.Greatest
	case *In:
		b, ok := b.(*In)
		return ok && a.Negated == b.Negated
	case *AnyAll:
		b, ok := b.(*AnyAll)
		return ok && a.All == b.All && a.Op == b.Op
	case *Subscript:
		b, ok := b.(*Subscript)
		return ok && a.Slice == b.Slice && slices.EqualFunc(a.Bounds, b.Bounds, Equal)
	case *Field:
		b, ok := b.(*Field)
		return ok && a.Index == b.Index
	case *Subquery:
		b, ok := b.(*Subquery)
		return ok && a.Plan == b.Plan
	case interface{ Same(Expr) bool }:
		return a.Same(b)
	}
	return sameKind(a, b)
}

// sameKind covers the nodes that hold nothing beside their operands.
func sameKind(a, b Expr) bool {
	switch a.(type) {
	case *And:
		_, ok := b.(*And)
		return ok
	case *Or:
		_, ok := b.(*Or)
		return ok
	case *Not:
		_, ok := b.(*Not)
		return ok
	case *Coalesce:
		_, ok := b.(*Coalesce)
		return ok
	case *NullIf:
		_, ok := b.(*NullIf)
		return ok
	case *MakeArray:
		_, ok := b.(*MakeArray)
		return ok
	case *MakeRow:
		_, ok := b.(*MakeRow)
		return ok
	}
	return false
}
